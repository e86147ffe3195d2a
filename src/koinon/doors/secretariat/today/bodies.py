"""In words: vacant seats, terms of office that end, and terms that are over."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import Desk, Row, Words, row
from koinon.doors.shared.words import say
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def _fill_seats(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s seat is vacant", "%(count)s seats are vacant", task.count)
    bodies = desk.rulebook.bodies if desk.rulebook else {}
    detail = ", ".join(say(bodies[key].label) for key in task.names if key in bodies)
    alone = reverse("desk:body", args=[task.names[0]]) if len(task.names) == 1 else reverse("desk:bodies")
    return row(task, title, alone, _("See which"), detail)


def _terms_end(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s term of office ends within %(months)s months",
        "%(count)s terms of office end within %(months)s months",
        task.count,
    )
    within = {"months": str(task.months)}
    return row(task, title, reverse("desk:bodies"), _("See whose"), named=within, due_on=task.due_on)


def _terms_over(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s term of office is over, and nobody follows",
        "%(count)s terms of office are over, and nobody follows",
        task.count,
    )
    return row(task, title, reverse("desk:bodies"), _("See whose"))


WORDS: Words = {
    kinds.FILL_SEATS.key: _fill_seats,
    kinds.TERMS_END.key: _terms_end,
    kinds.TERMS_OVER.key: _terms_over,
}
