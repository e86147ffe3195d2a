"""What is added to an agenda after it was set: papers, and what members propose, recorded on their behalf."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.agenda import PaperForm, ProposalForm, SupportForm
from koinon.doors.secretariat.meeting_words import days_until
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.secretariat.views.meeting_agenda import OfItem, decisions_of, library_choices
from koinon.doors.secretariat.views.meeting_roll import OfRoll
from koinon.doors.shared import words
from koinon.rooms.assemblies.actions import put_paper, supplement_agenda, support_item
from koinon.rooms.assemblies.models import ItemSupport
from koinon.rooms.assemblies.preparing import support_needed
from koinon.rooms.assemblies.rules import rule_of, rulebook_of


class PutPaper(OfItem, StepPage):
    """A paper comes after the agenda was set, or after the meeting was convened."""

    page_title = _("Put a paper on it")
    lead = _("Whoever sees the meeting can open it. What is there already stays; people may have read it.")
    action = put_paper
    form_class = PaperForm
    button = _("Put it there")
    said = _("The paper is there.")

    def form_inputs(self) -> dict[str, Any]:
        """What is in the library, and which papers the rulebook still asks for."""
        there = set(self.item.papers.values_list("key", "document__public_id"))
        keys, known = {key for key, _document in there}, {document for _key, document in there}
        standard = next((rule for rule in rule_of(self.meeting).agenda if rule.key == self.item.key), None)
        asked = [(paper.key, words.say(paper.label)) for paper in (standard.papers if standard else ())]
        return {
            "documents": [pair for pair in library_choices(self.actor) if UUID(pair[0]) not in known],
            "keys": [pair for pair in asked if pair[0] not in keys],
        }

    def subject(self) -> dict[str, Any]:
        """The item."""
        return {"item": self.item.public_id}

    def content(self) -> dict[str, Any]:
        """The form's words, and the way to the library."""
        aside = (_("Put a paper into the library"), f"{reverse('desk:add-document')}?next={self.request.path}")
        return {**super().content(), "about": words.say(self.item.label), "aside": aside}


class Propose(OfRoll, StepPage):
    """A member adds to the agenda."""

    page_title = _("Add an item for a member")
    action = supplement_agenda
    form_class = ProposalForm
    button = _("Propose it")
    said = _("It is proposed.")

    @property
    def lead(self) -> Words:
        """By when, and how many it takes."""
        needed = support_needed(self.meeting, self.roll) if self.roll else None
        if not needed:
            return _("By the rulebook members add nothing to the agenda of this body.")
        said = _("Members may add to the agenda until %(day)s. It takes %(n)s supporters, the proposer among them.")
        return said % {"day": days_until(self.meeting, "supplement_latest"), "n": needed}

    def form_inputs(self) -> dict[str, Any]:
        """Who may propose, and what the body decides."""
        kinds = [
            (key, words.say(rule.label)) for key, rule in decisions_of(rulebook_of(self.meeting), self.meeting.body)
        ]
        return {"members": self.entitled_choices(), "decisions": [("", _("To be discussed, not decided")), *kinds]}

    def subject(self) -> dict[str, Any]:
        """The meeting."""
        return {"meeting": self.meeting.public_id}


class Support(OfItem, OfRoll, StepPage):
    """A member supports what another proposed."""

    page_title = _("Record a member's support")
    action = support_item
    form_class = SupportForm
    said = _("The support is on record.")

    def form_inputs(self) -> dict[str, Any]:
        """Those who do not support it yet."""
        rows = ItemSupport.objects.filter(item=self.item).values_list("organisation__public_id", flat=True)
        known = {str(member) for member in rows}
        return {"members": [pair for pair in self.entitled_choices() if pair[0] not in known]}

    def subject(self) -> dict[str, Any]:
        """The item."""
        return {"item": self.item.public_id}
