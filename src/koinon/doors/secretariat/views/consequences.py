"""What the items of a meeting bring about if they are adopted: a page of the meeting, and the steps on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.consequences import ShownConsequence, shown_consequences
from koinon.doors.secretariat.forms.decisions import ByDecisionForm
from koinon.doors.secretariat.steps import Step, StepPage, may_take
from koinon.doors.secretariat.views.decisions import REGISTER
from koinon.doors.shared.words import long_date
from koinon.doors.shared.words import say as said_in_words
from koinon.rooms.assemblies.models import AgendaItem, Meeting
from koinon.rooms.assemblies.queries import meeting_seen, visible_items
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.decisions.actions import carry_out, drop_consequence, let_fall, want_consequence
from koinon.rooms.decisions.actions.consequences import BEFORE_THE_VOTE
from koinon.rooms.decisions.models import Consequence
from koinon.rooms.decisions.queries import consequences_of_meeting, decisions_on_item, visible_consequences
from koinon.rooms.decisions.rules import kinds_for
from koinon.statutes.texts import say

Kind = Consequence.Kind


@dataclass(frozen=True, slots=True)
class ItemWithConsequences:
    """An item of the agenda, what follows from it, and what may be added."""

    row: AgendaItem
    title: str
    found: Sequence[ShownConsequence]
    steps: Sequence[Step]


class OfMeeting(DeskPage):
    """A page about what follows from a meeting."""

    needs = "decisions.see"
    meeting: Meeting

    def prepare(self) -> None:
        """Find the meeting."""
        found = meeting_seen(self.actor, self.kwargs["meeting"])
        if found is None:
            raise Http404
        self.meeting = found

    @cached_property
    def name(self) -> str:
        """The body, and the day."""
        return f"{self.body}, {long_date(self.meeting.meeting_on)}"

    @property
    def body(self) -> str:
        """What the body is called."""
        return said_in_words(rulebook_of(self.meeting).bodies[self.meeting.body].label)

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The register, the page of the meeting's consequences."""
        page = reverse("desk:consequences", args=[self.meeting.public_id])
        return ((REGISTER[0], reverse(REGISTER[1])), (self.name, page))


class Consequences(OfMeeting):
    """The page."""

    template_name = "secretariat/consequences.html"
    page_title = _("What follows if it is adopted")
    header_icon = "check"

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The register."""
        return super().trail()[:1]

    def content(self) -> dict[str, Any]:
        """Every item with what follows from it."""
        rows = consequences_of_meeting(self.actor, self.meeting.public_id)
        shown = shown_consequences(self.actor, rows, self.rules[0])
        of: dict[int, list[ShownConsequence]] = {}
        for one in shown:
            of.setdefault(one.row.item_id, []).append(one)
        items = [self._item(row, of.get(row.pk, [])) for row in visible_items(self.actor, self.meeting.public_id)]
        return {"meeting": self.meeting, "name": self.name, "items": items}

    def _item(self, row: AgendaItem, found: Sequence[ShownConsequence]) -> ItemWithConsequences:
        return ItemWithConsequences(row, say(row.label, get_language() or "en"), found, self._steps(row))

    def _steps(self, row: AgendaItem) -> list[Step]:
        if self.meeting.state not in BEFORE_THE_VOTE or not may_take(self.actor, want_consequence):
            return []
        kinds = kinds_for(rulebook_of(self.meeting), self.meeting.body, row.decision, row.election)
        labels = dict(Kind.choices)
        return [
            Step(
                str(labels[Kind(kind)]).capitalize(),
                reverse("desk:consequence-add", args=[row.public_id, kind]),
            )
            for kind in kinds
        ]


class OfConsequence(OfMeeting):
    """A page about one consequence."""

    consequence: Consequence

    def prepare(self) -> None:
        """Find the consequence and its meeting."""
        found = visible_consequences(self.actor).filter(public_id=self.kwargs["consequence"]).first()
        if found is None:
            raise Http404
        self.consequence = found
        self.kwargs["meeting"] = found.item.meeting.public_id
        super().prepare()

    def content(self) -> dict[str, Any]:
        """Of what, in words."""
        (shown,) = shown_consequences(self.actor, [self.consequence], self.rules[0])
        words = f"{str(self.consequence.get_kind_display()).capitalize()}: {shown.of}"
        return {**super().content(), "about": words}


class ConsequenceStep(OfConsequence, StepPage):
    """A step about one consequence."""

    def subject(self) -> dict[str, Any]:
        """The consequence."""
        return {"consequence": self.consequence.public_id}

    def version(self) -> int:
        """As it stands."""
        return self.consequence.version


class Drop(ConsequenceStep):
    """Take it back before the vote."""

    page_title = _("Take the consequence back")
    lead = _("If the item is adopted, this will not follow from it by itself.")
    action = drop_consequence
    button = _("Take back")
    said = _("This does not follow from the item any more.")


class CarryOut(ConsequenceStep):
    """Try again what was refused."""

    page_title = _("Carry it out")
    lead = _("The decision stands. Once what stood in the way is mended, this can be tried again.")
    action = carry_out
    button = _("Try again")

    def words_of(self, outcome: Any) -> Words:
        """Whether it went through this time."""
        if outcome.state == Consequence.State.CARRIED_OUT:
            return _("It is carried out.")
        return _("It could not be carried out; what stands in the way is said below.")


class ByDecision(CarryOut):
    """Carry it out by a decision that was taken on a motion on the same item."""

    page_title = _("Carry it out by a decision")
    lead = _("The vote on this item was held on a motion. If that motion means the same, name its decision.")
    form_class = ByDecisionForm
    button = _("Carry out")

    def form_inputs(self) -> dict[str, Any]:
        """What was adopted on the item."""
        rows = decisions_on_item(self.actor, self.consequence.item.public_id).filter(adopted=True)
        return {"decided": [(str(row.public_id), f"{row.reference}: {row.title}") for row in rows]}


class LetFall(ConsequenceStep):
    """Settle it otherwise."""

    page_title = _("Settle it otherwise")
    lead = _("Koinon does not carry this out any more. The decision stands; nothing follows from it by itself.")
    action = let_fall
    button = _("Settle it otherwise")
    danger = True
    said = _("It is settled.")
