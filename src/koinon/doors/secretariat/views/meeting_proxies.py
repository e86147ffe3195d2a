"""Proxies at the desk: all of a meeting; given, accepted, declined and revoked on the members' behalf."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.forms.delegates import ProxyForm
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.meeting_offers import address
from koinon.doors.secretariat.steps import Step, StepPage, may_take
from koinon.doors.secretariat.views.meeting_roll import OfRoll
from koinon.doors.secretariat.views.meetings import OfMeeting
from koinon.doors.shared import words
from koinon.rooms.assemblies.actions import accept_proxy, decline_proxy, give_proxy, revoke_proxy
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Proxy
from koinon.rooms.assemblies.preparing import proxy_seen
from koinon.rooms.assemblies.queries import own_proxies, visible_items
from koinon.rooms.assemblies.rules import rule_of
from koinon.rooms.organisations.queries import names_of as names_of_organisations
from koinon.rooms.people.queries import names_of as names_of_people
from koinon.statutes.assembly.proxies import PROXY

STATES: Mapping[str, tuple[Words, str]] = {
    "given": (_("Not answered yet"), "attention"),
    "accepted": (_("Accepted"), "good"),
    "declined": (_("Declined"), "plain"),
    "revoked": (_("Revoked"), "plain"),
    "used": (_("Used"), "good"),
}
TAKES_PROXIES = ("planned", "convened", "open")
# What may become of a proxy: the event of its life, the address, and the words.
EVENTS = (("accept", _("Accept")), ("decline", _("Decline")), ("revoke", _("Revoke")))


@dataclass(frozen=True, slots=True)
class ProxyRow:
    """A proxy in words."""

    row: Proxy
    giver: str
    holder: str
    scope: str
    steps: Sequence[tuple[Words, str]]

    @property
    def state(self) -> Words:
        """How it stands."""
        return STATES[self.row.state][0]

    @property
    def pill(self) -> Words:
        """The same with its icon."""
        label, tone = STATES[self.row.state]
        return cells.pill("", label, tone)


def proxy_rows(meeting: Meeting, rows: Sequence[Proxy], steps: bool = False) -> list[ProxyRow]:
    """Proxies with the names of giver and holder, and what they are for."""
    people = [member for row in rows for member in (row.giver, row.holder)]
    if of_members(meeting):
        names = names_of_organisations(people)
    else:
        names = {str(person): name for person, name in names_of_people(people).items()}
    titles = _titles(meeting, rows)
    return [
        ProxyRow(
            row,
            names.get(str(row.giver), ""),
            names.get(str(row.holder), ""),
            ", ".join(titles.get(item, "") for item in row.items) or str(_("The whole meeting")),
            _ways(row) if steps and meeting.state in TAKES_PROXIES else (),
        )
        for row in rows
    ]


def _titles(meeting: Meeting, rows: Iterable[Proxy]) -> dict[str, str]:
    if not any(row.items for row in rows):
        return {}
    items = AgendaItem.objects.filter(meeting=meeting).values_list("public_id", "label")
    return {str(item): words.say(label) for item, label in items}


def _ways(row: Proxy) -> list[tuple[Words, str]]:
    return [
        (label, reverse(f"desk:proxy-{event}", args=[row.public_id]))
        for event, label in EVENTS
        if PROXY.allows(row.state, event)
    ]


class ProxyFilter(FilterForm):
    """Narrow by state."""

    q = None  # type: ignore[assignment]
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any state")), *((key, label) for key, (label, _tone) in STATES.items())],
    )


class Proxies(OfMeeting, DeskList):
    """The list."""

    template_name = "secretariat/documents.html"
    page_title = _("Proxies")
    header_icon = "group"
    filter_form = ProxyFilter
    default_sort = "-given"
    file_name = "proxies"
    empty_title = _("No proxies")
    empty_text = _("A proxy stands here as soon as it is given. Until its holder accepts it, it does not count.")
    columns = (
        Column("name", _("Given by"), lambda shown: shown.giver),
        Column("holder", _("Held by"), lambda shown: shown.holder),
        Column("scope", _("For"), lambda shown: shown.scope),
        Column("state", _("State"), lambda shown: str(shown.state), lambda shown: shown.pill, sort=("state", "id")),
        Column(
            "given",
            _("Given on"),
            lambda shown: shown.row.given_at,
            lambda shown: words.moment(shown.row.given_at),
            sort=("given_at", "id"),
        ),
        Column(
            "steps",
            _("Steps"),
            lambda shown: "",
            lambda shown: cells.together(*(cells.link(*way) for way in shown.steps)),
        ),
    )

    def rows(self) -> "QuerySet[Proxy]":
        """All of the meeting."""
        return own_proxies(self.actor, self.meeting)

    def narrowed(self, rows: "QuerySet[Proxy]", chosen: Mapping[str, Any]) -> "QuerySet[Proxy]":
        """Proxies that fit."""
        return rows.filter(state=chosen["state"]) if "state" in chosen else rows

    def read(self, page: Sequence[Proxy]) -> list[ProxyRow]:
        """Each in words."""
        return proxy_rows(self.meeting, page, steps=may_take(self.actor, give_proxy))

    def content(self) -> dict[str, Any]:
        """The list, and the way to give one."""
        open_to_it = self.meeting.state in TAKES_PROXIES and rule_of(self.meeting).proxies is not None
        give = Step(_("Give a proxy"), address("give-proxy", self.meeting))
        return {**super().content(), "steps": [give] if open_to_it and may_take(self.actor, give_proxy) else []}


class GiveProxy(OfRoll, StepPage):
    """Give a member's votes into another's hands, on its behalf."""

    page_title = _("Give a proxy")
    lead = _("On the member's behalf, as it told you. The holder accepts it, or you do for them, before it counts.")
    action = give_proxy
    form_class = ProxyForm
    button = _("Give the proxy")
    said = _("The proxy is given.")

    def form_inputs(self) -> dict[str, Any]:
        """Who votes, and the items where the rulebook knows proxies for single ones."""
        rule = rule_of(self.meeting).proxies
        scopes = rule.scopes if rule else ()
        items = visible_items(self.actor, self.meeting.public_id).filter(stands=True) if "items" in scopes else ()
        return {
            "voters": self.entitled_choices(),
            "items": [(str(item.public_id), words.say(item.label)) for item in items],
            "whole": "meeting" in scopes,
        }

    def initial(self) -> dict[str, Any]:
        """The giver that the address names."""
        return {**super().initial(), "giver": self.request.GET.get("giver", "")[:36]}

    def subject(self) -> dict[str, Any]:
        """The meeting."""
        return {"meeting": self.meeting.public_id}

    def then(self, outcome: Any) -> str:
        """All proxies."""
        return address("meeting-proxies", self.meeting)


class OfProxy(OfMeeting, StepPage):
    """A step about one proxy, named by its public id."""

    proxy: Proxy

    def prepare(self) -> None:
        """Find the proxy and its meeting."""
        found = proxy_seen(self.actor, self.kwargs["proxy"])
        if found is None:
            raise Http404
        self.proxy = found
        self.kwargs["meeting"] = found.meeting.public_id
        super().prepare()

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the meeting, its proxies."""
        return (*super().trail(), (_("Proxies"), address("meeting-proxies", self.meeting)))

    def subject(self) -> dict[str, Any]:
        """The proxy."""
        return {"proxy": self.proxy.public_id}

    def content(self) -> dict[str, Any]:
        """Whose proxy, in words."""
        (row,) = proxy_rows(self.meeting, [self.proxy])
        said = _("%(giver)s to %(holder)s") % {"giver": row.giver, "holder": row.holder}
        return {**super().content(), "about": said}


class AcceptProxy(OfProxy):
    """On the holder's behalf."""

    page_title = _("Accept the proxy")
    lead = _("On the holder's behalf, as they told you. From then on it counts while the holder is there.")
    action = accept_proxy
    button = _("Accept it")
    said = _("The proxy is accepted.")


class DeclineProxy(OfProxy):
    """On the holder's behalf."""

    page_title = _("Decline the proxy")
    lead = _("On the holder's behalf, as they told you. The giver can then give it to another.")
    action = decline_proxy
    button = _("Decline it")
    danger = True
    said = _("The proxy is declined.")


class RevokeProxy(OfProxy):
    """On the giver's behalf."""

    page_title = _("Revoke the proxy")
    lead = _("On the giver's behalf, as they told you. It is possible as long as no vote was cast by it.")
    action = revoke_proxy
    button = _("Revoke it")
    danger = True
    said = _("The proxy is revoked.")
