"""In words: applications, the library, deliveries, the journal, and a house without rules."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.bodies import bodies
from koinon.doors.secretariat.today.rows import Desk, Row, Say, Words, row
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def _submitted(count: int) -> str:
    return ngettext("%(count)s application was submitted", "%(count)s applications were submitted", count)


def _under_review(count: int) -> str:
    return ngettext("%(count)s application is under review", "%(count)s applications are under review", count)


def _answered(count: int) -> str:
    return ngettext("%(count)s refusal was answered", "%(count)s refusals were answered", count)


def _board(count: int) -> str:
    return ngettext(
        "%(count)s application waits for the %(decides)s", "%(count)s applications wait for the %(decides)s", count
    )


def _ratification(count: int) -> str:
    return ngettext("%(count)s admission waits to be ratified", "%(count)s admissions wait to be ratified", count)


def _applications(state: str, title: Callable[[int], str]) -> Say:
    def said(desk: Desk, task: Task) -> Row:
        url = f"{reverse('desk:applications')}?state={state}"
        return row(task, title(task.count), url, _("See them"), named=bodies(desk.rulebook))

    return said


def _answer_request(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s person asks for a quote", "%(count)s people ask for a quote", task.count)
    return row(task, title, reverse("desk:quote-requests"), ngettext("See it", "See them", task.count))


def _replace_document(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s document has lapsed or ends soon, and nothing follows it",
        "%(count)s documents have lapsed or end soon, and nothing follows them",
        task.count,
    )
    return row(task, title, f"{reverse('desk:documents')}?needs=lapsing", _("See which"), due_on=task.due_on)


def _carry_out(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s decision could not be carried out", "%(count)s decisions could not be carried out", task.count
    )
    return row(task, title, reverse("desk:consequences-open"), _("See what stands in the way"))


def _settle(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s consequence is left from a meeting that is over",
        "%(count)s consequences are left from meetings that are over",
        task.count,
    )
    detail = _("No vote on the item itself has settled it.")
    return row(task, title, reverse("desk:consequences-open"), _("See what is left"), detail)


def _deliver(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s delivery failed", "%(count)s deliveries failed", task.count)
    return row(task, title, f"{reverse('desk:outbox')}?state=failed", _("See what failed"))


def _seal(desk: Desk, task: Task) -> Row:
    """The worker is not running."""
    seen = desk.actor.may("journal.see")
    title = ngettext("%(count)s journal entry is not sealed", "%(count)s journal entries are not sealed", task.count)
    url, action = ("desk:journal", _("See the journal")) if seen else ("desk:outbox", _("See the outbox"))
    detail = _("They have waited for more than five minutes. Is the worker running?")
    return row(task, title, reverse(url), action, detail)


def _adopt_rules(desk: Desk, task: Task) -> Row:
    detail = _("Until one is adopted, no fee, standing or right can be reckoned.")
    return row(task, _("No rulebook is in force"), reverse("desk:rulebook"), _("See the rulebook"), detail)


WORDS: Words = {
    kinds.TAKE_UP_APPLICATION.key: _applications("submitted", _submitted),
    kinds.REVIEW_APPLICATION.key: _applications("under_review", _under_review),
    kinds.LOOK_AT_ANSWER.key: _applications("under_review", _answered),
    kinds.AWAIT_ADMISSION.key: _applications("board", _board),
    kinds.AWAIT_RATIFICATION.key: _applications("ratification", _ratification),
    kinds.ANSWER_REQUEST.key: _answer_request,
    kinds.REPLACE_DOCUMENT.key: _replace_document,
    kinds.CARRY_OUT.key: _carry_out,
    kinds.SETTLE.key: _settle,
    kinds.DELIVER.key: _deliver,
    kinds.SEAL.key: _seal,
    kinds.ADOPT_RULES.key: _adopt_rules,
}
