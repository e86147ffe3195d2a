"""What the desk asks of a meeting in preparation: its days, who speaks for whom, what members proposed, its letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Count, QuerySet

from koinon.core.actors import Actor
from koinon.core.models import OutboxMessage
from koinon.rooms.assemblies.drawing import delegations_of as named_for
from koinon.rooms.assemblies.drawing import voices_of
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Proxy
from koinon.rooms.assemblies.queries import convocations, visible_items, visible_meetings
from koinon.rooms.assemblies.rules import day_in, rulebook_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.notice import Notice, notice, supporters_needed
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.voices import Voice
from koinon.statutes.assembly.year import meeting_days
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.meeting_rules import At

How = Literal["named", "mandate", "nobody"]
COMING = ("planned", "convened", "open")


def coming_meetings(actor: Actor) -> "QuerySet[Meeting]":
    """What is planned, convened or open, the next first."""
    return visible_meetings(actor).filter(state__in=COMING).order_by("starts_at", "id")


def notice_as_of(rulebook: Rulebook, body: str, meeting_on: date, sent_on: date, convocation: int = 1) -> Notice:
    """Whether a convocation that is sent on a day is in time; one for a day that is over counts as sent on it."""
    sent = min(sent_on, meeting_on)
    return notice(rulebook, body, meeting_on=meeting_on, sent_on=sent, convocation=convocation)


def notice_of(meeting: Meeting, actor: Actor) -> Notice:
    """Whether the convocation of a planned meeting would be in time if it were sent now."""
    sent_on = day_in(meeting, actor.at)
    return notice_as_of(rulebook_of(meeting), meeting.body, meeting.meeting_on, sent_on, meeting.convocation)


def days_of(rulebook: Rulebook, body: str, meeting_on: date, convocation: int = 1) -> dict[At, date]:
    """What must be done by when for a meeting on a day, the latest day to convene it included."""
    latest = notice_as_of(rulebook, body, meeting_on, meeting_on, convocation).latest_on
    return {**meeting_days(rulebook, body, meeting_on), "convocation_latest": latest}


@dataclass(frozen=True, slots=True)
class Represented:
    """Who votes for a member: whom it named, else whoever holds its delegates' mandate, else nobody so far."""

    how: How
    voices: Sequence[Voice]


def represented(meeting: Meeting, roll: Roll) -> dict[str, Represented]:
    """Of everybody on the roll that may vote, who speaks for it on the day of the meeting."""
    rows = named_for(meeting)
    voices = voices_of(meeting, roll, meeting.meeting_on, rows)
    named = {str(row.organisation.public_id) for row in rows}
    found = {}
    for line in roll.entitled():
        given = voices.get(line.member, ())
        how: How = "nobody" if not given else "named" if line.member in named else "mandate"
        found[line.member] = Represented(how, given)
    return found


def names_of_voices(found: Iterable[Represented]) -> Mapping[str, str]:
    """The names of everybody who speaks for somebody, by person."""
    people = {person for one in found for voice in one.voices for person in (voice.person, *voice.substitutes)}
    return {str(person): name for person, name in names_of(UUID(person) for person in people).items()}


@dataclass(frozen=True, slots=True)
class Letters:
    """How many letters of a convocation are delivered, on their way, or could not be delivered."""

    delivered: int = 0
    waiting: int = 0
    failed: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.delivered + self.waiting + self.failed


def letters_of(actor: Actor, meeting: UUID) -> Letters:
    """How the convocation of a meeting is delivered."""
    counted = convocations(actor, meeting).order_by().values("state").annotate(count=Count("pk"))
    by_state = dict(counted.values_list("state", "count"))
    state = OutboxMessage.State
    return Letters(
        by_state.get(state.DELIVERED, 0),
        by_state.get(state.WAITING, 0) + by_state.get(state.DELIVERING, 0),
        by_state.get(state.FAILED, 0),
    )


def items_prepared(actor: Actor, meeting: UUID) -> "QuerySet[AgendaItem]":
    """The agenda with papers, how many motions are filed, and how many members support what members proposed."""
    counts = {"supported_by": Count("supporters", distinct=True), "motions_filed": Count("motions", distinct=True)}
    return visible_items(actor, meeting).annotate(**counts)


def item_seen(actor: Actor, item: UUID) -> AgendaItem | None:
    """One item of a meeting that the actor may see."""
    rows = AgendaItem.objects.filter(meeting__in=visible_meetings(actor).values("pk"), public_id=item)
    return rows.select_related("proposed_by", "concerns").first()


def support_needed(meeting: Meeting, roll: Roll) -> int | None:
    """How many members it takes to add to the agenda; None where they cannot."""
    return supporters_needed(rulebook_of(meeting), meeting.body, len(roll.entitled()))


def proxy_seen(actor: Actor, proxy: UUID) -> Proxy | None:
    """One proxy of a meeting that the actor may see all proxies of."""
    if not actor.may("assemblies.see"):
        return None
    return Proxy.objects.select_related("meeting").filter(public_id=proxy).first()
