"""Keep track of memberships elsewhere that ours go together with."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import ElsewhereRecorded
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.admissions.models import MembershipElsewhere
from koinon.rooms.admissions.rules import rules_of_admission
from koinon.rooms.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Since when an organisation is a member elsewhere, when it asked to be, and what proves it."""

    applied_on: date | None = None
    since_on: date | None = None
    evidence: str = ""


@action("admissions.record_elsewhere", needs="admissions.record")
def record_elsewhere(*, actor: Actor, organisation: UUID, body: str, known: Elsewhere) -> ElsewhereRecorded:
    """Record that an organisation asked to join another body that ours goes together with, or belongs to it."""
    row = locked(Organisation.objects.all(), organisation)
    rulebook, _rules = rules_of_admission(actor.today)
    bodies = {name for category in rulebook.categories.values() for name in category.also_member_of}
    if body not in bodies:
        refuse("body_unknown", _("The rules name no such body."), to_do=_("Choose one that they name."))
    if known.applied_on is None and known.since_on is None:
        refuse("day_needed", _("A day is needed."), to_do=_("Say since when, or when it was asked for."))
    if any(day is not None and day > actor.today for day in (known.applied_on, known.since_on)):
        refuse("date_in_future", _("Only what has happened is recorded."), to_do=_("Choose another day."))
    if known.applied_on and known.since_on and known.since_on < known.applied_on:
        refuse("dates_reversed", _("It was a member before it asked to be."), to_do=_("Check the days."))
    if known.since_on is not None and not known.evidence.strip():
        refuse("evidence_needed", _("A membership needs its evidence."), to_do=_("Name the letter or the list."))
    kept, made = MembershipElsewhere.objects.get_or_create(
        organisation=row,
        body=body,
        defaults={
            "applied_on": known.applied_on,
            "since_on": known.since_on,
            "evidence": known.evidence.strip()[:300],
        },
    )
    if not made:
        kept.applied_on = known.applied_on or kept.applied_on
        kept.since_on, kept.evidence, kept.version = known.since_on, known.evidence.strip()[:300], kept.version + 1
        kept.save()
    return ElsewhereRecorded(row.public_id, body, known.since_on)
