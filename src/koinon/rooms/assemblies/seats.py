"""Who sits in a body on a day, as a roll wants to know it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.rooms.bodies import queries as bodies
from koinon.statutes.assembly.enrolment import SeatFacts


def seats_on(body: str, day: date) -> Sequence[SeatFacts]:
    """The people who sit in a body (by the rulebook's key) on a day, each once, though they hold several seats."""
    rows = {str(row.person): row for row in reversed(bodies.seats_on(body, day))}
    return [SeatFacts(person, row.seat, row.country) for person, row in reversed(rows.items())]


def known_seats(body: str, day: date) -> Sequence[SeatFacts]:
    """The same for a roll, which nobody draws up without a name on it."""
    found = seats_on(body, day)
    if not found:
        refuse(
            "seats_unknown",
            _("Nobody is on record as sitting in this body on that day."),
            to_do=_("Record who sits there, then go on."),
        )
    return found
