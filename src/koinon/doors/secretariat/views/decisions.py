"""The register of decisions at the desk: the list, and one decision with what it follows and what follows from it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.core.models import JournalEntry
from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.consequences import shown_consequences
from koinon.doors.secretariat.journal_words import told
from koinon.doors.secretariat.listing import Column, DeskList
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.shared.decisions import (
    RegisterFilter,
    ShownDecision,
    account_lines,
    narrowed,
    shown_decisions,
)
from koinon.doors.shared.words import long_date
from koinon.rooms.decisions.actions import change_level, enter_from_paper, name_origin
from koinon.rooms.decisions.models import RegisteredDecision
from koinon.rooms.decisions.queries import carrying_out, offered, visible_consequences, visible_decisions

REGISTER = (_("Decisions"), "desk:decisions")
JOURNAL_SHOWN = 12
LEVELS = [("", _("Any level")), *RegisteredDecision.Level.choices]
OUTCOMES = [("", _("Adopted or rejected")), ("True", _("Adopted")), ("False", _("Rejected"))]


class DeskRegisterFilter(RegisterFilter):
    """The same, with what only the desk sees."""

    level = forms.ChoiceField(label=_("For whom"), required=False, choices=LEVELS)
    adopted = forms.TypedChoiceField(
        label=_("Result"), required=False, choices=OUTCOMES, coerce=lambda typed: typed == "True", empty_value=None
    )


def _day(shown: ShownDecision) -> str:
    return long_date(shown.row.cited.taken_on)


def _title(shown: ShownDecision) -> Words:
    return cells.link(shown.row.title, reverse("desk:decision", args=[shown.row.public_id]))


def _origin(shown: ShownDecision) -> str:
    return shown.row.carries_out.reference if shown.row.carries_out else ""


class Decisions(DeskList):
    """The register."""

    needs = "decisions.see"
    template_name = "secretariat/documents.html"
    filter_form = DeskRegisterFilter  # type: ignore[assignment]
    page_title = _("Decisions")
    header_icon = "check"
    default_sort = "-day"
    file_name = "decisions"
    empty_title = _("No decision fits")
    empty_text = _("Look for other words, or take a filter away. What a meeting decides stands here at once.")
    columns = (
        Column("reference", _("Number"), lambda shown: shown.row.reference, sort=("body", "year", "number", "id")),
        Column("day", _("Day"), _day, sort=("cited__taken_on", "id")),
        Column("body", _("Body"), lambda shown: shown.body, sort=("body", "cited__taken_on", "id")),
        Column("title", _("Title"), lambda shown: shown.row.title, _title, sort=("title", "id")),
        Column(
            "result",
            _("Result"),
            lambda shown: str(shown.state[0]),
            lambda shown: cells.pill("", *shown.state),
            sort=("adopted", "cited__taken_on", "id"),
        ),
        Column("level", _("For whom"), lambda shown: str(shown.row.get_level_display()), sort=("level", "id")),
        Column("origin", _("Carries out"), _origin),
        Column("text", _("Text"), lambda shown: shown.row.text, file_only=True),
    )

    def rows(self) -> "QuerySet[RegisteredDecision]":
        """All decisions."""
        return visible_decisions(self.actor)

    def filter_inputs(self) -> dict[str, Any]:
        """The bodies and years that there are."""
        return {"offered": offered(self.rows()), "rulebook": self.rules[0]}

    def narrowed(self, rows: "QuerySet[RegisteredDecision]", chosen: Mapping[str, Any]) -> "QuerySet[Any]":
        """Decisions that fit."""
        return narrowed(rows, chosen)

    def read(self, page: Sequence[RegisteredDecision]) -> list[ShownDecision]:
        """Each in words."""
        return shown_decisions(page, self.rules[0])

    def content(self) -> dict[str, Any]:
        """The list, and the way to enter what was decided on paper."""
        new = Step(_("Enter one from paper"), reverse("desk:decision-enter"))
        return {**super().content(), "steps": [new] if may_take(self.actor, enter_from_paper) else []}


class OfDecision(DeskPage):
    """A page about one decision."""

    needs = "decisions.see"
    entry: RegisteredDecision

    def prepare(self) -> None:
        """Find the decision."""
        found = visible_decisions(self.actor).filter(public_id=self.kwargs["decision"]).first()
        if found is None:
            raise Http404
        self.entry = found

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The register, the decision."""
        page = reverse("desk:decision", args=[self.entry.public_id])
        return ((REGISTER[0], reverse(REGISTER[1])), (self.entry.reference, page))


class DecisionPage(OfDecision):
    """The page."""

    template_name = "secretariat/decision.html"
    header_icon = "check"

    def get_page_title(self) -> str:
        """Its title."""
        return self.entry.title

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The register."""
        return super().trail()[:1]

    @cached_property
    def shown_entry(self) -> ShownDecision:
        """The decision in words."""
        return shown_decisions([self.entry], self.rules[0])[0]

    def content(self) -> dict[str, Any]:
        """Its words, its result, where it comes from, what follows from it, the steps and the journal."""
        consequences = visible_consequences(self.actor).filter(decision=self.entry)
        return {
            "entry": self.entry,
            "entry_shown": self.shown_entry,
            "account": account_lines(self.entry),
            "origin": self.entry.carries_out,
            "carried_out_by": shown_decisions(carrying_out(self.actor, self.entry), self.rules[0]),
            "consequences": shown_consequences(self.actor, consequences, self.rules[0]),
            "steps": self._steps(),
            "journal": self._journal(),
        }

    def _steps(self) -> list[Step]:
        offers = (
            ("decision-level", _("Say who may read it"), change_level),
            ("decision-origin", _("Say what it carries out"), name_origin),
        )
        args = [self.entry.public_id]
        return [
            Step(label, reverse(f"desk:{name}", args=args)) for name, label, act in offers if may_take(self.actor, act)
        ]

    def _journal(self) -> list[dict[str, Any]]:
        if not self.actor.may("journal.see"):
            return []
        return told(JournalEntry.objects.filter(subject=self.entry.public_id).order_by("-id"), JOURNAL_SHOWN)
