"""Who speaks for an organisation in a meeting, and its proxies: given and held, with what may be done about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from koinon.doors.members_area.meeting_agenda import ShownItem
from koinon.doors.members_area.meeting_forms import ProxyAnswerForm
from koinon.doors.members_area.meeting_visit import MeetingVisit
from koinon.doors.members_area.rolls import ReadRoll
from koinon.rooms.assemblies.models import Proxy
from koinon.rooms.assemblies.represented import delegations_of, may_speak, proxies_of
from koinon.rooms.assemblies.rules import rule_of
from koinon.rooms.people.models import Mandate

PROXY_FACES: dict[str, tuple[Any, str, str]] = {
    "given": (_("Not answered yet"), "attention", "clock"),
    "accepted": (_("Accepted"), "good", "circle-check"),
    "declined": (_("Declined"), "wrong", "circle-x"),
    "revoked": (_("Taken back"), "plain", "arrow-back-up"),
    "used": (_("Used"), "good", "check"),
}
BEFORE = ("planned", "convened")
WHILE = ("planned", "convened", "open")


@dataclass(frozen=True, slots=True)
class ShownProxy:
    """A proxy in words; `other` is the member at its other end."""

    row: Proxy
    other: str
    scope: str
    answers: Sequence[tuple[str, Any]]
    form: ProxyAnswerForm

    @property
    def face(self) -> tuple[Any, str, str]:
        """Word, tone and icon of its state."""
        return PROXY_FACES[self.row.state]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the organisation's votes: who casts it, who steps in, and how many votes it is where it is not all."""

    person: str
    substitutes: Sequence[str]
    votes: int | None


@dataclass
class Representing:
    """How an organisation is represented in a meeting, read once for a page."""

    at: MeetingVisit
    roll: ReadRoll
    agenda: Sequence[ShownItem]

    @cached_property
    def named(self) -> list[Part]:
        """Whom it named for this meeting."""
        places: dict[int, list[Any]] = {}
        for row in delegations_of(self.at.meeting, self.at.member):
            places.setdefault(row.place, []).append(row)
        return [
            Part(first.name or "", [row.name or "" for row in others], first.votes)
            for _place, (first, *others) in sorted(places.items())
        ]

    @cached_property
    def speaking(self) -> list[Mandate]:
        """Everybody who may speak for it on the day of the meeting."""
        return list(may_speak(self.at.meeting, self.at.member))

    @property
    def by_mandate(self) -> list[str]:
        """Those who vote where nobody was named: whoever holds the mandate of delegate, the first before the others."""
        return list(dict.fromkeys(row.person.name for row in self.speaking if row.role == "delegate"))

    @property
    def may_name(self) -> bool:
        """Whether the reader may name delegates now."""
        return self.at.acts and self.at.meeting.state in BEFORE and self.roll.entitled

    @property
    def may_give(self) -> bool:
        """Whether the reader may give a proxy now."""
        state, allowed = self.at.meeting.state, rule_of(self.at.meeting).proxies is not None
        return self.at.acts and allowed and state in WHILE and self.roll.entitled and not self.given_whole

    @property
    def cap(self) -> int:
        """How many proxies a member may hold; 0 where nobody can be represented."""
        rule = rule_of(self.at.meeting).proxies
        return rule.per_holder if rule else 0

    @property
    def given_whole(self) -> bool:
        """Whether a proxy for the whole meeting stands."""
        return any(not proxy.row.items and proxy.row.state in ("given", "accepted", "used") for proxy in self.given)

    @cached_property
    def _proxies(self) -> list[Any]:
        return list(proxies_of(self.at.meeting, self.at.member))

    @cached_property
    def _items(self) -> dict[str, str]:
        return {str(item.row.public_id): f"{item.row.position}. {item.title}" for item in self.agenda}

    @cached_property
    def given(self) -> list[ShownProxy]:
        """The proxies that it gave."""
        return [self._shown(row, row.holder_name) for row in self._proxies if row.giver == self.at.member]

    @cached_property
    def held(self) -> list[ShownProxy]:
        """The proxies that it was given."""
        return [self._shown(row, row.giver_name) for row in self._proxies if row.holder == self.at.member]

    def _shown(self, row: Any, other: str | None) -> ShownProxy:
        scope = "; ".join(self._items.get(item, item) for item in row.items) or str(_("the whole meeting"))
        form = ProxyAnswerForm(initial={"proxy": row.public_id}, auto_id=f"id_{row.public_id.hex}_%s")
        return ShownProxy(row, other or "", scope, self._answers(row), form)

    def _answers(self, row: Proxy) -> list[tuple[str, Any]]:
        if not self.at.acts or self.at.meeting.state not in WHILE:
            return []
        if row.giver == self.at.member:
            return [("revoke", _("Take it back"))] if row.state in ("given", "accepted") else []
        return [("accept", _("Accept")), ("decline", _("Decline"))] if row.state == "given" else []
