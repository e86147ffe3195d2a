"""The agenda at the desk: set as a whole, each item with its papers and motions, motions filed beforehand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.refusals import Refused, Words
from koinon.doors.secretariat.forms.agenda import (
    DECISION,
    ELECTION,
    FURTHER,
    MOST_OWN,
    AgendaForm,
    AgendaRow,
    AmendmentForm,
    MotionForm,
)
from koinon.doors.secretariat.meeting_words import decides_words
from koinon.doors.secretariat.steps import Step, StepForm, StepPage, may_take
from koinon.doors.secretariat.views.meeting_steps import MeetingStep
from koinon.doors.secretariat.views.meeting_votes import vote_lines
from koinon.doors.secretariat.views.meetings import OfMeeting
from koinon.doors.shared import words
from koinon.doors.shared.minutes import minutes_papers
from koinon.rooms.assemblies.actions import file_motion, put_paper, set_agenda, support_item
from koinon.rooms.assemblies.minutes.reading import shelf_of
from koinon.rooms.assemblies.models import AgendaItem, ItemSupport, Motion
from koinon.rooms.assemblies.preparing import item_seen, support_needed
from koinon.rooms.assemblies.queries import meeting_seen, motions_in_order, roll_of, visible_items
from koinon.rooms.assemblies.represented import votes_of
from koinon.rooms.assemblies.rules import presides, rule_of, rulebook_of
from koinon.rooms.documents.queries import visible_documents
from koinon.rooms.organisations.queries import visible_organisations
from koinon.statutes.assembly.agenda import standard_items
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.meeting_rules import AgendaItem as StandardItem

BLANK_ROWS = 3


class SetAgenda(MeetingStep):
    """Set the whole agenda, without script: every row has its place."""

    template_name = "secretariat/meeting_agenda.html"
    page_title = _("Set the agenda")
    lead = _("The rulebook's items stand first; what has no place comes last. Save to get more empty rows.")
    action = set_agenda
    form_class = AgendaForm
    button = _("Save the agenda")
    said = _("The agenda is set.")

    @cached_property
    def items(self) -> list[AgendaItem]:
        """What stands there."""
        return list(visible_items(self.actor, self.meeting.public_id))

    def form_inputs(self) -> dict[str, Any]:
        """The rows, and what can be chosen in them."""
        rulebook = rulebook_of(self.meeting)
        named = visible_organisations(self.actor).order_by("name", "id").values_list("public_id", "name")
        return {
            "rows": [*self._standard(rulebook), *self._own()],
            "kinds": kinds_of(rulebook, self.meeting.body),
            "organisations": [("", _("None")), *((str(key), name) for key, name in named)],
            "documents": [("", _("None yet")), *library_choices(self.actor)],
        }

    def initial(self) -> dict[str, Any]:
        """How many rows of one's own there are."""
        return {**super().initial(), "own": len(self._own())}

    def subject(self) -> dict[str, Any]:
        """The meeting, as it was seen."""
        return {**super().subject(), "seen_version": self.meeting.version}

    def _standard(self, rulebook: Rulebook) -> list[AgendaRow]:
        """The rulebook's items in its order; what is there already at its place."""
        meeting, there = self.meeting, {item.key: item for item in self.items if item.key}
        asked = {
            item.key
            for item in standard_items(rulebook, meeting.body, ordinary=meeting.ordinary, elections=meeting.elections)
        }
        rows, place = [], 0
        for rule in rule_of(meeting).agenda:
            item = there.get(rule.key)
            stands = item is not None or (rule.key in asked and not self.items)
            place += rule.key in asked
            given = {**_given(item), "stands": stands}
            given.setdefault("place", place if rule.key in asked else None)
            rows.append(
                AgendaRow(
                    name=f"std-{rule.key}",
                    label=words.say(rule.label),
                    key=rule.key,
                    about=_about(rulebook, rule),
                    asked=rule.key in asked,
                    papers=(*((paper.key, words.say(paper.label)) for paper in rule.papers), FURTHER),
                    given=given,
                )
            )
        return sorted(rows, key=lambda row: (row.given["place"] is None, row.given["place"] or 0))

    def _own(self) -> list[AgendaRow]:
        """One's own items and a few empty rows; as many as were sent where the form was."""
        own = [item for item in self.items if not item.key]
        if self.request.method == "POST":
            return [_sent_row(number, self.request.POST) for number in range(_sent(self.request.POST.get("own")))]
        filled = [AgendaRow(f"own-{number}", given=_given(item)) for number, item in enumerate(own)]
        return [*filled, *(AgendaRow(f"own-{len(own) + number}") for number in range(BLANK_ROWS))]

    def content(self) -> dict[str, Any]:
        """The form's words, and the way to the library."""
        aside = (_("Put a paper into the library"), f"{reverse('desk:add-document')}?next={self.request.path}")
        return {**super().content(), "aside": aside}


def _given(item: AgendaItem | None) -> dict[str, Any]:
    if item is None:
        return {}
    kind = f"{DECISION}{item.decision}" if item.decision else f"{ELECTION}{item.election}" if item.election else ""
    return {
        "place": item.position,
        "item": item.public_id,
        "title": words.say(item.label),
        "kind": kind,
        "words": item.words,
        "concerns": str(item.concerns.public_id) if item.concerns else "",
        **{f"paper-{paper.key}": str(paper.document.public_id) for paper in item.papers.all()},
    }


def _sent(number: str | None) -> int:
    return min(int(number), MOST_OWN) if number and number.isascii() and number.isdigit() and len(number) < 4 else 0


def _sent_row(number: int, sent: Any) -> AgendaRow:
    name = f"own-{number}"
    return AgendaRow(name, given={"item": sent.get(f"{name}-item")})


