"""The items of a working plan: put into a draft, changed there, taken out; and how far each is once it is adopted."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.decisions import PlanItemKept, PlanItemRemoved, ProgressRecorded
from koinon.core.locking import locked
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line, prose
from koinon.rooms.decisions.actions.plans import draft_for_update
from koinon.rooms.decisions.models import PlanItem, Progress, WorkingPlan
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Person
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce

LONGEST_WORD = 500
ROWS = PlanItem.objects.select_related("plan")


@dataclass(frozen=True, slots=True)
class PlanItemDetails:
    """What is to be done, for which aim of the rulebook, by whom (a person, a member, or neither yet), and when."""

    aim: str
    title: str
    starts_on: date
    ends_on: date
    words: str = ""
    responsible: UUID | None = None
    organisation: UUID | None = None
    position: int | None = None


@action("decisions.add_plan_item", needs="decisions.plan")
def add_plan_item(*, actor: Actor, plan: UUID, details: PlanItemDetails) -> PlanItemKept:
    """Put an item into a draft of the working plan."""
    row = draft_for_update(plan)
    kept = _checked(row, details, actor.today)
    last = row.items.aggregate(last=Max("position"))["last"] or 0
    item = PlanItem.objects.create(plan=row, **{**kept, "position": details.position or last + 1})
    return PlanItemKept(item.public_id, row.public_id)


@action("decisions.change_plan_item", needs="decisions.plan")
def change_plan_item(*, actor: Actor, item: UUID, details: PlanItemDetails, seen_version: int) -> PlanItemKept:
    """Change an item of a draft of the working plan."""
    row = locked(ROWS, item, seen_version)
    plan = draft_for_update(row.plan.public_id)
    kept = _checked(plan, details, actor.today)
    changes = {**kept, "position": details.position or row.position, "version": row.version + 1}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    return PlanItemKept(row.public_id, plan.public_id)


@action("decisions.remove_plan_item", needs="decisions.plan")
def remove_plan_item(*, actor: Actor, item: UUID) -> PlanItemRemoved:
    """Take an item out of a draft of the working plan."""
    row = locked(ROWS, item)
    plan = draft_for_update(row.plan.public_id)
    row.delete()
    return PlanItemRemoved(item, plan.public_id)


@action("decisions.record_progress", needs="decisions.plan")
def record_progress(*, actor: Actor, item: UUID, state: str, words: str, seen_version: int) -> ProgressRecorded:
    """Say how far an item of the adopted plan is; what is dropped says why."""
    row = locked(ROWS, item, seen_version)
    if row.plan.state != WorkingPlan.State.ADOPTED:
        refuse(
            "not_adopted",
            _("Progress is recorded on the adopted plan; this version is not, or not any more."),
            to_do=_("Look at the plan that is in force."),
        )
    said = one_line(words)
    if state not in PlanItem.State.values:
        refuse("state_unknown", _("An item of a plan has no such state."), to_do=_("Choose one of the list."))
    if len(said) > LONGEST_WORD:
        refuse("words_too_long", _("This is longer than 500 characters."), to_do=_("Say it shorter."))
    if state == PlanItem.State.DROPPED and not said:
        refuse("reason_needed", _("Dropping an item needs a word why."), to_do=_("Say why in a sentence."))
    row.state, row.state_words, row.state_on, row.version = state, said, actor.today, row.version + 1
    row.save(update_fields=["state", "state_words", "state_on", "version"])
    Progress.objects.create(item=row, state=state, words=said, on=actor.today, by=actor.person)
    return ProgressRecorded(row.public_id, state)


def _checked(plan: WorkingPlan, details: PlanItemDetails, today: date) -> dict[str, Any]:
    """The details as they are kept; refuses an aim that there is not, and days outside the plan."""
    title = one_line(details.title)[:200]
    if not title:
        refuse("title_missing", _("An item of a plan needs a title."), to_do=_("Say what is to be done."))
    if details.ends_on < details.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    if details.starts_on > plan.ends_on or details.ends_on < plan.starts_on:
        refuse(
            "outside_the_plan",
            _("These days lie outside the period of the plan."),
            to_do=_("Choose days within it, or change the plan's period."),
        )
    if details.aim not in _aims(today):
        refuse("aim_unknown", _("The rulebook has no such aim."), to_do=_("Choose one of its aims."))
    if details.responsible and not Person.objects.filter(public_id=details.responsible).exists():
        refuse_not_found()
    return {
        "aim": details.aim,
        "title": title,
        "words": prose(details.words),
        "starts_on": details.starts_on,
        "ends_on": details.ends_on,
        "responsible": details.responsible,
        "organisation": _organisation(details.organisation),
    }


def _aims(today: date) -> frozenset[str]:
    try:
        return frozenset(rulebook_in_force(today).aims)
    except NoRuleInForce:
        return frozenset()


def _organisation(public_id: UUID | None) -> Organisation | None:
    if public_id is None:
        return None
    found = Organisation.objects.filter(public_id=public_id).first()
    return found or refuse_not_found()
