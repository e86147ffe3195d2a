"""Steps about an application."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.bodies import bodies
from koinon.doors.secretariat.forms.applications import (
    ApplicationForm,
    MarkForm,
    OpinionForm,
    QuestionForm,
    VerdictForm,
)
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.secretariat.views.applications import RECORD, REVIEW, OfApplication
from koinon.doors.shared import words
from koinon.rooms.admissions.actions import (
    ask_back,
    mark_item,
    prepare_for_board,
    record_board_decision,
    record_opinion,
    record_ratification,
    take_up_review,
)
from koinon.rooms.admissions.queries import neighbours


class ApplicationStep(OfApplication, StepPage):
    """A step about one application."""

    form_class = ApplicationForm
    procedure = REVIEW

    @cached_property
    def bodies(self) -> dict[str, str]:
        """Those that the step's words may name."""
        return bodies(self.rules[0])

    def get_page_title(self) -> str:
        """What the step is."""
        return str(self.page_title) % self.bodies

    def content(self) -> dict[str, Any]:
        """The form's words."""
        return {**super().content(), "button": str(self.button) % self.bodies}

    def words_of(self, outcome: Any) -> str:
        """What is said once it is done."""
        return str(self.said) % self.bodies

    def subject(self) -> dict[str, Any]:
        """The application."""
        return {"application": self.row.public_id}

    def version(self) -> int:
        """As it stands."""
        return self.row.version


class TakeUp(ApplicationStep):
    """Take it up."""

    page_title = _("Take the application up")
    lead = _("Members of the applicant's country are asked for their opinion by mail, where there are any.")
    action = take_up_review
    button = _("Take it up")
    said = _("The application is under review.")


class Mark(ApplicationStep):
    """Mark an item of the checklist."""

    page_title = _("Check an item")
    action = mark_item
    form_class = MarkForm
    said = _("The item is marked.")

    def prepare(self) -> None:
        """Find the item."""
        super().prepare()
        rules = self.rules[0].admission if self.rules[0] else None
        items = rules.items_for(self.row.category) if rules else ()
        found = [item for item in items if item.key == self.kwargs["item"]]
        if not found:
            raise Http404
        self.item = found[0]

    def get_page_title(self) -> str:
        """The item."""
        return words.say(self.item.label)

    def subject(self) -> dict[str, Any]:
        """The application and the item."""
        return {**super().subject(), "item": self.item.key}

    def initial(self) -> dict[str, Any]:
        """As it was marked."""
        mark = self.row.marks.filter(item=self.item.key).first()
        known = {"in_order": "yes" if mark.in_order else "no", "note": mark.note} if mark else {}
        return {**super().initial(), **known}


class Ask(ApplicationStep):
    """Ask the applicant."""

    page_title = _("Ask the applicant")
    lead = _("The application goes back to its writers until they have answered.")
    action = ask_back
    form_class = QuestionForm
    button = _("Send the question")
    said = _("The question is on its way.")


class RecordOpinion(ApplicationStep):
    """Record an opinion."""

    page_title = _("Record a member's opinion")
    action = record_opinion
    form_class = OpinionForm
    said = _("The opinion is on record.")

    def form_inputs(self) -> dict[str, Any]:
        """The members of the applicant's country."""
        return {"members": list(neighbours(self.row, self.actor.today))}

    def initial(self) -> dict[str, Any]:
        """Received today."""
        return {**super().initial(), "received_on": self.actor.today}


class Prepare(ApplicationStep):
    """Lay it before the body that decides."""

    page_title = _("Lay the application before the %(decides)s")
    action = prepare_for_board
    button = _("Lay it before the %(decides)s")
    said = _("The application waits for the %(decides)s.")


class Verdict(ApplicationStep):
    """Record what a body decided; which one, the rules name."""

    procedure = RECORD
    form_class = VerdictForm
    button = _("Record the decision")
    said = _("The decision is on record, and the applicant is told by mail.")
    body: str

    def initial(self) -> dict[str, Any]:
        """By the body that the rules name."""
        return {**super().initial(), "body": self.bodies[self.body]}


class Decide(Verdict):
    """Record the word of whoever decides on admissions."""

    page_title = _("Record the decision of the %(decides)s")
    action = record_board_decision
    body = "decides"


class Ratify(Verdict):
    """Record the word of whoever ratifies them."""

    page_title = _("Record the decision of the %(ratifies)s")
    action = record_ratification
    body = "ratifies"
