"""What needs a hand about invoices: approval, issue, reminders, and what is late beyond them."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.so_far import Tally
from koinon.doors.secretariat.today.rows import OFFICES, TODAY, WAITING, Desk, Row
from koinon.doors.shared import words


def proposals(desk: Desk) -> Iterator[Row]:
    """Amounts that wait for approval."""
    if desk.so_far and (waiting := desk.so_far.proposed).count:
        title = ngettext("%(count)s amount waits for approval", "%(count)s amounts wait for approval", waiting.count)
        yield _step(desk, title % {"count": waiting.count}, waiting, "approve", "desk:approve-batch")


def approved(desk: Desk) -> Iterator[Row]:
    """Approved amounts that wait to be issued."""
    if desk.so_far and (waiting := desk.so_far.approved).count:
        title = ngettext("%(count)s invoice waits to be issued", "%(count)s invoices wait to be issued", waiting.count)
        yield _step(desk, title % {"count": waiting.count}, waiting, "issue", "desk:issue-batch")


def _step(desk: Desk, title: str, waiting: Tally, step: str, address: str) -> Row:
    roles = desk.office(step)
    return Row(
        title=title,
        urgency=TODAY if desk.actor.roles & set(roles) else WAITING,
        roles=roles,
        url=reverse(address, args=[desk.year]),
        action=ngettext("Look at it", "Look at them", waiting.count),
        detail=ngettext("%(total)s", "%(total)s together", waiting.count) % {"total": _money(desk, waiting.amount)},
    )


def to_remind(desk: Desk) -> Iterator[Row]:
    """Overdue invoices whose next reminder is due, by fee year."""
    for year, late in sorted(desk.late.items()):
        if late.to_remind:
            title = ngettext("%(count)s reminder is due", "%(count)s reminders are due", late.to_remind)
            yield Row(
                title=title % {"count": late.to_remind},
                urgency=TODAY,
                roles=OFFICES,
                url=reverse("desk:remind-batch", args=[year]),
                action=ngettext("Look at it", "Look at them", late.to_remind),
                detail=_("Fees %(year)s; the oldest was due on %(day)s.")
                % {"year": year, "day": words.long_date(late.oldest)},
                late=True,
            )


def ladders_ended(desk: Desk) -> Iterator[Row]:
    """Overdue invoices of which every reminder was sent: what follows is for the Board."""
    count = sum(late.ended for late in desk.late.values())
    if count:
        title = ngettext(
            "%(count)s invoice is unpaid after the last reminder",
            "%(count)s invoices are unpaid after the last reminder",
            count,
        )
        yield Row(
            title=title % {"count": count},
            urgency=WAITING,
            roles=("treasurer", "secretary_general"),
            url=f"{reverse('desk:invoices')}?state=overdue",
            action=ngettext("See it", "See them", count),
            detail=_("What follows is for the Board to decide."),
            late=True,
        )


def unpaid(desk: Desk) -> Iterator[Row]:
    """Issued invoices on which the members have to act."""
    if desk.so_far and (waiting := desk.so_far.open).count:
        title = ngettext("%(count)s invoice is not paid yet", "%(count)s invoices are not paid yet", waiting.count)
        yield Row(
            title=title % {"count": waiting.count},
            urgency=WAITING,
            roles=("treasurer",),
            url=f"{reverse('desk:invoices')}?year={desk.year}&state=issued",
            action=ngettext("See it", "See them", waiting.count),
            detail=_("Still open: %(total)s. The members have to pay.") % {"total": _money(desk, waiting.left)},
        )


def _money(desk: Desk, amount: Decimal) -> str:
    return words.money(amount, desk.rulebook.confederation.currency if desk.rulebook else "EUR")
