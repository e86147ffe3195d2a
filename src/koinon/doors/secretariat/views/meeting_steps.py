"""Steps about a meeting: plan it, name its chair, convene it, cancel it."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koinon.core.refusals import Refused, Words
from koinon.doors.secretariat.forms.meetings import CancelForm, ChairForm, MeetingForm
from koinon.doors.secretariat.meeting_words import DateRead, date_read
from koinon.doors.secretariat.steps import StepForm, StepPage
from koinon.doors.secretariat.views.meetings import MEETINGS, OfMeeting
from koinon.doors.shared import words
from koinon.doors.shared.days import FIRST_DAY, LAST_DAY
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.assemblies.actions import cancel_meeting, convene, name_chair, plan_meeting
from koinon.rooms.assemblies.actions.convening import NOT_CALLED
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.preparing import notice_of
from koinon.rooms.assemblies.queries import roll_of, visible_items, visible_meetings
from koinon.rooms.assemblies.rules import rule_of, rulebook_of
from koinon.rooms.bodies.queries import all_seats_on
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.people.queries import in_force, staff_on
from koinon.statutes.assembly.notice import second_meeting_from
from koinon.statutes.assembly.words import notice_text
from koinon.statutes.rulebook import Rulebook

SPEAKING = ("contact", "delegate")


class PlanMeeting(StepPage):
    """Plan a meeting, or the second convocation of one that had no quorum."""

    needs = "assemblies.see"
    template_name = "secretariat/meeting_plan.html"
    action = plan_meeting
    form_class = MeetingForm
    button = _("Plan the meeting")
    said = _("The meeting is planned. Set its agenda now.")
    page_title = _("Plan a meeting")
    first: Meeting | None = None
    asked: Mapping[str, Any] = MappingProxyType({})

    def prepare(self) -> None:
        """Find the meeting that this one follows, where the address names one."""
        wanted = self.request.GET.get("second_of")
        if wanted is None:
            return
        try:
            self.first = visible_meetings(self.actor).filter(public_id=UUID(wanted)).first()
        except ValueError:
            self.first = None
        if self.first is None or rule_of(self.first).second is None:
            raise Http404

    def get_page_title(self) -> str:
        """Which of the two it is."""
        return str(_("Plan the second convocation") if self.first else self.page_title)

    @property
    def lead(self) -> Words:
        """After which meeting."""
        return (
            _("After %(meeting)s, which had no quorum.") % {"meeting": ShownMeeting(self.first).title}
            if self.first
            else ""
        )

    def trail(self) -> Any:
        """The list."""
        return ((MEETINGS[0], reverse(MEETINGS[1])),)

    @cached_property
    def rulebook(self) -> Rulebook | None:
        """The rules that name the bodies."""
        return rulebook_of(self.first) if self.first else self.rules[0]

    def form_inputs(self) -> dict[str, Any]:
        """The bodies that meet; only its own for a second convocation."""
        rulebook = self.rulebook
        if rulebook is None:
            return {"bodies": []}
        keys = [self.first.body] if self.first else list(rulebook.meetings)
        return {"bodies": [(key, words.say(rulebook.bodies[key].label)) for key in keys if key in rulebook.bodies]}

    def initial(self) -> dict[str, Any]:
        """The house's hour and zone; what the address says; or all as at the first meeting."""
        given = {**super().initial(), "hour": "10:00", "time_zone": "Europe/Brussels", "kind": "on_site"}
        asked = {name: self.request.GET[name] for name in ("body", "day") if name in self.request.GET}
        if self.first is None:
            return {**given, **asked}
        first = self.first
        names = ("body", "kind", "place", "online_address", "time_zone", "ordinary", "elections")
        kept = {name: getattr(first, name) for name in names}
        earliest = second_meeting_from(rulebook_of(first), first.body, first.meeting_on)
        return {
            **given,
            **kept,
            "hour": f"{first.starts_at.astimezone(ZoneInfo(first.time_zone)):%H:%M}",
            "day": earliest,
            **asked,
        }

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Plan it; or, where only the day is asked about, say what the rulebook makes of it and keep what was typed."""
        if not request.POST.get("look") or not self.allowed():
            return super().post(request, *args, **kwargs)
        form = self.form(request.POST)
        form.is_valid()
        self.asked = form.cleaned_data
        return self.shown(form=form)

    def content(self) -> dict[str, Any]:
        """The form's words, and what the rulebook makes of the day that was asked about."""
        begun = self.initial() if self.request.method == "GET" else {}
        return {**super().content(), "read": self._read(self.asked or begun)}

    def _read(self, given: Mapping[str, Any]) -> DateRead | None:
        """None where body or day are not known."""
        body, day = given.get("body"), given.get("day")
        if isinstance(day, str):
            day = _day(day)
        if self.rulebook is None or body not in self.rulebook.meetings or day is None:
            return None
        return date_read(self.rulebook, body, day, self.actor.today, self.first)

    def subject(self) -> dict[str, Any]:
        """The meeting that it follows."""
        return {"second_of": self.first.public_id if self.first else None}

    def then(self, outcome: Any) -> str:
        """Its page."""
        return reverse("desk:meeting", args=[outcome.meeting])


