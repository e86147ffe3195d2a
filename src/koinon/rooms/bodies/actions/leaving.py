"""People leave their seats: they resign, the electing body decides, their time is over."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.bodies import SeatLeft
from koinon.core.locking import locked
from koinon.core.models import Decision
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.rules import rules_of
from koinon.statutes.rulebook import Rulebook

DAY = timedelta(days=1)
SEATS = HeldSeat.objects.select_related("body", "mandate__person", "organisation")


@action("bodies.record_resignation", needs="bodies.keep")
def record_resignation(*, actor: Actor, seat: UUID, ends_on: date) -> SeatLeft:
    """Record that somebody resigned from a seat, and the last day on which they hold it."""
    row = locked(SEATS.all(), seat)
    check_can_end(row, ends_on, actor.today)
    if ends_on > row.term_ends_on:
        refuse(
            "term_over",
            _("The term ends before that day, on %(day)s.") % {"day": day_in_words(row.term_ends_on)},
            to_do=_("Choose an earlier last day, or end the seat as its term is over."),
        )
    return leave(actor, row, ends_on, HeldSeat.Ending.RESIGNED)


@action("bodies.end_seat", needs="bodies.keep")
def end_seat(*, actor: Actor, seat: UUID, ends_on: date, decision: DecisionReference) -> SeatLeft:
    """Give a seat its last day by a recorded decision: its holder is recalled, or their time is over."""
    row = locked(SEATS.all(), seat)
    check_can_end(row, ends_on, actor.today)
    how = HeldSeat.Ending.ENDED if ends_on < row.term_ends_on else HeldSeat.Ending.TERM
    return leave(actor, row, ends_on, how, cited(decision, actor.today))


def check_can_end(row: HeldSeat, ends_on: date, today: date) -> None:
    """Refuse to end what has ended, and to end before the beginning."""
    if row.ending or (row.ends_on is not None and row.ends_on < today):
        refuse(
            "left_already",
            _("This seat has its last day already: %(day)s.") % {"day": day_in_words(row.ends_on or row.term_ends_on)},
            to_do=_("Look at the body's history."),
        )
    if ends_on < row.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))


def leave(
    actor: Actor, row: HeldSeat, ends_on: date, how: str, decision: Decision | None = None, *, sits_on: bool = False
) -> SeatLeft:
    """Give a seat its last day, and with it the seats that its holder has in bodies drawn from this one.

    With `sits_on`, the same person holds a seat of the body from the next day on, and nothing else is lost.
    """
    resting = [] if sits_on else _in_smaller_bodies(row, ends_on, rules_of(row.starts_on, actor.today))
    for other in resting:
        # One that has not begun never does, and ends on its first day.
        last = max(ends_on, other.starts_on)
        over = last >= other.term_ends_on
        _give_last_day(other, last, HeldSeat.Ending.TERM if over else HeldSeat.Ending.LEFT_LARGER)
    _give_last_day(row, ends_on, how, decision)
    organisation = row.organisation.public_id if row.organisation else None
    person, others = row.mandate.person.public_id, tuple(other.public_id for other in resting)
    return SeatLeft(row.public_id, row.body.public_id, person, how, ends_on, others, organisation)


def _give_last_day(row: HeldSeat, ends_on: date, how: str, decision: Decision | None = None) -> None:
    row.mandate.ends_on = ends_on
    row.mandate.save(update_fields=["ends_on"])
    row.ending, row.ended_by, row.version = how, decision, row.version + 1
    row.save(update_fields=["ending", "ended_by", "version"])


def _in_smaller_bodies(row: HeldSeat, ends_on: date, rulebook: Rulebook) -> list[HeldSeat]:
    """The seats that rest on this one: those of the same person in bodies drawn from its body, on later days."""
    smaller = [key for key, body in rulebook.bodies.items() if body.subset_of == row.body.key]
    person, after = row.mandate.person, ends_on + DAY
    runs_after = Q(mandate__ends_on=None) | Q(mandate__ends_on__gt=ends_on)
    again = HeldSeat.objects.filter(runs_after, body=row.body, mandate__person=person, mandate__starts_on__lte=after)
    if again.exclude(pk=row.pk).exists():
        # Elected anew to the larger body from the next day on: nothing is lost.
        return []
    return list(SEATS.filter(runs_after, body__key__in=smaller, mandate__person=person).select_for_update(of=("self",)))
