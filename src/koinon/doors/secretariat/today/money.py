"""In words: computing, approval, issue, reminders, and what is late beyond them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import TODAY, WAITING, Desk, Row, Words, row
from koinon.doors.shared import words
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def _compute(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s fee is not computed yet", "%(count)s fees are not computed yet", task.count)
    detail = ngettext("Nothing is left to declare for it.", "Nothing is left to declare for them.", task.count)
    return row(task, title, f"{reverse('desk:run', args=[task.year])}#fees", _("Go to the run"), detail)


def _approve(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s amount waits for approval", "%(count)s amounts wait for approval", task.count)
    return _step(desk, task, title, "approve", "desk:approve-batch")


def _issue(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s invoice waits to be issued", "%(count)s invoices wait to be issued", task.count)
    return _step(desk, task, title, "issue", "desk:issue-batch")


def _step(desk: Desk, task: Task, title: str, step: str, address: str) -> Row:
    """A step of the procedure waits for those to whom the rulebook gives it."""
    roles = desk.office(step)
    urgency = TODAY if desk.actor.roles & set(roles) else WAITING
    detail = ngettext("%(total)s", "%(total)s together", task.count) % {"total": desk.money(task)}
    look = ngettext("Look at it", "Look at them", task.count)
    return row(task, title, reverse(address, args=[task.year]), look, detail, urgency=urgency, roles=roles)


def _remind(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s reminder is due", "%(count)s reminders are due", task.count)
    told = {"year": task.year, "day": words.long_date(task.due_on)}
    detail = _("Fees %(year)s; the oldest was due on %(day)s.") % told
    look = ngettext("Look at it", "Look at them", task.count)
    return row(task, title, reverse("desk:remind-batch", args=[task.year]), look, detail)


def _decide(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s invoice is unpaid after the last reminder",
        "%(count)s invoices are unpaid after the last reminder",
        task.count,
    )
    detail = _("What follows is for those who decide on arrears.")
    see = ngettext("See it", "See them", task.count)
    return row(task, title, f"{reverse('desk:invoices')}?state=overdue", see, detail)


def _await_payment(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s invoice is not paid yet", "%(count)s invoices are not paid yet", task.count)
    detail = _("Still open: %(total)s. The members have to pay.") % {"total": desk.money(task)}
    url = f"{reverse('desk:invoices')}?year={task.year}&state=issued"
    return row(task, title, url, ngettext("See it", "See them", task.count), detail)


WORDS: Words = {
    kinds.COMPUTE_FEES.key: _compute,
    kinds.APPROVE.key: _approve,
    kinds.ISSUE.key: _issue,
    kinds.REMIND.key: _remind,
    kinds.DECIDE_ON_ARREARS.key: _decide,
    kinds.AWAIT_PAYMENT.key: _await_payment,
}
