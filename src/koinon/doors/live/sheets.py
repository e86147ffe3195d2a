"""A teller's sheet as a table to fill in: read, compared with the others', shown again as it was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from koinon.core.actors import Actor
from koinon.doors.live.asking import Asked, Text, asked_in_words, text_of, title_of
from koinon.doors.shared.words import say
from koinon.rooms.assemblies.actions import Sheet
from koinon.rooms.assemblies.candidates import names_of_candidates
from koinon.rooms.assemblies.live import Scene
from koinon.rooms.assemblies.models import HandCount, Vote
from koinon.rooms.assemblies.tellers import TellerState, tellers_of, votes_in_the_hall, weights_counted
from koinon.statutes.assembly.vote_words import number_text

COLUMNS: Mapping[str, str | Promise] = {
    "yes": pgettext_lazy("vote", "Yes"),
    "no": pgettext_lazy("vote", "No"),
    "abstain": pgettext_lazy("vote", "Abstained"),
    "invalid": lazy("Invalid"),
}
BALLOTS: Mapping[str, str | Promise] = {
    "valid": lazy("Valid ballots"),
    "blank": lazy("Blank ballots"),
    "invalid": lazy("Invalid ballots"),
}
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A number to write down: the name it is sent under, its label, what was typed, what is wrong with it."""

    name: str
    label: str
    value: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together, with a heading, and how many votes there are to be counted at most."""

    title: str
    cells: Sequence[Cell]
    most: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Another teller: whether their sheet is in, whether it agrees with one's own, and its figures."""

    id: str
    name: str
    there: bool
    agrees: bool
    figures: Sequence[tuple[str, str, bool]] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All that a teller's page shows."""

    vote: Vote
    title: str
    asked: Asked
    text: Text | None
    groups: Sequence[Group]
    own: HandCount | None
    others: Sequence[Other]
    wrong: str = ""

    @property
    def agreed(self) -> bool:
        """Whether another teller counted the same."""
        return any(other.agrees for other in self.others)

    def read(self, sent: QueryDict) -> "tuple[Sheet | None, Table]":
        """The sheet that was sent; None with the table as it was typed where a number is missing."""
        groups = [
            replace(group, cells=[_typed(cell, sent.get(cell.name, "")) for cell in group.cells])
            for group in self.groups
        ]
        typed = {cell.name: cell.value for group in groups for cell in group.cells}
        wrong = any(cell.wrong for group in groups for cell in group.cells)
        said = _("Some numbers are missing. Write 0 where nothing was counted.") if wrong else ""
        return None if wrong else _sheet(self.vote, typed), replace(self, groups=groups, wrong=said)


def _typed(cell: Cell, written: str) -> Cell:
    value = written.strip()[:LONGEST]
    return replace(cell, value=value, wrong="" if value else _("Write a number, be it 0."))


def _sheet(vote: Vote, typed: Mapping[str, str]) -> Sheet:
    if vote.election:
        votes = {key: typed[f"candidate-{place}"] for place, key in enumerate(vote.candidates)}
        return Sheet(votes=votes, **{name: typed[name] for name in BALLOTS})
    return Sheet(
        columns={key: {column: typed[f"{key}-{column}"] for column in COLUMNS} for key in weights_counted(vote)}
    )


def table_of(actor: Actor, vote: Vote) -> Table:
    """The table of a vote, filled in with one's own sheet where it is in."""
    names = names_of_candidates([vote])
    asked = asked_in_words(vote.meeting, Scene((), (), None, None, names), vote)
    tellers = tellers_of(vote)
    own = next((teller.sheet for teller in tellers if teller.person == actor.person), None)
    groups = _groups(actor, vote, names, _figures(vote, own))
    labels = _labels(groups)
    others = [_other(vote, teller, own, labels) for teller in tellers if teller.person != actor.person]
    return Table(vote, title_of(vote.item), asked, text_of(vote), groups, own, others)


def _labels(groups: Sequence[Group]) -> dict[str, str]:
    """What each number is called where it stands without its heading."""
    several = len(groups) > 1
    return {
        cell.name: f"{group.title}: {cell.label}" if several else cell.label for group in groups for cell in group.cells
    }


def _groups(actor: Actor, vote: Vote, names: Mapping[str, str], values: Mapping[str, str]) -> list[Group]:
    in_hall = votes_in_the_hall(actor, vote)
    most = {key: _most(found) for key, found in in_hall.items()}
    labels = weights_counted(vote)
    if not vote.election:
        return [
            Group(say(label), _cells(COLUMNS, values, f"{key}-"), most.get(key, "")) for key, label in labels.items()
        ]
    standing = {str(place): names.get(key, key) for place, key in enumerate(vote.candidates)}
    limit = next((most[key] for key in labels if key in most), "")
    return [
        Group(_("Votes for each"), _cells(standing, values, "candidate-")),
        Group(_("Ballots"), _cells(BALLOTS, values), limit),
    ]


def _most(number: Fraction) -> str:
    return _("%(number)s votes can be cast in the hall now.") % {"number": number_text(number)}


def _cells(labels: Mapping[str, str | Promise], values: Mapping[str, str], before: str = "") -> list[Cell]:
    return [Cell(f"{before}{key}", str(label), values.get(f"{before}{key}", "")) for key, label in labels.items()]


def _figures(vote: Vote, sheet: HandCount | None) -> dict[str, str]:
    """A stored sheet by the names of the cells."""
    if sheet is None:
        return {}
    counts = sheet.counts
    if vote.election:
        votes = {f"candidate-{place}": counts["votes"][key] for place, key in enumerate(vote.candidates)}
        return {**votes, **{name: counts[name] for name in BALLOTS}}
    return {f"{key}-{column}": cells[column] for key, cells in counts.items() for column in COLUMNS}


def _other(vote: Vote, teller: TellerState, own: HandCount | None, labels: Mapping[str, str]) -> Other:
    theirs, mine = _figures(vote, teller.sheet), _figures(vote, own)
    figures = [
        (labels[name], value, bool(mine) and mine.get(name) != value)
        for name, value in theirs.items()
        if name in labels
    ]
    return Other(str(teller.person), teller.name, teller.sheet is not None, bool(mine) and theirs == mine, figures)
