"""The roll at the desk: who votes with how many votes and why, who speaks for them, and each line's account."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import country_name
from koinon.core.refusals import Refusal, Refused, Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.views.meetings import OfMeeting
from koinon.doors.shared import words
from koinon.doors.shared.roll_accounts import cap_sentences, from_roll, group_words, reason_words
from koinon.rooms.assemblies.drawing import names_on, of_members
from koinon.rooms.assemblies.models import Roll as FrozenRoll
from koinon.rooms.assemblies.models import RollLine
from koinon.rooms.assemblies.preparing import How, Represented, names_of_voices, represented
from koinon.rooms.assemblies.queries import roll_of
from koinon.rooms.assemblies.rules import rule_of, rulebook_of
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.data import as_data

HOWS: Mapping[How, tuple[Words, str]] = {
    "named": (_("Named for this meeting"), "good"),
    "mandate": (_("By its mandate"), "calm"),
    "nobody": (_("Nobody"), "attention"),
}
WHO = [
    ("", _("All")),
    ("entitled", _("May vote")),
    ("withheld", _("Vote withheld")),
    ("named", _("Delegate named")),
    ("mandate", _("Delegate by mandate")),
    ("nobody", _("Nobody speaks for it")),
]


class RollFilter(FilterForm):
    """Narrow by right and by who speaks."""

    who = forms.ChoiceField(label=_("Who"), required=False, choices=WHO)


@dataclass(frozen=True, slots=True)
class RollRow:
    """A line of the roll in words."""

    member: str
    name: str
    group: str
    country: str
    entitled: bool
    withheld: bool
    why: str
    votes: Mapping[str, int]
    how: How | None
    speakers: str
    url: str

    @property
    def how_words(self) -> str:
        """How it is represented, in a word."""
        return str(HOWS[self.how][0]) if self.how else ""


class Rows(list[RollRow]):
    """Rows that are reckoned and not read from a table, for a list that walks them in parts."""

    def iterator(self, chunk_size: int) -> Iterator[RollRow]:
        """All of them."""
        return iter(self)


class OfRoll(OfMeeting):
    """A page that needs the roll of a meeting, frozen or as it stands."""

    refused: Refusal | None = None

    @cached_property
    def roll(self) -> Roll | None:
        """The roll; None where it cannot be drawn up, and then it is known why."""
        try:
            return roll_of(self.actor, self.meeting)
        except Refused as refused:
            self.refused = refused.refusal
            return None

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of everybody on the roll: as they were when it was frozen."""
        if self.roll is None:
            return {}
        if self.meeting.opened_at:
            rows = RollLine.objects.filter(roll__meeting=self.meeting).values_list("member", "name")
            return {str(member): name for member, name in rows}
        return names_on(self.roll, self.meeting)

    @cached_property
    def represented(self) -> dict[str, Represented]:
        """Who speaks for each."""
        return represented(self.meeting, self.roll) if self.roll else {}

    @cached_property
    def speakers(self) -> Mapping[str, str]:
        """Their names."""
        return names_of_voices(self.represented.values())

    def speakers_of(self, member: str) -> str:
        """Who speaks for one of the roll, in words: the delegates, with their votes where these are split."""
        found = self.represented.get(member)
        if found is None:
            return ""
        return ", ".join(
            f"{self.speakers.get(voice.person, '')}{f' ({voice.votes})' if voice.votes else ''}"
            for voice in found.voices
        )

    def entitled_choices(self) -> list[tuple[str, str]]:
        """Everybody who may vote, to choose from."""
        lines = self.roll.entitled() if self.roll else ()
        return sorted(((line.member, self.names.get(line.member, "")) for line in lines), key=lambda pair: pair[1])


