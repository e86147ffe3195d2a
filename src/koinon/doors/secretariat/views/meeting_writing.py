"""Questions in writing at the desk: asked of a body between its meetings, and closed when the answers are in."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.meetings import WrittenForm
from koinon.doors.secretariat.meeting_offers import open_vote_of
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.secretariat.views.meeting_steps import MeetingStep
from koinon.doors.secretariat.views.meetings import MEETINGS
from koinon.doors.shared import words
from koinon.rooms.assemblies.actions import ask_in_writing, close_meeting, close_vote
from koinon.rooms.assemblies.rules import presides
from koinon.statutes.assembly.written import why_not_in_writing
from koinon.statutes.rulebook import Rulebook


class AskInWriting(StepPage):
    """Ask a body to decide between its meetings."""

    needs = "assemblies.see"
    template_name = "secretariat/meeting_ask.html"
    page_title = _("Ask a body in writing")
    lead = _("Everybody who votes in it gets the question by mail. The roll is frozen at once; nobody comes together.")
    action = ask_in_writing
    form_class = WrittenForm
    button = _("Send the question")

    def trail(self) -> Any:
        """The list."""
        return ((MEETINGS[0], reverse(MEETINGS[1])),)

    @cached_property
    def rulebook(self) -> Rulebook | None:
        """The rules in force."""
        return self.rules[0]

    def form_inputs(self) -> dict[str, Any]:
        """The kinds of decision that may be taken so, by body."""
        rulebook = self.rulebook
        if rulebook is None:
            return {"decisions": [], "body_of": {}}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, rule in rulebook.decisions.items():
            if why_not_in_writing(rulebook, key) is None:
                groups.setdefault(rule.body, []).append((key, words.say(rule.label)))
        return {
            "decisions": [("", _("Choose")), *((_body(rulebook, body), kinds) for body, kinds in groups.items())],
            "body_of": {key: rule.body for key, rule in rulebook.decisions.items()},
        }

    def content(self) -> dict[str, Any]:
        """The form's words, and what the rulebook allows and excludes, body by body."""
        return {
            **super().content(),
            "bodies": list(map(self._allowed, self.rulebook.meetings if self.rulebook else ())),
        }

    def _allowed(self, body: str) -> dict[str, Any]:
        assert self.rulebook is not None
        rulebook, rule = self.rulebook, self.rulebook.meetings[body].written
        return {
            "label": _body(rulebook, body),
            "rule": rule,
            "majority": words.say(rulebook.majorities[rule.majority].label) if rule else "",
            "excluded": [words.say(rulebook.decisions[key].label) for key in (rule.excluded if rule else ())],
        }

    def words_of(self, outcome: Any) -> Words:
        """How many are asked."""
        said = ngettext(
            "The question is on its way: %(count)s letter.",
            "The question is on its way: %(count)s letters.",
            outcome.called,
        )
        return said % {"count": outcome.called}

    def then(self, outcome: Any) -> str:
        """Its page."""
        return reverse("desk:meeting", args=[outcome.meeting])


def _body(rulebook: Rulebook, key: str) -> str:
    return words.say(rulebook.bodies[key].label)


class ClosingStep(MeetingStep):
    """A step that ends what was asked in writing."""

    def prepare(self) -> None:
        """Only what is decided in writing ends here; a meeting is closed by whoever conducts it."""
        super().prepare()
        if self.meeting.kind != "written":
            raise Http404

    def allowed(self) -> bool:
        """Whoever conducts it."""
        return presides(self.actor, self.meeting)

    def version(self) -> None:
        """Answers that come in meanwhile are no clash."""


class CloseAnswers(ClosingStep):
    """Close the vote when the answers are in, or their time is over."""

    page_title = _("Close the vote")
    lead = _(
        "What has come in is counted. It can be closed as soon as nothing that is still out can change the result."
    )
    action = close_vote
    button = _("Close the vote")
    said = _("The vote is closed, and its result stands on the page.")

    def prepare(self) -> None:
        """Find the vote."""
        super().prepare()
        found = open_vote_of(self.meeting)
        if found is None:
            raise Http404
        self.vote = found

    def subject(self) -> dict[str, Any]:
        """The vote."""
        return {"vote": self.vote.public_id}


class CloseQuestion(ClosingStep):
    """Put it away once it is decided."""

    page_title = _("Close the written procedure")
    lead = _("It stays on record with its roll, its answers and its result.")
    action = close_meeting
    button = _("Close it")
    said = _("The written procedure is closed.")
