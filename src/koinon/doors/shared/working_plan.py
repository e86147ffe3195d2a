"""The working plan in words: its items by aim, and how far they are; the same at every door."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koinon.core.refusals import Words
from koinon.doors.shared.words import long_date, say
from koinon.rooms.decisions.models import PlanItem, WorkingPlan
from koinon.rooms.decisions.plan_queries import AimOfPlan, ItemOfPlan, items_of_plan
from koinon.statutes.rulebook import Rulebook

State = PlanItem.State
TONES = {State.PLANNED: "plain", State.UNDER_WAY: "calm", State.DONE: "good", State.DROPPED: "attention"}


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of a plan as a page shows it; `who` sees to it, as far as the page says so."""

    row: PlanItem
    who: str
    period: str
    progress: Sequence[tuple[Words, str, str]]

    @property
    def state(self) -> tuple[Words, str]:
        """How far it is, in a word with its tone."""
        return self.row.get_state_display().capitalize(), TONES[State(self.row.state)]


@dataclass(frozen=True, slots=True)
class ShownAim:
    """An aim with its items, and how many stand how."""

    label: str
    items: Sequence[ShownItem]
    counts: Sequence[tuple[Words, int]]


def shown_plan(plan: WorkingPlan, rulebook: Rulebook | None, *, named: bool = True) -> list[ShownAim]:
    """A plan by aim. Without `named`, persons are not named: only members that see to something."""
    aims = rulebook.aims if rulebook else {}
    return [_aim(found, rulebook, named) for found in items_of_plan(plan, aims)]


def _aim(found: AimOfPlan, rulebook: Rulebook | None, named: bool) -> ShownAim:
    known = rulebook.aims.get(found.aim) if rulebook else None
    labels = dict(State.choices)
    counts = [(labels[State(state)], count) for state, count in found.by_state.items()]
    return ShownAim(say(known.label) if known else found.aim, [_item(one, named) for one in found.items], counts)


def _item(one: ItemOfPlan, named: bool) -> ShownItem:
    row, labels = one.row, dict(State.choices)
    who = [one.responsible if named else "", row.organisation.name if row.organisation else ""]
    progress = [(labels[State(said.state)], said.words, long_date(said.on)) for said in one.progress]
    return ShownItem(row, ", ".join(name for name in who if name), period_words(row), progress)


def period_words(row: PlanItem | WorkingPlan) -> str:
    """From the first day to the last."""
    if row.starts_on == row.ends_on:
        return long_date(row.starts_on)
    return pgettext("period", "%(first)s to %(last)s") % {
        "first": long_date(row.starts_on),
        "last": long_date(row.ends_on),
    }


def plan_state(plan: WorkingPlan) -> tuple[Words, str]:
    """How a plan stands, in a word with its tone."""
    tones = {WorkingPlan.State.DRAFT: "plain", WorkingPlan.State.ADOPTED: "good", WorkingPlan.State.REPLACED: "plain"}
    return plan.get_state_display().capitalize(), tones[WorkingPlan.State(plan.state)]


def summary_of(aims: Sequence[ShownAim]) -> str:
    """How far the whole plan is, in a sentence."""
    items = [item.row.state for aim in aims for item in aim.items]
    if not items:
        return ""
    counts = {state: items.count(state) for state in State.values}
    return _("%(done)s of %(all)s done, %(under_way)s under way, %(planned)s planned, %(dropped)s dropped.") % {
        "all": len(items),
        **counts,
    }


def plan_context(plan: WorkingPlan | None, rulebook: Rulebook | None, *, named: bool = True) -> dict[str, Any]:
    """What a page about a plan shows of it; nothing where there is none."""
    if plan is None:
        return {"plan": None}
    aims = shown_plan(plan, rulebook, named=named)
    return {"plan": plan, "aims": aims, "period": period_words(plan), "summary": summary_of(aims)}
