"""From the records of a meeting to the account of what happened in it: attendance, roll, proxies, quorum, agenda.

Nothing is counted anew here: results come as they were stored when each vote was closed.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Self
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from koinon.core.words import day_in_words
from koinon.rooms.assemblies.minutes.account import (
    Account,
    Came,
    Convocation,
    HeldProxy,
    Interest,
    Item,
    KeptRoll,
    Line,
    Presence,
    PutMotion,
    Quorum,
    Stay,
    Waiver,
    Withheld,
)
from koinon.rooms.assemblies.minutes.records import Records
from koinon.rooms.assemblies.minutes.votes import Hall, held_vote
from koinon.rooms.assemblies.models import AgendaItem, Meeting
from koinon.rooms.assemblies.rules import rule_of, rulebook_of
from koinon.statutes.assembly.amendments import Amendment, voting_order
from koinon.statutes.assembly.notice import Notice
from koinon.statutes.assembly.quorum import quorum_from_data
from koinon.statutes.assembly.vote_words import number_text, quorum_text
from koinon.statutes.assembly.words import ROLL_REASONS, notice_text
from koinon.statutes.data import from_data
from koinon.statutes.texts import say

# Whose vote was withheld, and not merely never given.
SUSPENDED = "standing"
HELD = ("accepted", "used")


def account_of(records: Records, language: str) -> Account:
    """The account, its sentences in one language."""
    with translation.override(language):
        return _account(records, language)


def _account(records: Records, language: str) -> Account:
    meeting, rulebook = records.meeting, rulebook_of(records.meeting)
    hall = Hall.of(records, language)
    reference = rulebook.reference
    since = day_in_words(reference.in_force_from) if reference.in_force_from else ""
    return Account(
        language=language,
        body=say(rulebook.bodies[meeting.body].label, language),
        kind=str(Meeting.Kind(meeting.kind).label),
        written=meeting.kind == Meeting.Kind.WRITTEN,
        on=meeting.meeting_on,
        time_zone=meeting.time_zone,
        place=meeting.place,
        online_address=meeting.online_address,
        chair=records.names.get(str(meeting.chair), ""),
        opened=_here(meeting, meeting.opened_at),
        closed=_here(meeting, meeting.closed_at),
        rulebook=_("%(name)s, in force since %(day)s, version %(version)s")
        % {"name": say(reference.name, language), "day": since, "version": reference.version[:12]},
        convocation=_convocation(meeting),
        roll=_roll(records, language),
        others=_others(records),
        proxies=_proxies(records),
        quorum=_quorum(records, language),
        items=tuple(_item(records, hall, row, language) for row in records.items),
        members=hall.members,
        people=hall.people,
    )


def _here(meeting: Meeting, moment: datetime | None) -> datetime | None:
    """A moment by the clock of the meeting's place."""
    return moment.astimezone(ZoneInfo(meeting.time_zone)) if moment else None


def _there(meeting: Meeting, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(meeting.time_zone))


def _convocation(meeting: Meeting) -> Convocation:
    at = _here(meeting, meeting.convened_at)
    if meeting.notice is None:
        return Convocation(at, meeting.convocation, in_time=True, sentence="")
    given = from_data(Notice, meeting.notice)
    return Convocation(at, meeting.convocation, given.in_time, notice_text(given, _))


def _roll(records: Records, language: str) -> KeptRoll:
    meeting, rulebook = records.meeting, rulebook_of(records.meeting)
    keys = list(rule_of(meeting).weights)
    entitled = [row for row in records.lines if row.entitled]
    totals = [sum((Fraction(row.votes.get(key, 0)) for row in entitled), Fraction(0)) for key in keys]
    attended = Attended.of(records)
    return KeptRoll(
        on=records.roll.on if records.roll else meeting.meeting_on,
        hash=records.roll.hash if records.roll else "",
        weights=tuple(say(rulebook.weights[key].label, language) for key in keys),
        totals=tuple(number_text(total) for total in totals),
        entitled=len(entitled),
        lines=tuple(
            Line(
                row.name,
                _group(records, row.group, language),
                row.country,
                tuple(number_text(Fraction(row.votes.get(key, 0))) for key in keys),
                *attended.came(str(row.member)),
            )
            for row in entitled
        ),
        withheld=tuple(
            Withheld(row.name, _(ROLL_REASONS[row.reason]), row.reason == SUSPENDED)  # type: ignore[index]
            for row in records.lines
            if not row.entitled
        ),
        waivers=tuple(Waiver(row.name, row.waived_by) for row in entitled if row.waived_by),
    )


def _group(records: Records, key: str, language: str) -> str:
    rulebook = rulebook_of(records.meeting)
    if key in rulebook.categories:
        return say(rulebook.categories[key].label, language)
    seats = {seat.key: seat.label for seat in rulebook.bodies[records.meeting.body].seats}
    return say(seats[key], language) if key in seats else key


