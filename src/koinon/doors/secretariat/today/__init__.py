"""What needs a hand today, this week, or waits for others: derived from the records each time it is asked.

Nothing here is stored, so nothing can be forgotten or done twice: a row goes when its cause goes. Each is
a count, with a few names where that helps, in a fixed number of queries whatever the size of the house.
"""

from collections.abc import Callable, Iterator
from datetime import date

from koinon.doors.secretariat.today import applications, figures, house, library, members, money
from koinon.doors.secretariat.today.rows import TODAY, WAITING, WEEK, Desk, Row, desk_of

Ask = Callable[[Desk], Iterator[Row]]

ABOUT_MEMBERS: tuple[Ask, ...] = (
    figures.warned,
    figures.open_fees,
    money.proposals,
    money.approved,
    money.to_remind,
    money.ladders_ended,
    money.unpaid,
    house.silent,
    house.contacts_ending,
    members.misfits,
)
ABOUT_THE_LIBRARY: tuple[Ask, ...] = (library.lapsing,)
ABOUT_THE_HOUSE: tuple[Ask, ...] = (house.machine,)


def rows_of(desk: Desk) -> list[Row]:
    """Everything that needs a hand: the reader's own first, the late before the rest."""
    asks: tuple[Ask, ...] = ()
    if desk.actor.may("dues.see"):
        asks += ABOUT_MEMBERS if desk.rulebook else (house.no_rules,)
    if desk.actor.may("documents.see"):
        asks += ABOUT_THE_LIBRARY
    if desk.actor.may("admissions.see"):
        asks += (applications.on_their_way,)
    if desk.actor.may("outbox.see"):
        asks += ABOUT_THE_HOUSE
    found = [row for ask in asks for row in ask(desk)]
    return sorted(found, key=lambda row: (not desk.is_mine(row), not row.late, row.due_on or date.max))


__all__ = ["TODAY", "WAITING", "WEEK", "Desk", "Row", "desk_of", "rows_of"]
