"""The agenda of a meeting as members see it: papers, motions, results, and how one's own votes were cast."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.doors.members_area.meeting_visit import MeetingVisit
from koinon.doors.shared import vote_accounts, words
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.library import ShownDocument, shown_documents
from koinon.doors.shared.minutes import MinutesPaper, minutes_papers
from koinon.rooms.assemblies.halls import weights_from
from koinon.rooms.assemblies.minutes.reading import Shelf
from koinon.rooms.assemblies.models import AgendaItem, Ballot, Meeting, Motion, Vote
from koinon.rooms.assemblies.represented import agenda_of, ballots_of, motions_of, votes_of
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.vote_words import number_text

VIA: Mapping[str, Any] = {
    "delegate": _("as delegate"),
    "substitute": _("as substitute"),
    "proxy": _("by proxy"),
}
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CastVotes:
    """How a part of a member's votes was cast."""

    choice: str
    person: str
    via: str
    votes: str


@dataclass(frozen=True, slots=True)
class ShownVote:
    """A vote with what came of it and how one's own votes were cast."""

    row: Vote
    account: Account | None
    ours: Sequence[CastVotes]
    url: str

    @property
    def title(self) -> str:
        """Which motion it was on; empty where it was on the item itself."""
        return self.row.motion.title if self.row.motion else ""

    @property
    def outcome(self) -> str:
        """What came of it."""
        return vote_accounts.outcome_words(self.row)

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return vote_accounts.outcome_pill(self.row)[1]

    @property
    def by_names(self) -> bool:
        """Whether it is on record who cast what."""
        return self.row.method in (Vote.Method.OPEN, Vote.Method.WRITTEN)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of an agenda with all that belongs to it."""

    row: AgendaItem
    papers: Sequence[ShownDocument]
    minutes: Sequence[MinutesPaper]
    withdrawn: Sequence[str]
    motions: Sequence[Motion]
    votes: Sequence[ShownVote]
    decision: str

    @property
    def title(self) -> str:
        """What it is about."""
        return words.say(self.row.label)

    @property
    def supporters(self) -> list[str]:
        """The members that support it, whoever proposed it first."""
        return [row.organisation.name for row in self.row.supporters.all()]

    def supported_by(self, member: UUID) -> bool:
        """Whether a member supports it already."""
        return any(row.organisation.public_id == member for row in self.row.supporters.all())


def shown_agenda(at: MeetingVisit, shelf: Shelf) -> list[ShownItem]:
    """The items of a meeting in their order, with papers, motions and votes."""
    meeting, items = at.meeting, agenda_of(at.meeting)
    papers, motions = _papers(at, items), motions_of(meeting)
    votes = _votes(at) if meeting.opened_at else {}
    return [
        ShownItem(
            row=item,
            papers=[papers[paper.document_id] for paper in item.papers.all() if paper.document_id in papers],
            minutes=minutes_papers(shelf, item),
            withdrawn=[paper.document.title for paper in item.papers.all() if paper.document_id not in papers],
            motions=motions.get(item.pk, ()),
            votes=votes.get(item.pk, ()),
            decision=_decision(meeting, item),
        )
        for item in items
    ]


def _decision(meeting: Meeting, item: AgendaItem) -> str:
    """Which kind of decision or election it asks for; empty for what is only discussed."""
    rulebook = rulebook_of(meeting)
    found = rulebook.decisions.get(item.decision) or rulebook.elections.get(item.election)
    return words.say(found.label) if found else ""


def _papers(at: MeetingVisit, items: Iterable[AgendaItem]) -> dict[int, ShownDocument]:
    """The papers that are still in the library, by document: who sees the meeting may open them."""
    found = {paper.document_id: paper.document for item in items for paper in item.papers.all()}
    kept = [document for document in found.values() if document.withdrawn_on is None]
    return {shown.row.pk: shown for shown in shown_documents(kept, at.actor.today)} if kept else {}


def _votes(at: MeetingVisit) -> dict[int, list[ShownVote]]:
    """The votes of a meeting by item; what was cast by oneself shows at once, the result after the close."""
    rows = list(votes_of(at.meeting))
    cast: dict[int, list[Ballot]] = {}
    for ballot in ballots_of(at.meeting, at.member):
        cast.setdefault(ballot.vote_id, []).append(ballot)
    names = _names(rows, [ballot for found in cast.values() for ballot in found])
    shown: dict[int, list[ShownVote]] = {}
    for row in rows:
        ours = [_cast(ballot, names) for ballot in cast.get(row.pk, ())]
        shown.setdefault(row.item_id, []).append(_shown_vote(at, row, names, ours))
    return shown


def _shown_vote(at: MeetingVisit, row: Vote, names: Names, ours: Sequence[CastVotes]) -> ShownVote:
    url = at.url("meeting_vote", vote=row.public_id)
    return ShownVote(row, vote_accounts.vote_account(row, names), ours, url)


def _names(votes: Sequence[Vote], ballots: Iterable[Ballot]) -> Names:
    """The names of candidates, and of those who cast votes; alternatives are words and stay so."""
    wanted = {ballot.person for ballot in ballots} | vote_accounts.candidate_ids(votes)
    return {str(person): name for person, name in names_of(wanted).items()} if wanted else {}


def _cast(ballot: Ballot, names: Names) -> CastVotes:
    weights = weights_from(ballot.weights)
    first = next(iter(weights.values()), None)
    return CastVotes(
        choice=vote_accounts.choice_words(ballot.choice, tuple(names.get(name, name) for name in ballot.names)),
        person=names.get(str(ballot.person), ""),
        via=str(VIA.get(ballot.via, "")),
        votes="" if first is None else number_text(first),
    )