def _presences(records: Records) -> dict[str, Presence]:
    """Everybody who was there, by public id, with all their stays."""
    found: dict[str, list[Stay]] = {}
    for row in records.stays:
        stay = Stay(_there(records.meeting, row.came_at), _here(records.meeting, row.left_at), row.online)
        found.setdefault(str(row.person), []).append(stay)
    return {person: Presence(records.names.get(person, ""), tuple(stays)) for person, stays in found.items()}


@dataclass(frozen=True, slots=True)
class Attended:
    """What it takes to say how each member was there."""

    written: bool
    speakers: Mapping[str, Sequence[str]]
    presences: Mapping[str, Presence]
    holders: Mapping[str, str]
    names: Mapping[str, str]
    answered: AbstractSet[str]

    @classmethod
    def of(cls, records: Records) -> Self:
        """From the records; a proxy counts where it was accepted."""
        return cls(
            records.meeting.kind == Meeting.Kind.WRITTEN,
            records.speakers,
            _presences(records),
            {str(row.giver): str(row.holder) for row in records.proxies if row.state in HELD},
            {str(row.member): row.name for row in records.lines},
            {str(member) for rows in records.cast.values() for member, *_rest in rows},
        )

    def people(self, member: str) -> tuple[Presence, ...]:
        """Those who speak for a member and were there."""
        return tuple(self.presences[one] for one in self.speakers.get(member, ()) if one in self.presences)

    def came(self, member: str) -> tuple[Came, tuple[Presence, ...], str]:
        """How a member was there: by its own people, by the holder of its proxy, or not at all."""
        if self.written:
            return ("answered" if member in self.answered else "silent"), (), ""
        if there := self.people(member):
            return "there", there, ""
        holder = self.holders.get(member, "")
        return ("proxy", (), self.names.get(holder, "")) if self.people(holder) else ("absent", (), "")


def _others(records: Records) -> tuple[Presence, ...]:
    """Who was there without speaking for anybody who votes."""
    speaking = {person for speakers in records.speakers.values() for person in speakers}
    found = [there for person, there in _presences(records).items() if person not in speaking]
    return tuple(sorted(found, key=lambda there: there.person))


def _proxies(records: Records) -> tuple[HeldProxy, ...]:
    names = {str(row.member): row.name for row in records.lines}
    places = {str(row.public_id): row.position for row in records.items}
    found = [
        HeldProxy(
            names.get(str(row.giver), ""),
            names.get(str(row.holder), ""),
            tuple(sorted(places[item] for item in row.items if item in places)),
            row.state,
            row.used_at is not None,
        )
        for row in records.proxies
    ]
    return tuple(sorted(found, key=lambda proxy: (proxy.giver, proxy.holder)))


def _quorum(records: Records, language: str) -> Quorum | None:
    meeting = records.meeting
    if meeting.quorum is None:
        return None
    found = quorum_from_data(meeting.quorum)
    sentences = tuple(quorum_text(part, language, _) for part in found.parts)
    stated = []
    for outcome in records.stated:
        if moment := parse_datetime(str(outcome["at"])):
            stated.append((_there(meeting, moment), bool(outcome["met"])))
    return Quorum(found.met, sentences or (_("Second convocation: whoever came decides."),), tuple(stated))


def _item(records: Records, hall: Hall, row: AgendaItem, language: str) -> Item:
    motions = _motions(records, row)
    titles = {motion.id: motion.title for motion in motions}
    return Item(
        id=str(row.public_id),
        position=row.position,
        title=say(row.label, language),
        words=row.words,
        proposed_by=row.proposed_by.name if row.proposed_by else "",
        concerns=row.concerns.name if row.concerns else "",
        papers=tuple(paper.document.title for paper in row.papers.all()),
        interests=tuple(
            Interest(records.names.get(str(found.person), ""), found.words, _there(records.meeting, found.declared_at))
            for found in records.conflicts.get(row.pk, ())
        ),
        motions=motions,
        votes=tuple(
            held_vote(hall, vote, titles.get(_motion_id(records, row, vote.motion_id), say(row.label, language)))
            for vote in records.votes.get(row.pk, ())
        ),
    )


def _motion_id(records: Records, row: AgendaItem, pk: int | None) -> str:
    found = records.motions.get(row.pk, ())
    return next((str(motion.public_id) for motion in found if motion.pk == pk), "")


def _motions(records: Records, row: AgendaItem) -> tuple[PutMotion, ...]:
    """The motions in the order of voting: the amendments to each before it."""
    found = {str(motion.pk): motion for motion in records.motions.get(row.pk, ())}
    amendments = [
        Amendment(key, motion.filed, str(motion.parent_id or "") or None, motion.reach) for key, motion in found.items()
    ]
    order: Sequence[str] = voting_order(amendments, rule_of(records.meeting).amendments) if amendments else ()
    put = []
    for key in order:
        motion = found[key]
        above = found.get(str(motion.parent_id)) if motion.parent_id else None
        put.append(PutMotion(str(motion.public_id), motion.title, motion.text, above.title if above else ""))
    return tuple(put)
