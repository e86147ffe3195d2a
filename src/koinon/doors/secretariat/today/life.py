"""In words: members that leave, change or may be excluded, and names that could not be taken."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import Desk, Row, Say, Words, row
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def _notice(count: int) -> str:
    return ngettext("%(count)s member has given notice", "%(count)s members have given notice", count)


def _category(count: int) -> str:
    return ngettext(
        "%(count)s member will be in another category", "%(count)s members will be in another category", count
    )


def _invite(count: int) -> str:
    return ngettext(
        "%(count)s member has to be invited to be heard", "%(count)s members have to be invited to be heard", count
    )


def _await(count: int) -> str:
    return ngettext("%(count)s member is invited to be heard", "%(count)s members are invited to be heard", count)


def _record(count: int) -> str:
    return ngettext(
        "The day to be heard of %(count)s member is over", "The day to be heard of %(count)s members is over", count
    )


def _decide(count: int) -> str:
    return ngettext(
        "The exclusion of %(count)s member can be decided", "The exclusion of %(count)s members can be decided", count
    )


def _of_membership(title: Callable[[int], str]) -> Say:
    """A row that leads to the membership, or to the first of several."""

    def said(desk: Desk, task: Task) -> Row:
        first = reverse("desk:membership", args=[task.record])
        label = _("See it") if task.count == 1 else _("See the first")
        return row(task, title(task.count), first, label, due_on=task.due_on)

    return said


def _name(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s new name could not be taken", "%(count)s new names could not be taken", task.count)
    detail = _("Another organisation bears it by now.")
    url = reverse("desk:organisation", args=[task.record])
    return row(task, title, url, _("See the record"), detail, due_on=task.due_on)


WORDS: Words = {
    kinds.NOTICE_RUNS.key: _of_membership(_notice),
    kinds.CATEGORY_TO_COME.key: _of_membership(_category),
    kinds.INVITE_TO_BE_HEARD.key: _of_membership(_invite),
    kinds.AWAIT_ANSWER.key: _of_membership(_await),
    kinds.RECORD_HEARING.key: _of_membership(_record),
    kinds.DECIDE_ON_EXCLUSION.key: _of_membership(_decide),
    kinds.NAME_NOT_TAKEN.key: _name,
}
