"""What a member owes for meetings in which it votes: a delegate, answers to proxies and in writing, to come today."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from koinon.rooms.assemblies.models import Ballot, Delegation, Meeting, Proxy, RollLine, Vote
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Found
from koinon.statutes.assembly.proxies import LIVE
from koinon.statutes.rulebook.meeting_rules import Meeting as MeetingRule


def to_prepare(asked: Asked) -> Iterator[Found]:
    """Meetings ahead for which the member has said neither who votes for it nor that another member does."""
    bodies = _bodies(asked)
    if asked.over is None:
        return
    named = Delegation.objects.filter(meeting=OuterRef("pk"), organisation__public_id=asked.over)
    given = Proxy.objects.filter(meeting=OuterRef("pk"), giver=asked.over, items=[], state__in=LIVE)
    ahead = Meeting.objects.filter(state="convened", body__in=bodies).exclude(Exists(named)).exclude(Exists(given))
    yield Found(kinds.NAME_SPEAKER, _with_day(ahead), "body", "public_id", due="meets_on")
    to_answer = Proxy.objects.filter(holder=asked.over, state="given", meeting__state__in=("convened", "open"))
    giver = Organisation.objects.filter(public_id=OuterRef("giver")).values("name")[:1]
    asked_for = _with_day(to_answer, "meeting__").annotate(giver_name=Subquery(giver))
    yield Found(kinds.ANSWER_PROXY, asked_for, "giver_name", "meeting__public_id", due="meets_on")


def to_attend(asked: Asked) -> Iterator[Found]:
    """Meetings that are open, or are convened for today."""
    bodies = _bodies(asked)
    here = Meeting.objects.filter(body__in=bodies).exclude(kind=Meeting.Kind.WRITTEN)
    now = _with_day(here).filter(Q(state="open") | Q(state="convened", meets_on=asked.today))
    yield Found(kinds.ATTEND_MEETING, now, "body", "public_id", due="meets_on")


def to_answer_in_writing(asked: Asked) -> Iterator[Found]:
    """Questions put in writing that the member may answer and has not."""
    if asked.over is None:
        return
    may = RollLine.objects.filter(roll__meeting=OuterRef("meeting"), member=asked.over, entitled=True)
    cast = Ballot.objects.filter(vote=OuterRef("pk"), member=asked.over)
    open_ones = Vote.objects.filter(Exists(may), ~Exists(cast), method=Vote.Method.WRITTEN, state="open")
    for body, rule in _bodies(asked).items():
        if rule.written is None:
            continue
        last = ExpressionWrapper(F("opened_at") + timedelta(days=rule.written.days), output_field=DateTimeField())
        rows = open_ones.filter(meeting__body=body).annotate(until=TruncDate(last))
        yield Found(kinds.ANSWER_IN_WRITING, rows, "meeting__body", "meeting__public_id", due="until")


def _with_day(rows: "QuerySet[Any]", prefix: str = "") -> "QuerySet[Any]":
    """With the day of the meeting by the confederation's calendar, which is the place's but for the far ends of it."""
    dated: QuerySet[Any] = rows.annotate(meets_on=TruncDate(f"{prefix}starts_at"))
    return dated


def _bodies(asked: Asked) -> dict[str, MeetingRule]:
    """The bodies in which members vote, by the rules in force."""
    rulebook = asked.rulebook
    return {key: rule for key, rule in rulebook.meetings.items() if rule.right} if rulebook else {}


ABOUT_MEETINGS = (to_prepare, to_attend, to_answer_in_writing)
