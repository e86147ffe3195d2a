"""In words: the steps of the year that are due soon or late, and an Assembly that nobody has planned."""

from django.utils.translation import gettext as _

from koinon.doors.secretariat.today.rows import Desk, Row, Words, row
from koinon.doors.secretariat.year_words import detail_of, plan_url, way_of
from koinon.doors.shared.words import say
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def _plan_assembly(desk: Desk, task: Task) -> Row:
    title = _("No %(body)s is planned for %(year)s")
    rulebook = desk.rulebook
    body = rulebook.bodies.get(rulebook.year.around) if rulebook and rulebook.year else None
    detail = _("Half of the year hangs on its day.")
    return row(task, title, plan_url(), _("Plan it"), detail, named={"body": say(body.label) if body else ""})


def _year_step(desk: Desk, task: Task) -> Row:
    known = desk.stand.steps if desk.stand else ()
    found = next(one for one in known if (one.year, one.step.key) == (task.year, task.names[0]))
    detail = detail_of(found) or _("A step of the year %(year)s.") % {"year": task.year}
    title = say(found.step.label).replace("%", "%%")
    return row(task, title, way_of(found, desk.actor), _("Go there"), detail, due_on=task.due_on)


WORDS: Words = {kinds.PLAN_ASSEMBLY.key: _plan_assembly, kinds.YEAR_STEP.key: _year_step}