class RollList(OfRoll, DeskList):
    """The list."""

    template_name = "secretariat/meeting_roll.html"
    filter_form = RollFilter
    header_icon = "group"
    default_sort = "name"
    empty_title = _("Nobody here")
    empty_text = _("Take the filter away to see everybody on the roll.")

    def get_page_title(self) -> str:
        """What it is."""
        return str(_("Roll"))

    @property
    def file_name(self) -> str:  # type: ignore[override]
        """By body and day."""
        return f"roll-{self.meeting.body}-{self.meeting.meeting_on.isoformat()}"

    @cached_property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        """One column for each kind of votes."""
        weights = rulebook_of(self.meeting).weights
        return (
            Column(
                "name",
                _("Member") if of_members(self.meeting) else _("Person"),
                lambda row: row.name,
                lambda row: cells.link(row.name, row.url),
                sort=("name",),
            ),
            Column(
                "group",
                _("Category") if of_members(self.meeting) else _("Seat"),
                lambda row: row.group,
                sort=("group",),
            ),
            Column(
                "country",
                _("Country"),
                lambda row: country_name(row.country, get_language() or "en"),
                sort=("country",),
            ),
            *(
                Column(f"votes-{key}", words.say(weights[key].label), _votes(key), numeric=True)
                for key in rule_of(self.meeting).weights
            ),
            Column("why", _("Why"), lambda row: row.why),
            *self._represented_columns(),
        )

    def _represented_columns(self) -> Sequence[Column]:
        if not of_members(self.meeting):
            return ()
        return (
            Column("speakers", _("Who votes for it"), lambda row: row.speakers, _speakers),
            Column("how", _("How named"), lambda row: row.how_words, file_only=True),
        )

    @cached_property
    def found(self) -> Any:
        """The lines that fit, in order."""
        chosen = self.filters.chosen()
        rows = [row for row in self._rows() if _fits(row, chosen)]
        key, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        ordered = sorted(rows, key=lambda row: row.name.casefold())
        return Rows(sorted(ordered, key=lambda row: str(getattr(row, key)).casefold(), reverse=down))

    def _rows(self) -> Iterator[RollRow]:
        rulebook, meeting = rulebook_of(self.meeting), self.meeting
        for line in self.roll.lines if self.roll else ():
            found = self.represented.get(line.member)
            yield RollRow(
                member=line.member,
                name=self.names.get(line.member, ""),
                group=group_words(rulebook, meeting.body, line.group),
                country=line.country,
                entitled=line.entitled,
                withheld=line.reason == "standing",
                why=reason_words(from_roll(line)),
                votes=line.votes,
                how=found.how if found else None,
                speakers=self.speakers_of(line.member),
                url=reverse("desk:meeting-voter", args=[meeting.public_id, line.member]),
            )

    def content(self) -> dict[str, Any]:
        """The list, with how the roll stands as a whole."""
        roll, rulebook = self.roll, rulebook_of(self.meeting)
        frozen = FrozenRoll.objects.filter(meeting=self.meeting).first() if self.meeting.opened_at else None
        caps = frozen.caps if frozen else as_data(roll.caps) if roll else []
        return {
            **super().content(),
            "meeting": self.meeting,
            "roll": roll,
            "roll_refused": self.refused,
            "frozen": frozen,
            "caps": cap_sentences(caps, rulebook),
            "missing": [self.names.get(member, member) for member in roll.missing] if roll and not frozen else [],
            "totals": [(words.say(rulebook.weights[key].label), votes) for key, votes in roll.totals().items()]
            if roll
            else [],
            "counted": self._counted(),
        }

    def _counted(self) -> list[dict[str, Any]]:
        here = self.filters.chosen().get("who", "")
        rows = list(self._rows())
        return [
            {"label": label, "count": count, "url": f"?who={key}" if key else "?", "here": key == here}
            for key, label in WHO
            if (count := sum(_fits(row, {"who": key} if key else {}) for row in rows)) or not key
        ]


def _votes(key: str) -> Any:
    return lambda row: row.votes.get(key, "" if row.entitled else 0)


def _speakers(row: RollRow) -> Words:
    if row.how is None:
        return ""
    label, tone = HOWS[row.how]
    if row.how == "nobody":
        return cells.pill("", label, tone)
    return cells.lines([row.speakers, cells.muted(label)])


def _fits(row: RollRow, chosen: Mapping[str, Any]) -> bool:
    who = chosen.get("who", "")
    if "q" in chosen and chosen["q"].casefold() not in row.name.casefold():
        return False
    known = {"entitled": row.entitled, "withheld": row.withheld}
    return not who or known.get(who, row.how == who)
