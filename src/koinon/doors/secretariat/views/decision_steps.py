"""Steps about decisions: enter one from paper, say who reads it, and what it carries out."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.decisions import LevelForm, OriginForm, PaperForm
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.secretariat.views.decisions import REGISTER, OfDecision
from koinon.doors.shared.words import long_date
from koinon.rooms.decisions.actions import change_level, enter_from_paper, name_origin
from koinon.rooms.decisions.queries import possible_origins
from koinon.statutes.texts import say


class EnterFromPaper(StepPage):
    """Enter a decision that was taken on paper."""

    needs = "decisions.see"
    page_title = _("Enter a decision from paper")
    lead = _("It keeps the number that it has in the minutes. What cites that number already is linked to it at once.")
    action = enter_from_paper
    form_class = PaperForm
    button = _("Enter")
    said = _("The decision stands in the register.")

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The register."""
        return ((REGISTER[0], reverse(REGISTER[1])),)

    def form_inputs(self) -> dict[str, Any]:
        """The bodies, by the names under which they are cited."""
        known = self.rules[0].bodies if self.rules[0] else {}
        return {"bodies": {key: say(body.label, "en") for key, body in known.items()}}

    def then(self, outcome: Any) -> str:
        """On to the decision."""
        return reverse("desk:decision", args=[outcome.decision])


class DecisionStep(OfDecision, StepPage):
    """A step about one decision."""

    def subject(self) -> dict[str, Any]:
        """The decision."""
        return {"decision": self.entry.public_id}

    def version(self) -> int:
        """As it stands."""
        return self.entry.version

    def content(self) -> dict[str, Any]:
        """Which decision, in words."""
        return {**super().content(), "about": self.entry.title}


class ChangeLevel(DecisionStep):
    """Say who may read it."""

    page_title = _("Say who may read the decision")
    lead = _("What is published can be read by everybody on the website, and found by search engines.")
    action = change_level
    form_class = LevelForm
    said = _("Who may read the decision is changed.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {**super().initial(), "level": self.entry.level}


class NameOrigin(DecisionStep):
    """Say which decision it carries out."""

    page_title = _("Say what the decision carries out")
    lead = _("A decision of the Board names the one of the Assembly whose policy it follows; each shows the other.")
    action = name_origin
    form_class = OriginForm
    said = _("What the decision carries out is on record.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        origin = self.entry.carries_out
        return {**super().initial(), "carries_out": str(origin.public_id) if origin else ""}

    def form_inputs(self) -> dict[str, Any]:
        """What other bodies decided before."""
        rows = possible_origins(self.actor, self.entry)
        return {"origins": [(str(row.public_id), _origin_words(row)) for row in rows]}


def _origin_words(row: Any) -> str:
    entry = getattr(row, "registered", None)
    return f"{row.body}, {row.reference}, {long_date(row.taken_on)}{f': {entry.title}' if entry else ''}"
