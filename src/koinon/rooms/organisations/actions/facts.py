"""Record what is known of an organisation, with source and date."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import JSONField, Value
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.organisations import FactRecorded
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.organisations.models import Organisation, OrganisationFact
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from, of which day it speaks, and what proves it."""

    words: str
    as_of_on: date
    evidence: str = ""


@action("organisations.record_fact", needs="organisations.keep")
def record_fact(
    *, actor: Actor, organisation: UUID, key: str, value: bool | str | None, source: Source
) -> FactRecorded:
    """Record a fact that the rulebook asks about, with its source and date; the earlier record stays."""
    row = locked(Organisation.objects.all(), organisation)
    _check(rulebook_in_force(actor.today), key, value)
    if not source.words.strip():
        refuse("source_needed", _("A fact needs its source."), to_do=_("Say where this is known from."))
    if source.as_of_on > actor.today:
        refuse("date_in_future", _("A fact cannot be of a day to come."), to_do=_("Choose another day."))
    fact = OrganisationFact.objects.create(
        organisation=row,
        key=key,
        # That something is not known any more is a fact too: JSON's null, not the absence of a value.
        value=Value(None, JSONField()) if value is None else value,
        as_of_on=source.as_of_on,
        source=source.words.strip()[:300],
        evidence=source.evidence.strip()[:300],
        recorded_at=actor.at,
        recorded_by=actor.person,
    )
    return FactRecorded(fact.public_id, key, organisation)


def _check(rulebook: Rulebook, key: str, value: bool | str | None) -> None:
    question, basis = rulebook.facts.get(key), rulebook.bases.get(key)
    if question is None and (basis is None or basis.unit != "choice"):
        refuse("fact_unknown", _("The rulebook does not ask about %(key)s.") % {"key": key})
    if value is None:
        return
    source = question or basis
    options = source.options if source else None
    fits = value in options if options else isinstance(value, bool if question and question.kind == "yes_no" else str)
    if not fits:
        refuse(
            "fact_value",
            _("That is no possible answer to this question."),
            to_do=_("Choose one of the answers."),
        )
