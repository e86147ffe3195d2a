"""References to decisions of bodies, as rooms cite them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words

LONGEST = 120


@dataclass(frozen=True, slots=True)
class DecisionReference:
    """Which body decided, on which day, under which reference (for example Board, 3 March 2026, B2026/4)."""

    body: str
    taken_on: date
    reference: str


def cited(reference: DecisionReference, today: date) -> Decision:
    """The row of a cited decision, made at its first citation.

    Refuses a reference without body or number, one of a day to come, and one that was cited before with
    another date.
    """
    body, number = reference.body.strip(), reference.reference.strip()
    if not body or not number:
        refuse(
            "decision_incomplete",
            _("A decision needs the body that took it and a reference."),
            to_do=_("Name both, for example Board and B2026/4."),
        )
    if max(len(body), len(number)) > LONGEST:
        refuse(
            "decision_too_long",
            _("Body and reference have at most 120 characters each."),
            to_do=_("Shorten them; the minutes hold the rest."),
        )
    if reference.taken_on > today:
        refuse(
            "decision_to_come",
            _("Nothing can rest on a decision of a day to come."),
            to_do=_("Check the date, or wait until it is taken."),
        )
    decision, _made = Decision.objects.get_or_create(
        body=body, reference=number, defaults={"taken_on": reference.taken_on}
    )
    if decision.taken_on != reference.taken_on:
        refuse(
            "decision_contradicts",
            _("%(decision)s is on record with another date (%(date)s).")
            % {"decision": decision, "date": day_in_words(decision.taken_on)},
            to_do=_("Check the date or the reference."),
        )
    return decision
