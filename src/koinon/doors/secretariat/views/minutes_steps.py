"""Steps of minutes: draft, correct, sign, send, record the approval."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.minutes import ApprovalForm, CorrectionForm, SeenForm
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.secretariat.views.minutes import ExistingMinutes, OfMinutes, Writing
from koinon.doors.shared.words import long_date, say
from koinon.rooms.assemblies.actions import (
    approve_minutes,
    correct_minutes,
    draft_minutes,
    send_minutes,
    sign_minutes,
)
from koinon.rooms.assemblies.minutes.reading import approving_votes
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.assemblies.rules import presides


class DraftMinutes(OfMinutes, StepPage):
    """Draft them from the records."""

    page_title = _("Draft the minutes")
    lead = _(
        "Everything on record is put together: roll, attendance, proxies, motions, votes and why. Nothing is lost."
    )
    action = draft_minutes
    button = _("Draft the minutes")
    said = _("Drafted. Write beside it what was said, then complete the minutes.")

    def version(self) -> None:
        """Drafting looks at the records, not at what was seen."""


class CorrectMinutes(ExistingMinutes, Writing):
    """Correct what was signed."""

    page_title = _("Correct the minutes")
    lead = _("What was signed stays as it is and can be read until the chair has signed the corrected version.")
    action = correct_minutes
    form_class = CorrectionForm
    button = _("Keep as a new version")
    said = _("Corrected. The chair of the meeting signs the new version next.")


class SignMinutes(ExistingMinutes, StepPage):
    """Sign them as the chair, or record that the chair signed on paper."""

    page_title = _("Sign the minutes")
    action = sign_minutes
    form_class = SeenForm
    said = _("The minutes are signed.")

    def prepare(self) -> None:
        """The page is for whoever conducted the meeting, chair or office."""
        super().prepare()
        if not presides(self.actor, self.meeting):
            raise PermissionDenied

    @property
    def as_chair(self) -> bool:
        """Whether whoever is here presided."""
        return self.actor.person == self.meeting.chair

    @property
    def button(self) -> Words:  # type: ignore[override]
        """Sign, or record it."""
        return _("Sign") if self.as_chair else _("Record the signature")

    @property
    def lead(self) -> Words:  # type: ignore[override]
        """What is said by it."""
        if self.as_chair:
            return _("You presided over this meeting and say that it happened as the minutes tell.")
        if self.meeting.chair is None:
            return _("Nobody is on record as the chair of this meeting. Record it once whoever presided has signed.")
        return _("Record it only with the chair's signature on paper in your hands. The chair can sign online as well.")

    def subject(self) -> dict[str, Any]:
        """On paper, unless the chair is here."""
        return {**super().subject(), "on_paper": not self.as_chair}


class SendMinutes(ExistingMinutes, StepPage):
    """Send them to everybody who belongs to the body."""

    page_title = _("Send the minutes")
    lead = _("Everybody who speaks for a member on the roll, or sits in the body, gets a letter with the way to them.")
    action = send_minutes
    form_class = SeenForm
    button = _("Send")
    said = _("The letters are on their way.")


class ApproveMinutes(ExistingMinutes, StepPage):
    """Record which vote of a later meeting approved them."""

    page_title = _("Record the approval")
    lead = _("From then on the minutes stay as they are, and their PDF is kept for good.")
    action = approve_minutes
    form_class = ApprovalForm
    button = _("Record the approval")
    said = _("The minutes are approved.")

    def version(self) -> None:
        """Which vote approved them does not hang on how they were seen."""

    def form_inputs(self) -> dict[str, Any]:
        """The votes that can have."""
        return {"votes": [(str(vote.public_id), _vote_words(vote)) for vote in approving_votes(self.meeting)]}

    def content(self) -> dict[str, Any]:
        """Where there is no such vote yet, what is missing."""
        shown = super().content()
        missing = _(
            "No later meeting has adopted minutes by a vote yet. Hold that vote under its item on minutes first."
        )
        return shown if approving_votes(self.meeting).exists() else {**shown, "lead": missing}


def _vote_words(vote: Vote) -> str:
    about = vote.motion.title if vote.motion else say(vote.item.label)
    return _("%(day)s: %(about)s") % {"day": long_date(vote.meeting.meeting_on), "about": about}
