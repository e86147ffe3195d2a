"""One line of a meeting's roll at the desk: its account, its proxies, who speaks for it and how they are named."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import country_name
from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.delegates import DelegatesForm
from koinon.doors.secretariat.meeting_offers import address
from koinon.doors.secretariat.steps import Step, StepPage, may_take
from koinon.doors.secretariat.views.meeting_proxies import ProxyRow, proxy_rows
from koinon.doors.secretariat.views.meeting_roll import HOWS, OfRoll
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.roll_accounts import from_frozen, from_roll, group_words, line_account
from koinon.rooms.assemblies.actions import give_proxy, name_delegate
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.models import RollLine
from koinon.rooms.assemblies.preparing import Represented
from koinon.rooms.assemblies.queries import own_proxies
from koinon.rooms.assemblies.represented import delegations_of, may_speak
from koinon.rooms.assemblies.rules import rule_of, rulebook_of


class OfVoter(OfRoll):
    """A page about one line of the roll: a member, or a person where persons sit in the body."""

    def prepare(self) -> None:
        """Find the line."""
        super().prepare()
        self.voter = str(self.kwargs["voter"])
        found = next((line for line in (self.roll.lines if self.roll else ()) if line.member == self.voter), None)
        if found is None:
            raise Http404
        self.line = found

    @cached_property
    def name(self) -> str:
        """Whose line."""
        return self.names.get(self.voter, "")

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the meeting, the roll, the line."""
        page = reverse("desk:meeting-voter", args=[self.meeting.public_id, self.voter])
        return (*super().trail(), (_("Roll"), address("meeting-roll", self.meeting)), (self.name, page))


class VoterPage(OfVoter):
    """The page."""

    template_name = "secretariat/meeting_voter.html"
    header_icon = "group"

    def get_page_title(self) -> str:
        """The name."""
        return self.name

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the meeting, the roll."""
        return super().trail()[:-1]

    def content(self) -> dict[str, Any]:
        """The accounts of right and votes, who speaks, which proxies, and the steps."""
        line, rulebook = self.line, rulebook_of(self.meeting)
        found = self.represented.get(self.voter)
        return {
            "meeting": self.meeting,
            "line": line,
            "of_members": of_members(self.meeting),
            "group": group_words(rulebook, self.meeting.body, line.group),
            "country": country_name(line.country, get_language() or "en"),
            "account": self._account(),
            "how": HOWS[found.how] if found else None,
            "voices": self._voices(found),
            "proxies": self._proxies(),
            "steps": self._steps(),
        }

    def _account(self) -> Account:
        """How right and votes came about: as it was frozen, or as it stands."""
        line, rules, hash_ = from_roll(self.line), rulebook_of(self.meeting), ""
        if self.meeting.opened_at:
            kept = RollLine.objects.select_related("roll").get(roll__meeting=self.meeting, member=self.voter)
            line, hash_ = from_frozen(kept), kept.roll.hash
        assert self.roll is not None
        return replace(line_account(line, rules, self.meeting.body, self.roll.on, hash_), title=str(_("Its votes")))

    def _voices(self, found: Represented | None) -> list[dict[str, Any]]:
        return [
            {
                "name": self.speakers.get(voice.person, ""),
                "votes": voice.votes,
                "substitutes": [self.speakers.get(person, "") for person in voice.substitutes],
            }
            for voice in (found.voices if found else ())
        ]

    def _proxies(self) -> list[ProxyRow]:
        rows = own_proxies(self.actor, self.meeting)
        return proxy_rows(self.meeting, [row for row in rows if self.voter in (str(row.giver), str(row.holder))])

    def _steps(self) -> list[Step]:
        meeting, steps = self.meeting, []
        if not self.line.entitled:
            return []
        if of_members(meeting) and meeting.state in ("planned", "convened") and may_take(self.actor, name_delegate):
            label = _("Name its delegate") if self.represented[self.voter].how != "named" else _("Change its delegate")
            url = reverse("desk:meeting-delegate", args=[meeting.public_id, self.voter])
            steps.append(Step(label, url, "primary" if self.represented[self.voter].how == "nobody" else "quiet"))
        takes = meeting.state in ("planned", "convened", "open") and rule_of(meeting).proxies is not None
        if takes and may_take(self.actor, give_proxy):
            steps.append(Step(_("Give its proxy"), f"{address('give-proxy', meeting)}?giver={self.voter}"))
        return steps


class NameDelegate(OfVoter, StepPage):
    """Name who votes for a member at the meeting, on the member's behalf."""

    template_name = "secretariat/meeting_delegate.html"
    page_title = _("Name who votes for it")
    action = name_delegate
    form_class = DelegatesForm
    said = _("The delegates are on record.")

    def prepare(self) -> None:
        """Only members name delegates."""
        super().prepare()
        if not of_members(self.meeting):
            raise Http404

    @cached_property
    def people(self) -> list[tuple[UUID, str]]:
        """Who speaks for it on the day of the meeting."""
        rows = may_speak(self.meeting, UUID(self.voter))
        return list({row.person.public_id: row.person.name for row in rows}.items())

    def form_inputs(self) -> dict[str, Any]:
        """Who can be named, and between how many the votes may be split."""
        rule = rule_of(self.meeting).split
        return {
            "people": [(str(person), name) for person, name in self.people],
            "most": rule.most_delegates if rule else 1,
            "votes": self.line.votes.get(rule.weight) if rule else None,
        }

    def initial(self) -> dict[str, Any]:
        """Whoever is named already."""
        named = {
            f"person-{row.place}-{row.rank}": str(row.person) for row in delegations_of(self.meeting, UUID(self.voter))
        }
        rows = delegations_of(self.meeting, UUID(self.voter)).filter(rank=0)
        return {**super().initial(), **named, **{f"votes-{row.place}": row.votes for row in rows}}

    def subject(self) -> dict[str, Any]:
        """The meeting and the member."""
        return {"meeting": self.meeting.public_id, "member": UUID(self.voter)}

    def content(self) -> dict[str, Any]:
        """The form's words, and the way to give somebody a mandate."""
        named = reverse("desk:name-person", args=[self.voter])
        return {
            **super().content(),
            "about": self.name,
            "people": self.people,
            "day": self.meeting.meeting_on,
            "aside": (_("Name somebody to speak for it"), f"{named}?next={self.request.path}"),
        }
