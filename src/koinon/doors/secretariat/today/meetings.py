"""In words: meetings to convene, convocations that failed, members for whom nobody would vote."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import Desk, Row, Words, row
from koinon.doors.shared.words import long_date, say
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def _convene(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s meeting is to be convened", "%(count)s meetings are to be convened", task.count)
    bodies = desk.rulebook.bodies if desk.rulebook else {}
    named = ", ".join(say(bodies[key].label) for key in dict.fromkeys(task.names) if key in bodies)
    alone, all_ = reverse("desk:meeting", args=[task.record]), f"{reverse('desk:meetings')}?state=planned"
    url, look = (alone, _("Go to the meeting")) if task.count == 1 else (all_, _("See which"))
    told = {"bodies": named, "day": long_date(task.due_on)}
    detail = _("%(bodies)s: the last day was %(day)s.") if task.late else _("%(bodies)s, by %(day)s at the latest.")
    return row(task, title, url, look, detail % told, due_on=task.due_on)


def _deliver(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s convocation could not be delivered", "%(count)s convocations could not be delivered", task.count
    )
    letters = f"{reverse('desk:meeting-letters', args=[task.record])}?state=failed"
    return row(task, title, letters, _("See whose"), _("Reach them in another way, and mend the address."))


def _find_delegates(desk: Desk, task: Task) -> Row:
    title = ngettext("For %(count)s member nobody would vote", "For %(count)s members nobody would vote", task.count)
    roll = f"{reverse('desk:meeting-roll', args=[task.record])}?who=nobody"
    return row(task, title, roll, _("See the roll"), due_on=task.due_on)


WORDS: Words = {
    kinds.CONVENE_MEETING.key: _convene,
    kinds.DELIVER_CONVOCATIONS.key: _deliver,
    kinds.FIND_DELEGATES.key: _find_delegates,
}
