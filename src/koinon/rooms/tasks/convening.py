"""Meetings that are to be convened, convocations that could not be delivered, members for whom nobody would vote."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Case, DateField, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncDate

from koinon.core.models import OutboxMessage
from koinon.rooms.assemblies.actions.convening import LETTER
from koinon.rooms.assemblies.models import Delegation, Meeting
from koinon.rooms.people.models import Mandate
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Found
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.meeting_rules import NoticeRule

# How long before its latest day a meeting that is planned is for the desk to convene.
AHEAD = timedelta(days=30)
# How long before a meeting the desk looks after who votes for whom.
SOON = timedelta(days=42)


def to_convene(asked: Asked) -> Iterator[Found]:
    """The meetings that are planned, by the last day to convene them; named by the key of their body.

    Days are those at the confederation's seat: the meeting's own page counts by the calendar of its place.
    """
    if asked.rulebook is None:
        return
    rows = Meeting.objects.filter(state="planned").annotate(latest_on=_latest_on(asked.rulebook))
    due = rows.filter(latest_on__lte=asked.today + AHEAD)
    yield Found(kinds.CONVENE_MEETING, due, "body", "public_id", due="latest_on")


def _latest_on(rulebook: Rulebook) -> Any:
    """The last day to convene a meeting, by its body and by whether it is a second convocation."""
    cases = []
    for key, rule in rulebook.meetings.items():
        if rule.second is not None:
            cases.append(When(Q(body=key, convocation=2), then=_before(rule.second.notice)))
        cases.append(When(Q(body=key), then=_before(rule.notice)))
    return Case(*cases, default=None, output_field=DateField())


def _before(rule: NoticeRule) -> TruncDate:
    days = timedelta(days=rule.days + (1 if rule.counting == "clear" else 0))
    return TruncDate(ExpressionWrapper(F("starts_at") - days, output_field=DateTimeField()))


def to_deliver(asked: Asked) -> Iterator[Found]:
    """The convocations that could not be delivered, for meetings that are still to come; the record is the meeting."""
    meetings = Meeting.objects.filter(state="convened").values("public_id")
    failed = OutboxMessage.objects.filter(kind=LETTER, state=OutboxMessage.State.FAILED, subject__in=meetings)
    yield Found(kinds.DELIVER_CONVOCATIONS, failed, "kind", "subject")


def to_represent(asked: Asked) -> Iterator[Found]:
    """The members for whom nobody would vote in a meeting that is near: nobody was named, nobody has the mandate.

    The record is the meeting. Whether a vote is withheld is not looked at: it may come back until the roll is drawn up.
    """
    for body, rule in (asked.rulebook.meetings if asked.rulebook else {}).items():
        right = asked.rulebook.entitlements.get(rule.right or "") if asked.rulebook else None
        if right is None:
            continue
        coming = Meeting.objects.filter(
            body=body, state="convened", starts_at__gte=asked.actor.at, starts_at__lte=asked.actor.at + SOON
        ).order_by("starts_at", "id")
        rows = asked.members.filter(category__in=right.categories).annotate(
            meeting_row=Subquery(coming.values("pk")[:1]),
            meeting=Subquery(coming.values("public_id")[:1]),
            meets_on=Subquery(coming.annotate(day=TruncDate("starts_at")).values("day")[:1]),
        )
        unspoken = rows.exclude(meeting_row=None).exclude(Exists(_named())).exclude(Exists(_by_mandate()))
        yield Found(kinds.FIND_DELEGATES, unspoken, record="meeting", due="meets_on")


def _named() -> Any:
    return Delegation.objects.filter(meeting=OuterRef("meeting_row"), organisation=OuterRef("organisation"))


def _by_mandate() -> Any:
    rows = Mandate.objects.filter(
        over=Mandate.Over.ORGANISATION,
        subject=OuterRef("organisation__public_id"),
        role="delegate",
        starts_on__lte=OuterRef("meets_on"),
        person__is_active=True,
    )
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("meets_on")))


ABOUT_CONVENING = (to_convene, to_deliver, to_represent)
