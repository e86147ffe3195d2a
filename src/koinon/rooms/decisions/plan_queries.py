"""Working plans and how far they are, limited to what the actor may see; and a year's items for the activity report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from koinon.core.actors import Actor
from koinon.rooms.decisions.models import PlanItem, Progress, WorkingPlan
from koinon.rooms.decisions.queries import reads_as_member
from koinon.rooms.people.queries import names_of

State = WorkingPlan.State


def visible_plans(actor: Actor) -> "QuerySet[WorkingPlan]":
    """All plans at the desk; the adopted ones, earlier versions too, for members; elsewhere what is published."""
    rows = WorkingPlan.objects.select_related("adopted_by__registered", "follows")
    if actor.may("decisions.see"):
        return rows
    if reads_as_member(actor):
        return rows.exclude(state=State.DRAFT)
    return published_plans()


def published_plans() -> "QuerySet[WorkingPlan]":
    """The plans in force that everybody may read."""
    rows = WorkingPlan.objects.select_related("adopted_by__registered", "follows")
    return rows.filter(published=True, state=State.ADOPTED)


def plan_in_force(rows: "QuerySet[WorkingPlan]", day: date) -> WorkingPlan | None:
    """The adopted plan of a day, else the next one to come, else the last one."""
    adopted = list(rows.filter(state=State.ADOPTED).order_by("starts_on"))
    running = [row for row in adopted if row.starts_on <= day <= row.ends_on]
    coming = [row for row in adopted if row.starts_on > day]
    return next(iter([*reversed(running), *coming, *reversed(adopted)]), None)


@dataclass(frozen=True, slots=True)
class ItemOfPlan:
    """An item with the name of whoever sees to it, and what was said of it on the way."""

    row: PlanItem
    responsible: str
    progress: Sequence[Progress]


@dataclass(frozen=True, slots=True)
class AimOfPlan:
    """An aim (the rulebook's key) with its items, and how many of them stand how."""

    aim: str
    items: Sequence[ItemOfPlan]

    @property
    def by_state(self) -> Mapping[str, int]:
        """How many items stand how, in the order of the states; only where there are some."""
        found = {state: sum(item.row.state == state for item in self.items) for state in PlanItem.State.values}
        return {state: count for state, count in found.items() if count}


def items_of_plan(plan: WorkingPlan, aims: Iterable[str]) -> list[AimOfPlan]:
    """The items of a plan by aim, in the rulebook's order of aims. Three queries."""
    return _by_aim(PlanItem.objects.filter(plan=plan), aims)


def items_of_year(actor: Actor, year: int, aims: Iterable[str]) -> list[AimOfPlan]:
    """What the plans in force say of a year, by aim and state, as the yearly activity report reads it."""
    rows = PlanItem.objects.filter(plan__in=visible_plans(actor).filter(state=State.ADOPTED).order_by().values("pk"))
    return _by_aim(rows.filter(starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1)), aims)


def _by_aim(rows: "QuerySet[PlanItem]", aims: Iterable[str]) -> list[AimOfPlan]:
    found = rows.select_related("organisation", "plan").prefetch_related(
        Prefetch("progress", Progress.objects.order_by("on", "id"))
    )
    items = list(found.order_by("plan__starts_on", "position", "id"))
    names = names_of(item.responsible for item in items)
    of: dict[str, list[ItemOfPlan]] = {key: [] for key in aims}
    for item in items:
        named = names.get(item.responsible, "") if item.responsible else ""
        of.setdefault(item.aim, []).append(ItemOfPlan(item, named, list(item.progress.all())))
    return [AimOfPlan(aim, items) for aim, items in of.items() if items]
