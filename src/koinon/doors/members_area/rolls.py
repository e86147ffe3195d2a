"""The roll of a meeting as members see it: one's own line with its account, and all the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from koinon.core.refusals import Refusal
from koinon.doors.members_area.meeting_visit import MeetingVisit
from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.entrance import tried
from koinon.doors.shared.roll_accounts import (
    OwnLine,
    from_frozen,
    from_roll,
    group_words,
    line_account,
    reason_words,
)
from koinon.rooms.assemblies.drawing import draw_up, names_on
from koinon.rooms.assemblies.halls import frozen_roll
from koinon.rooms.assemblies.models import RollAddition
from koinon.rooms.assemblies.models import RollLine as FrozenLine
from koinon.rooms.assemblies.represented import addition_of
from koinon.rooms.assemblies.rules import moment_now, rulebook_of
from koinon.statutes.assembly.roll import Roll, RollLine


@dataclass
class ReadRoll:
    """The roll of a meeting as this visit finds it: frozen where the meeting was opened, else as it would be today."""

    at: MeetingVisit

    @cached_property
    def whole(self) -> Roll | None:
        """All of it; None where nobody can draw it up yet."""
        if self.at.meeting.opened_at:
            return frozen_roll(self.at.meeting, moment_now(self.at.meeting, self.at.actor))
        found = tried(lambda: draw_up(self.at.meeting, self.at.actor.today))
        return None if isinstance(found, Refusal) else found

    @property
    def voting(self) -> Sequence[RollLine]:
        """The lines of those that may vote."""
        return self.whole.entitled() if self.whole else ()

    @property
    def names(self) -> Mapping[str, str]:
        """The names of everybody on it."""
        return names_on(self.whole, self.at.meeting) if self.whole else {}

    @cached_property
    def frozen(self) -> FrozenLine | None:
        """One's own line on the frozen roll, with the account that was kept."""
        if not self.at.meeting.opened_at:
            return None
        rows = FrozenLine.objects.select_related("roll").filter(roll__meeting=self.at.meeting)
        return rows.filter(member=self.at.member).first()

    @cached_property
    def added(self) -> RollAddition | None:
        """How the meeting let one vote whose vote was withheld."""
        if self.frozen is None or self.frozen.reason != "standing":
            return None
        return addition_of(self.at.meeting, self.at.member)

    @cached_property
    def own(self) -> OwnLine | None:
        """One's own line; None for whoever is not on the roll."""
        if self.at.meeting.opened_at:
            return from_frozen(self.frozen, self.added) if self.frozen else None
        lines = self.whole.lines if self.whole else ()
        return next((from_roll(line) for line in lines if line.member == str(self.at.member)), None)

    @property
    def entitled(self) -> bool:
        """Whether one votes in this meeting, as it stands."""
        return self.own is not None and self.own.entitled

    @property
    def account(self) -> Account | None:
        """One's own line explained."""
        meeting = self.at.meeting
        if self.own is None:
            return None
        if self.frozen is not None:
            kept = self.frozen.roll
            mark = self.added.hash if self.added else kept.hash
            return line_account(self.own, rulebook_of(meeting), meeting.body, kept.on, mark)
        on = self.whole.on if self.whole else self.at.actor.today
        return line_account(self.own, rulebook_of(meeting), meeting.body, on)


@dataclass(frozen=True, slots=True)
class WholeRoll:
    """A whole roll as a table: who votes with how many votes, and who does not and why."""

    columns: Sequence[Mapping[str, Any]]
    rows: Sequence[Sequence[Any]]
    on: Any
    hash: str
    voting: int
    totals: Sequence[tuple[str, str]]


def whole_roll(at: MeetingVisit) -> WholeRoll | None:
    """The roll of a meeting with everybody on it; None where nobody can draw it up yet."""
    meeting = at.meeting
    if meeting.opened_at:
        rows = list(FrozenLine.objects.select_related("roll").filter(roll__meeting=meeting))
        if not rows:
            return None
        kept, added = rows[0].roll, {row.member: row for row in RollAddition.objects.filter(roll__meeting=meeting)}
        lines = {row.name: (str(row.member), from_frozen(row, added.get(row.member))) for row in rows}
        mark = [kept.hash, *(row.hash for row in sorted(added.values(), key=lambda row: row.at))][-1]
        return _whole(at, lines, kept.on, mark)
    read = ReadRoll(at)
    drawn, names = read.whole, read.names
    if drawn is None:
        return None
    lines = {names.get(line.member, line.member): (line.member, from_roll(line)) for line in drawn.lines}
    return _whole(at, lines, drawn.on, "")


def _whole(at: MeetingVisit, lines: Mapping[str, tuple[str, OwnLine]], on: Any, hash_: str) -> WholeRoll:
    rulebook, body = rulebook_of(at.meeting), at.meeting.body
    keys = list(rulebook.meetings[body].weights)
    labels = [words.say(rulebook.weights[key].label) for key in keys]
    own_first = sorted(lines.items(), key=lambda item: (item[1][0] != str(at.member), _rank(item[1][1]), item[0]))
    rows = []
    for name, (member, line) in own_first:
        own = _("you") if member == str(at.member) else ""
        votes = [_votes(line, key) for key in keys]
        state = "" if line.entitled else reason_words(line)
        rows.append([{"text": name, "detail": own}, group_words(rulebook, body, line.group), *votes, state])
    named = [{"label": label, "numeric": True} for label in labels]
    who, group = (_("Name"), _("Seat")) if at.visit is None else (_("Member"), _("Category"))
    columns = [{"label": who}, {"label": group}, *named, {"label": _("Why not")}]
    totals = [
        (label, words.number(sum(line.votes.get(key) or 0 for _m, line in lines.values())))
        for key, label in zip(keys, labels, strict=True)
    ]
    return WholeRoll(columns, rows, on, hash_, sum(line.entitled for _m, line in lines.values()), totals)


def _rank(line: OwnLine) -> int:
    """Those who vote first, then those whose vote is withheld, then the others."""
    return 0 if line.entitled else 1 if line.reason == "standing" else 2


def _votes(line: OwnLine, key: str) -> str:
    if not line.entitled:
        return "–"
    votes = line.votes.get(key)
    return _("not known yet") if votes is None else words.number(votes)
