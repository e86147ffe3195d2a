"""Tables: the register of decisions; consequences and proposed rules; working plans with their items."""

from koinon.rooms.decisions.models.consequences import Consequence, ProposedRules
from koinon.rooms.decisions.models.plans import PlanItem, Progress, WorkingPlan
from koinon.rooms.decisions.models.register import DecisionSeries, RegisteredDecision

__all__ = [
    "Consequence",
    "DecisionSeries",
    "PlanItem",
    "Progress",
    "ProposedRules",
    "RegisteredDecision",
    "WorkingPlan",
]
