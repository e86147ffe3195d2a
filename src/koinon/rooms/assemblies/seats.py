"""Who sits in a body on a day: asked of whoever keeps the seats."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.statutes.assembly.enrolment import SeatFacts

SeatsOn = Callable[[str, date], Sequence[SeatFacts]]
_keepers: list[SeatsOn] = []


def keeps_seats(keeper: SeatsOn) -> SeatsOn:
    """Register the function that knows who sits in a body (by the rulebook's key) on a day; there is one."""
    if _keepers:
        raise ValueError("somebody else keeps the seats already")
    _keepers.append(keeper)
    return keeper


def seats_on(body: str, day: date) -> Sequence[SeatFacts]:
    """Who sits in a body on a day; nobody where nobody keeps the seats."""
    return _keepers[0](body, day) if _keepers else ()


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
