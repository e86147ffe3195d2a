"""What was decided, what follows from it, and the working plan, for the matrix's stage."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from koinon.rooms.decisions.actions import (
    PaperDecision,
    PlanDetails,
    PlanItemDetails,
    add_plan_item,
    adopt_plan,
    change_level,
    draft_plan,
    enter_from_paper,
    publish_plan,
    register_decision,
)
from koinon.rooms.decisions.actions.carrying import carry_out
from koinon.rooms.decisions.wanted import AdoptedDocument, AdoptedPlan
from tests.rooms.decisions.deciding import gathering, opens, wants
from tests.rooms.documents import library
from tests.world import ASSEMBLY, BOARD, World

WHOLE_YEAR = PlanDetails("Plan of the year", date(2026, 1, 1), date(2026, 12, 31))
STUDY = PlanItemDetails("research", "A study", date(2026, 2, 1), date(2026, 9, 30), words="Of many.")


def decided(world: World) -> Mapping[str, Sequence[Any]]:
    """A public decision, one consequence that is wanted and one that was refused, three plans with an item each."""
    keeper = world.actor("membership")
    given = PaperDecision("board", BOARD, "Office for research", "The Board rents an office.")
    decision = enter_from_paper(actor=keeper, given=given).decision
    change_level(actor=keeper, decision=decision, level="public", seen_version=1)
    plans = [_plan(world) for _n in range(3)]
    adopted, awaited, _free = plans
    adopt_plan(actor=world.actor("secretary_general"), plan=adopted[0], decision=ASSEMBLY)
    publish_plan(actor=world.actor("policy"), plan=adopted[0], published=True, seen_version=2)
    return {
        "decision": [decision],
        **_following(world, awaited[0]),
        "plan": [plan for plan, _item in plans],
        "planned": [adopted[1], awaited[1]],
    }


def _plan(world: World) -> tuple[uuid.UUID, uuid.UUID]:
    actor = world.actor("policy")
    plan = draft_plan(actor=actor, details=WHOLE_YEAR).plan
    return plan, add_plan_item(actor=actor, plan=plan, details=STUDY).item


def _following(world: World, plan: uuid.UUID) -> Mapping[str, Sequence[Any]]:
    found, document = gathering(world), library.added(world, title="Draft declaration")
    wanted = wants(found, "activity_report", AdoptedDocument(document))
    wants(found, "working_plan", AdoptedPlan(plan))
    refused = wants(found, "accounts", AdoptedDocument(document))
    # The two members of the stage owe and have no vote; a third one decides.
    vote = opens(found).asks("accounts")
    found.casts("associated_contact", vote)
    found.closes(vote)
    register_decision(actor=world.actor("system", found.row.meeting_on, 18), vote=vote)
    carry_out(actor=found.desk(), consequence=refused)
    return {
        "point": [found.item("activity_report")],
        "kind": ["document"],
        "consequence": [wanted, refused],
    }