def _day(typed: str) -> date | None:
    """A day in an address; None for what is none, or a slip."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


class MeetingStep(OfMeeting, StepPage):
    """A step about one meeting."""

    form_class: type[StepForm] = StepForm

    def subject(self) -> dict[str, Any]:
        """The meeting."""
        return {"meeting": self.meeting.public_id}

    def version(self) -> int:
        """As it stands."""
        return self.meeting.version


class NameChair(MeetingStep):
    """Say who presides."""

    page_title = _("Name the chair")
    action = name_chair
    form_class = ChairForm
    said = _("The chair is on record.")

    def initial(self) -> dict[str, Any]:
        """Whoever is named already."""
        return {**super().initial(), "person": str(self.meeting.chair or "")}

    def form_inputs(self) -> dict[str, Any]:
        """Who sits in a body, who speaks for a member, and the secretariat."""
        groups, known = [], set()
        for label, people in self._people():
            fresh = [(str(person), name) for person, name in people if person not in known]
            known |= {person for person, _name in people}
            if fresh:
                groups.append((label, list(dict.fromkeys(fresh))))
        return {"people": groups}

    def _people(self) -> Iterator[tuple[str, list[tuple[UUID, str]]]]:
        rulebook, day = rulebook_of(self.meeting), self.meeting.meeting_on
        bodies = [key for key, rules in rulebook.bodies.items() if rules.made_of == "persons"]
        seats = all_seats_on(rulebook, day, bodies)
        for key in sorted(bodies, key=lambda key: key != self.meeting.body):
            label = str(_("Sits in: %(body)s") % {"body": words.say(rulebook.bodies[key].label)})
            yield label, [(seat.person, seat.name) for seat in seats.get(key, ())]
        speaking = in_force(Mandate.objects.filter(over=Mandate.Over.ORGANISATION, role__in=SPEAKING), day)
        people = Person.objects.filter(is_active=True, pk__in=speaking.values("person")).order_by("name", "id")
        yield str(_("Speaks for a member")), list(people.values_list("public_id", "name"))
        yield str(_("Secretariat")), [(row.person.public_id, row.person.name) for row in staff_on(day)]
        kept = Person.objects.filter(public_id=self.meeting.chair) if self.meeting.chair else Person.objects.none()
        yield str(_("Named already")), list(kept.values_list("public_id", "name"))


class Convene(MeetingStep):
    """Send the convocation, after a look at it."""

    template_name = "secretariat/meeting_convene.html"
    page_title = _("Convene the meeting")
    action = convene
    button = _("Convene it now")

    def content(self) -> dict[str, Any]:
        """Whether it is in time, what is sent, and to how many."""
        given = notice_of(self.meeting, self.actor)
        items = visible_items(self.actor, self.meeting.public_id)
        return {
            **super().content(),
            "meeting": self.meeting,
            "notice": given,
            "notice_words": notice_text(given, str),
            "items": [(item, words.say(item.label)) for item in items],
            **self._called(),
        }

    def _called(self) -> dict[str, Any]:
        try:
            roll = roll_of(self.actor, self.meeting)
        except Refused as refused:
            return {"roll_refused": refused.refusal}
        lines = roll.lines if roll else ()
        called = [line for line in lines if line.reason not in NOT_CALLED]
        return {
            "called": len(called),
            "without_vote": sum(not line.entitled for line in called),
            "of_members": rule_of(self.meeting).right is not None,
        }

    def subject(self) -> dict[str, Any]:
        """The meeting, as it was seen."""
        return {**super().subject(), "seen_version": self.meeting.version}

    def words_of(self, outcome: Any) -> Words:
        """How many letters are on their way."""
        said = ngettext(
            "The meeting is convened: %(count)s letter is on its way.",
            "The meeting is convened: %(count)s letters are on their way.",
            outcome.called,
        )
        return said % {"count": outcome.called}


class Cancel(MeetingStep):
    """Cancel it."""

    page_title = _("Cancel the meeting")
    action = cancel_meeting
    form_class = CancelForm
    button = _("Cancel the meeting")
    danger = True
    said = _("The meeting is cancelled.")

    @property
    def lead(self) -> Words:
        """What follows."""
        if self.meeting.state == "convened":
            return _("Whoever was called is told by mail, with the reason.")
        return _("It stays on record with the reason.")