def _about(rulebook: Rulebook, rule: StandardItem) -> str:
    return decides_words(rulebook, AgendaItem(decision=rule.decision or "", election=rule.election or ""))


def library_choices(actor: Actor) -> list[tuple[str, str]]:
    """The documents of the library, to choose from."""
    rows = visible_documents(actor).filter(withdrawn_on=None).order_by("title", "id")
    return [(str(document), title) for document, title in rows.values_list("public_id", "title")]


def kinds_of(rulebook: Rulebook, body: str) -> list[tuple[str, Any]]:
    """The kinds of decision and election of a body, to choose from."""
    decisions = [(f"{DECISION}{key}", words.say(rule.label)) for key, rule in decisions_of(rulebook, body)]
    elections = [(f"{ELECTION}{key}", words.say(r.label)) for key, r in rulebook.elections.items() if r.body == body]
    groups = [(str(_("Decisions")), decisions), (str(_("Elections")), elections)]
    return [("", _("To be discussed, not decided")), *(group for group in groups if group[1])]


def decisions_of(rulebook: Rulebook, body: str) -> list[tuple[str, Any]]:
    """The kinds of decision that a body takes."""
    return [(key, rule) for key, rule in rulebook.decisions.items() if rule.body == body]


class OfItem(OfMeeting):
    """A page about one item of an agenda, named by its public id."""

    item: AgendaItem

    def prepare(self) -> None:
        """Find the item and its meeting."""
        found = item_seen(self.actor, self.kwargs["point"])
        if found is None:
            raise Http404
        self.item = found
        meeting = meeting_seen(self.actor, found.meeting.public_id)
        assert meeting is not None
        self.meeting = meeting
        found.meeting = meeting

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the meeting, the item."""
        page = reverse("desk:meeting-item", args=[self.item.public_id])
        return (*super().trail(), (words.say(self.item.label), page))


class ItemPage(OfItem):
    """The page."""

    template_name = "secretariat/meeting_item.html"
    header_icon = "date"

    def get_page_title(self) -> str:
        """Its title."""
        return words.say(self.item.label)

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the meeting."""
        return super().trail()[:2]

    def content(self) -> dict[str, Any]:
        """What it is about, its papers, motions, support and votes."""
        item = self.item
        return {
            "item": item,
            "meeting": self.meeting,
            "decides": decides_words(rulebook_of(self.meeting), item),
            "papers": [paper.document for paper in item.papers.select_related("document")],
            "minutes": minutes_papers(shelf_of(self.actor, self.meeting), item),
            "motions": self._motions(),
            "supporters": self._supporters(),
            "needed": self._needed(),
            "votes": vote_lines([vote for vote in votes_of(self.meeting) if vote.item_id == item.pk]),
            "files": self._files(),
            "steps": self._steps(),
        }

    def _files(self) -> bool:
        return self.meeting.state in ("planned", "convened", "open") and presides(self.actor, self.meeting)

    def _motions(self) -> list[dict[str, Any]]:
        return [{"row": row} for row in motions_in_order(self.item)]

    def _supporters(self) -> list[str]:
        rows = ItemSupport.objects.filter(item=self.item).order_by("at", "id")
        return list(rows.values_list("organisation__name", flat=True)) if self.item.proposed_by else []

    def _needed(self) -> int | None:
        if self.item.proposed_by is None:
            return None
        try:
            roll = roll_of(self.actor, self.meeting)
        except Refused:
            return None
        return support_needed(self.meeting, roll) if roll else None

    def _steps(self) -> list[Step]:
        item, steps = self.item, []
        if self._files():
            steps.append(Step(_("File a motion"), reverse("desk:file-motion", args=[item.public_id])))
        if self.meeting.state in ("planned", "convened", "open") and may_take(self.actor, put_paper):
            steps.append(Step(_("Put a paper on it"), reverse("desk:put-paper", args=[item.public_id])))
        if item.proposed_by and self.meeting.state == "convened" and may_take(self.actor, support_item):
            steps.append(Step(_("Record a member's support"), reverse("desk:meeting-support", args=[item.public_id])))
        return steps


class FileMotion(OfItem, StepPage):
    """File a motion, or an amendment to the one that the address names."""

    page_title = _("File a motion")
    action = file_motion
    form_class = MotionForm
    button = _("File it")
    said = _("It is filed.")
    parent: Motion | None = None

    def prepare(self) -> None:
        """Find the motion that is to be changed."""
        super().prepare()
        wanted = self.request.GET.get("to")
        if wanted is None:
            return
        try:
            self.parent = Motion.objects.filter(item=self.item, public_id=UUID(wanted)).first()
        except ValueError:
            self.parent = None
        if self.parent is None:
            raise Http404
        self.form_class: type[StepForm] = AmendmentForm

    def allowed(self) -> bool:
        """Whoever conducts the meeting."""
        return presides(self.actor, self.meeting)

    def get_page_title(self) -> str:
        """Which of the two it is."""
        return str(_("File an amendment") if self.parent else self.page_title)

    @property
    def lead(self) -> Words:
        """On what."""
        if self.parent:
            return _("To the motion: %(title)s. Write the whole text as it would read.") % {"title": self.parent.title}
        return _("On the item: %(title)s.") % {"title": words.say(self.item.label)}

    def initial(self) -> dict[str, Any]:
        """An amendment begins with the words it changes."""
        return {**super().initial(), "text": self.parent.text if self.parent else ""}

    def subject(self) -> dict[str, Any]:
        """The item, and the motion that is changed."""
        return {"item": self.item.public_id, "parent": self.parent.public_id if self.parent else None}
