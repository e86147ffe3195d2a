"""What can be done with the register, with what follows from decisions, and with working plans."""

from koinon.rooms.decisions.actions.carrying import carry_out, let_fall
from koinon.rooms.decisions.actions.consequences import drop_consequence, propose_rules, want_consequence
from koinon.rooms.decisions.actions.plan_items import (
    PlanItemDetails,
    add_plan_item,
    change_plan_item,
    record_progress,
    remove_plan_item,
)
from koinon.rooms.decisions.actions.plans import (
    PlanDetails,
    adopt_plan,
    change_plan,
    draft_plan,
    drop_plan,
    publish_plan,
)
from koinon.rooms.decisions.actions.register import PaperDecision, enter_from_paper, register_decision
from koinon.rooms.decisions.actions.sharing import change_level, name_origin

__all__ = [
    "PaperDecision",
    "PlanDetails",
    "PlanItemDetails",
    "add_plan_item",
    "adopt_plan",
    "carry_out",
    "change_level",
    "change_plan",
    "change_plan_item",
    "draft_plan",
    "drop_consequence",
    "drop_plan",
    "enter_from_paper",
    "let_fall",
    "name_origin",
    "propose_rules",
    "publish_plan",
    "record_progress",
    "register_decision",
    "remove_plan_item",
    "want_consequence",
]
