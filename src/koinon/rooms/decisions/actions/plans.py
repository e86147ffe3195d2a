"""Draft versions of the working plan, have one adopted, say how far its items are."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.decisions import PlanAdopted, PlanDrafted, PlanDropped, PlanPublished
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import one_line
from koinon.rooms.decisions.models import Consequence, PlanItem, WorkingPlan

State = WorkingPlan.State
COPIED = (
    *("position", "aim", "title", "words", "responsible", "organisation", "starts_on", "ends_on"),
    *("state", "state_words", "state_on"),
)


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """What a plan is called, and the period it is for."""

    title: str
    starts_on: date
    ends_on: date


@action("decisions.draft_plan", needs="decisions.plan")
def draft_plan(*, actor: Actor, details: PlanDetails, follows: UUID | None = None) -> PlanDrafted:
    """Begin a working plan, or a new version of an adopted one with all its items as they stand."""
    before = None if follows is None else locked(WorkingPlan.objects.all(), follows)
    if before is not None:
        _check_can_be_followed(before)
    row = WorkingPlan.objects.create(
        **_checked(details),
        follows=before,
        number=before.number + 1 if before else 1,
        drafted_at=actor.at,
        drafted_by=actor.person,
    )
    if before is not None:
        PlanItem.objects.bulk_create(
            PlanItem(plan=row, before=item, **{name: getattr(item, name) for name in COPIED})
            for item in before.items.select_related("organisation")
        )
    return PlanDrafted(row.public_id, row.number)


def _check_can_be_followed(before: WorkingPlan) -> None:
    if before.state != State.ADOPTED:
        refuse(
            "not_adopted",
            _("Only an adopted plan has a new version; a draft is changed as it is."),
            to_do=_("Change the draft, or choose the adopted plan."),
        )
    if WorkingPlan.objects.filter(follows=before).exists():
        refuse("followed_already", _("A new version of this plan is on its way."), to_do=_("Go on with that one."))


@action("decisions.change_plan", needs="decisions.plan")
def change_plan(*, actor: Actor, plan: UUID, details: PlanDetails, seen_version: int) -> PlanDrafted:
    """Change what a draft plan is called and the period it is for."""
    row = draft_for_update(plan, seen_version)
    for name, value in _checked(details).items():
        setattr(row, name, value)
    outside = row.items.exclude(starts_on__lte=row.ends_on, ends_on__gte=row.starts_on)
    if outside.exists():
        refuse(
            "item_outside",
            _("An item of the plan lies outside this period."),
            to_do=_("Change the item first, or choose a longer period."),
        )
    row.version += 1
    row.save(update_fields=["title", "starts_on", "ends_on", "version"])
    return PlanDrafted(row.public_id, row.number)


@action("decisions.drop_plan", needs="decisions.plan")
def drop_plan(*, actor: Actor, plan: UUID) -> PlanDropped:
    """Give up a draft of the working plan."""
    row = draft_for_update(plan)
    if waiting_for(row).exists():
        refuse(
            "asked_of_a_body",
            _("An item of an agenda adopts this draft."),
            to_do=_("Take the consequence back from the item first."),
        )
    row.delete()
    return PlanDropped(plan)


@action("decisions.adopt_plan", needs="decisions.adopt_plan")
def adopt_plan(*, actor: Actor, plan: UUID, decision: DecisionReference) -> PlanAdopted:
    """Record that a draft of the working plan was adopted by a decision; it replaces the version before."""
    row = draft_for_update(plan)
    if not row.items.exists():
        refuse("plan_empty", _("A plan without an item plans nothing."), to_do=_("Put items into it first."))
    row.state, row.adopted_by, row.version = State.ADOPTED, cited(decision, actor.today), row.version + 1
    row.save(update_fields=["state", "adopted_by", "version"])
    before = row.follows
    if before is not None:
        row.published, before.state, before.version = before.published, State.REPLACED, before.version + 1
        before.save(update_fields=["state", "version"])
        row.save(update_fields=["published"])
    return PlanAdopted(row.public_id, row.number, before.public_id if before else None)


@action("decisions.publish_plan", needs="decisions.plan")
def publish_plan(*, actor: Actor, plan: UUID, published: bool, seen_version: int) -> PlanPublished:
    """Show an adopted plan to everybody on the website, or to members only again."""
    row = locked(WorkingPlan.objects.all(), plan, seen_version)
    if row.state == State.DRAFT:
        refuse("not_adopted", _("A draft is not published."), to_do=_("Wait until it is adopted."))
    row.published, row.version = published, row.version + 1
    row.save(update_fields=["published", "version"])
    return PlanPublished(row.public_id, row.published)


def draft_for_update(plan: UUID, seen_version: int | None = None) -> WorkingPlan:
    """A draft, locked; refuses a plan that was adopted, whose words stand."""
    row = locked(WorkingPlan.objects.select_related("follows"), plan, seen_version)
    if row.state != State.DRAFT:
        refuse(
            "plan_adopted",
            _("This plan was adopted; its words stand as they were decided."),
            to_do=_("Record progress, or draft a new version of it."),
        )
    return row


def waiting_for(row: WorkingPlan) -> "QuerySet[Consequence]":
    """The consequences that wait to adopt a plan."""
    return Consequence.objects.filter(
        kind=Consequence.Kind.WORKING_PLAN, state=Consequence.State.WANTED, given__plan=str(row.public_id)
    )


def _checked(details: PlanDetails) -> dict[str, Any]:
    title = one_line(details.title)[:200]
    if not title:
        refuse("title_missing", _("A plan needs a title."), to_do=_("Say what it is the plan of."))
    if details.ends_on < details.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    return {"title": title, "starts_on": details.starts_on, "ends_on": details.ends_on}
