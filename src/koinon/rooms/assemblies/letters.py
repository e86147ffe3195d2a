"""What the letters of a meeting say, in a language that is active."""

from collections.abc import Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koinon.rooms.assemblies.addresses import live_address, meeting_address, minutes_address
from koinon.rooms.assemblies.deadlines import answers_until, deadlines_of
from koinon.rooms.assemblies.models import AgendaItem, Meeting
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.statutes.texts import say

Words = tuple[str, str]
"""Subject and text."""

DAY = "j F Y"


def call_words(meeting: Meeting, language: str, organisation: UUID | None) -> Words:
    """The call to a meeting: when and where, its agenda with the papers, what is to be done before, and its page."""
    places = _places(meeting, language)
    parts = [
        _("You are invited to the %(body)s on %(day)s at %(hour)s (%(zone)s).") % places,
        places["place"],
        _("Agenda:\n%(agenda)s") % {"agenda": "\n".join(_agenda(meeting, language))},
        "\n".join(_before(meeting)),
        _("The agenda, its papers and the roll stand here:\n%(address)s")
        % {"address": meeting_address(meeting, organisation)},
        _("This is the second convocation: the first meeting had no quorum.") if meeting.convocation == 2 else "",
        _("The attached file puts the meeting into your calendar."),
    ]
    return _("Convocation: %(body)s, %(day)s") % places, _text(parts)


def question_words(meeting: Meeting, language: str, organisation: UUID | None) -> Words:
    """What a body is asked to decide in writing, until when, and where one answers."""
    item = meeting.items.get()
    places = {
        "body": _body(meeting, language),
        "title": say(item.label, language),
        "day": date_format(answers_until(meeting), DAY),
    }
    parts = [
        _("The %(body)s is asked to decide in writing, until %(day)s:") % places,
        places["title"],
        item.words,
        _("Answer here:\n%(address)s") % {"address": live_address(meeting)},
        _("Silence counts neither as a yes nor as a no."),
    ]
    return _("To be decided in writing: %(title)s") % places, _text(parts)


def cancellation_words(meeting: Meeting, language: str, organisation: UUID | None) -> Words:
    """That a meeting does not take place, and why."""
    places = _places(meeting, language)
    parts = [
        _("The %(body)s on %(day)s at %(hour)s (%(zone)s) is cancelled.") % places,
        _("Reason: %(reason)s") % {"reason": meeting.reason},
        _("What was prepared for it stays here:\n%(address)s") % {"address": meeting_address(meeting, organisation)},
        _("The attached file takes the meeting out of your calendar."),
    ]
    return _("Cancelled: %(body)s, %(day)s") % places, _text(parts)


def _text(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _body(meeting: Meeting, language: str) -> str:
    return say(rulebook_of(meeting).bodies[meeting.body].label, language)


def _places(meeting: Meeting, language: str) -> dict[str, str]:
    begins = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    return {
        "body": _body(meeting, language),
        "day": date_format(begins, DAY),
        "hour": date_format(begins, "H:i"),
        "zone": meeting.time_zone,
        "place": "\n".join(line for line in (meeting.place, meeting.online_address) if line),
    }


def _agenda(meeting: Meeting, language: str) -> Iterator[str]:
    rows = AgendaItem.objects.filter(meeting=meeting, stands=True).prefetch_related("papers__document")
    for item in rows.order_by("position"):
        yield f"{item.position}. {say(item.label, language)}"
        for paper in item.papers.all():
            yield "   " + _("Paper: %(title)s") % {"title": paper.document.title}


def _before(meeting: Meeting) -> Iterator[str]:
    """What is to be done before, and by when."""
    days = deadlines_of(meeting)
    if days.additions:
        yield _("Members may add to the agenda until %(day)s.") % {"day": date_format(days.additions, DAY)}
    if days.candidates:
        yield _("Candidates are put forward until %(day)s.") % {"day": date_format(days.candidates, DAY)}
    if days.members:
        record = date_format(days.record, DAY)
        yield _("Who may vote is looked at on %(day)s.") % {"day": record}
        yield _("Say who votes for you before the meeting opens.")
    if days.proxies:
        yield _("If nobody of you can come, give a proxy to another member; it counts once they have accepted it.")


def minutes_words(meeting: Meeting, language: str, organisation: UUID | None) -> Words:
    """Where the signed minutes are, and what can still be said to them."""
    places = {"body": _body(meeting, language), "day": date_format(meeting.meeting_on, DAY)}
    parts = [
        _("The minutes of the %(body)s of %(day)s are signed by its chair:\n%(address)s")
        % {**places, "address": minutes_address(meeting)},
        _(
            "They are put to the vote at its next meeting. If something is not as you remember it, "
            "write to us before, or ask for a correction there."
        ),
    ]
    return _("Minutes: %(body)s, %(day)s") % places, _text(parts)
