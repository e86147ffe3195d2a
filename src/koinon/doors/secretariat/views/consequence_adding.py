"""Say what follows from an item: the form of the kind, with the records that it can be about."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from koinon.core.locking import one_transaction
from koinon.doors.secretariat.forms.consequences import FORMS
from koinon.doors.secretariat.forms.decisions import Choices
from koinon.doors.secretariat.steps import StepForm, StepPage
from koinon.doors.secretariat.views.consequences import OfMeeting
from koinon.doors.shared.words import say
from koinon.rooms.admissions.queries import visible_applications
from koinon.rooms.assemblies.models import AgendaItem, Motion
from koinon.rooms.assemblies.queries import visible_meetings
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.bodies.queries import held_on
from koinon.rooms.decisions.actions import propose_rules, want_consequence
from koinon.rooms.decisions.models import Consequence, WorkingPlan
from koinon.rooms.decisions.plan_queries import visible_plans
from koinon.rooms.decisions.rules import kinds_for
from koinon.rooms.documents.queries import visible_documents
from koinon.rooms.memberships.queries import NOT_ADMITTED, running_on, visible_memberships
from koinon.rooms.rulebook.queries import version_in_force

Kind = Consequence.Kind


class AddConsequence(OfMeeting, StepPage):
    """The step."""

    page_title = _("What follows")
    action = want_consequence
    button = _("Save")
    said = _("It follows from the item if it is adopted.")
    lead = _("It is carried out once the vote is closed, and cites the decision. Until the vote it can be taken back.")
    point: AgendaItem
    kind: str

    def prepare(self) -> None:
        """Find the item and its meeting; a kind that its decision does not bring about has no form."""
        rows = AgendaItem.objects.select_related("concerns", "meeting")
        seen = visible_meetings(self.actor).order_by().values("pk")
        found = rows.filter(public_id=self.kwargs["point"], meeting__in=seen).first()
        if found is None:
            raise Http404
        self.point, self.kind = found, self.kwargs["kind"]
        self.kwargs["meeting"] = found.meeting.public_id
        super().prepare()
        if self.kind not in kinds_for(rulebook_of(self.meeting), self.meeting.body, found.decision, found.election):
            raise Http404
        self.form_class = FORMS[self.kind]  # type: ignore[misc]

    def get_page_title(self) -> str:
        """What follows."""
        return str(Kind(self.kind).label).capitalize()

    def content(self) -> dict[str, Any]:
        """From which item."""
        return {**super().content(), "about": f"{self.point.position}. {say(self.point.label)}"}

    def form(self, given: Any = None) -> StepForm:
        """The form, with the files that came."""
        files = self.request.FILES if given is not None else None
        return self.form_class(given, files, initial=self.initial(), **self.form_inputs())

    def form_inputs(self) -> dict[str, Any]:
        """The records that it can be about, and the motions on the item."""
        motions = Motion.objects.filter(item=self.point, parent=None)
        choices = CHOICES[self.kind](self) if self.kind in CHOICES else []
        return {"choices": choices, "motions": [(str(row.public_id), row.title) for row in motions]}

    def subject(self) -> Mapping[str, Any]:
        """The item."""
        return {"item": self.point.public_id}

    def carry_out(self, form: StepForm) -> Any:
        """Call the action; proposed rules are kept first, in the same transaction."""
        if self.kind != Kind.RULEBOOK:
            return super().carry_out(form)
        key, given = str(form.cleaned_data["key"]), form.inputs()
        with one_transaction():
            texts = {**version_in_force(self.actor.today).texts, **form.cleaned_data["texts"]}
            rules = propose_rules.once(key, actor=self.actor, texts=texts).rules
            given["wanted"] = replace(given["wanted"], rules=rules)
            return want_consequence.once(key, actor=self.actor, item=self.point.public_id, **given)


def _applications(*states: str) -> Callable[[AddConsequence], Choices]:
    def found(page: AddConsequence) -> Choices:
        rows = visible_applications(page.actor).filter(state__in=states).order_by("name", "id")
        return [(str(row.public_id), row.name) for row in rows]

    return found


def _documents(page: AddConsequence) -> Choices:
    rows = visible_documents(page.actor).filter(withdrawn_on=None).order_by("title", "id")
    papers = set(page.point.papers.values_list("document", flat=True))
    # The papers of the item come first: most of what is adopted lay before the meeting.
    ordered = sorted(rows, key=lambda row: row.pk not in papers)
    return [(str(row.public_id), row.title) for row in ordered]


def _members(page: AddConsequence) -> Choices:
    rows = visible_memberships(page.actor).exclude(state__in=NOT_ADMITTED)
    if page.point.concerns is not None:
        rows = rows.filter(organisation=page.point.concerns)
    named = running_on(rows, page.actor.today).order_by("organisation__name", "id")
    return [(str(row.public_id), row.organisation.name) for row in named]


def _plans(page: AddConsequence) -> Choices:
    rows = visible_plans(page.actor).filter(state=WorkingPlan.State.DRAFT)
    return [(str(row.public_id), f"{row.title}, {row.number}") for row in rows]


def _seats(page: AddConsequence) -> Choices:
    """The seats that this body elects to, and those who hold them today."""
    bodies = [body for body in rulebook_of(page.meeting).bodies.values() if body.elected_by == page.meeting.body]
    labels = {(body.key, seat.key): f"{say(body.label)}: {say(seat.label)}" for body in bodies for seat in body.seats}
    elected = [(body.key, seat.key) for body in bodies for seat in body.seats if seat.ex_officio is None]
    rows = held_on(page.actor.today).filter(body__key__in=[body.key for body in bodies])
    held = [
        (f"held:{row.public_id}", f"{row.mandate.person.name}, {labels.get((row.body.key, row.seat), row.seat)}")
        for row in rows.order_by("mandate__person__name", "id")
    ]
    return [*((f"seat:{body}:{seat}", labels[body, seat]) for body, seat in elected), *held]


CHOICES: Mapping[str, Callable[[AddConsequence], Choices]] = {
    Kind.RATIFICATION: _applications("ratification", "board", "under_review"),
    Kind.ADMISSION: _applications("board", "under_review"),
    Kind.SEATS: _seats,
    Kind.DOCUMENT: _documents,
    Kind.EXCLUSION: _members,
    Kind.WORKING_PLAN: _plans,
    Kind.WAIVER: _members,
}
