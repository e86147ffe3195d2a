"""The tasks that meetings bring, in words: name a delegate, answer a proxy, answer in writing, be there."""

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from koinon.doors.members_area.reading import Reading, Task, task_row
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task as Found


def _about(reading: Reading, task: Found) -> ShownMeeting | None:
    return reading.coming.of(task.record)


def _speak(reading: Reading, task: Found) -> Iterator[Task]:
    """Who votes at the meeting; not asked of a member that does not vote as it stands."""
    meeting = _about(reading, task)
    if meeting is None or not reading.votes:
        return
    shown = task_row(task, _("Name who votes for you: %(meeting)s") % {"meeting": meeting.title})
    if not reading.visit.may("assemblies.represent"):
        yield shown | {"detail": _("your contact or delegate does this")}
        return
    url = reading.visit.url("meeting_delegates", meeting=meeting.row.public_id)
    yield shown | {"url": url, "action": _("Name your delegate")}


def _proxy(reading: Reading, task: Found) -> Iterator[Task]:
    meeting = _about(reading, task)
    if meeting is None:
        return
    shown = task_row(task, _("Answer the proxy of %(name)s") % {"name": task.names[0]}, meeting.title)
    if not reading.visit.may("assemblies.represent"):
        yield shown | {"detail": _("your contact or delegate does this")}
        return
    yield shown | {"url": f"{meeting.url}#proxies", "action": _("Accept or decline")}


def _in_writing(reading: Reading, task: Found) -> Iterator[Task]:
    if meeting := _about(reading, task):
        title = _("Answer what the %(body)s is asked in writing") % {"body": meeting.body}
        yield task_row(task, title, _("silence counts neither as a yes nor as a no")) | {
            "url": meeting.live_url,
            "action": _("Answer"),
        }


def _attend(reading: Reading, task: Found) -> Iterator[Task]:
    if meeting := _about(reading, task):
        said = _("The %(body)s is open") if meeting.row.state == "open" else _("The %(body)s meets today")
        shown = task_row(task, said % {"body": meeting.body}, meeting.when)
        yield shown | {"state": "due", "url": meeting.live_url, "action": _("Take part")}


MEETING_WORDS: Mapping[str, Callable[[Reading, Found], Iterator[Task]]] = {
    kinds.NAME_SPEAKER.key: _speak,
    kinds.ANSWER_PROXY.key: _proxy,
    kinds.ANSWER_IN_WRITING.key: _in_writing,
    kinds.ATTEND_MEETING.key: _attend,
}
