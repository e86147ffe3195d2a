"""The form of a whole agenda: the rulebook's standard items and one's own, each with its place, words and papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.assemblies.actions import ItemDetails

Choices = Sequence[tuple[str, Any]]
MOST_OWN = 60
LAST_PLACE = 200
OWN_PAPERS = (("paper_1", _("Paper")), ("paper_2", _("Another paper")))
FURTHER = ("further", _("Another paper"))
DECISION, ELECTION = "decision:", "election:"


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A row of the form: a standard item by its key, or one's own; `asked` where the rulebook asks for it.

    `given` is what the form starts with, by the last word of a field's name; `papers` are keys with their labels.
    """

    name: str
    label: str = ""
    key: str = ""
    about: str = ""
    asked: bool = False
    papers: Sequence[tuple[str, Words]] = OWN_PAPERS
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the page shows it: what is always seen, and what can be opened."""

    row: AgendaRow
    first: Sequence[BoundField]
    more: Sequence[BoundField]
    hidden: Sequence[BoundField]
    open: bool


class AgendaForm(StepForm):
    """All items of a meeting in their order."""

    own = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_OWN)

    def __init__(
        self,
        *args: Any,
        rows: Sequence[AgendaRow],
        kinds: Choices,
        organisations: Choices,
        documents: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.choices = {"kind": kinds, "concerns": organisations, "paper": documents}
        for row in rows:
            for name, made in self._made(row):
                self.fields[f"{row.name}-{name}"] = made
                self.initial[f"{row.name}-{name}"] = row.given.get(name)

    def _made(self, row: AgendaRow) -> Iterator[tuple[str, forms.Field]]:
        yield "place", forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=LAST_PLACE)
        if row.key and not row.asked:
            yield "stands", forms.BooleanField(label=_("Stands on the agenda"), required=False)
        if not row.key:
            yield "item", forms.UUIDField(required=False, widget=forms.HiddenInput)
            yield "title", forms.CharField(label=_("Title"), required=False, max_length=200)
            yield "kind", self._choice(_("What is decided"), "kind")
            if row.given.get("item"):
                yield "out", forms.BooleanField(label=_("Take it off the agenda"), required=False)
        if not row.asked:
            yield "concerns", self._choice(_("Organisation concerned"), "concerns", coerce=UUID)
        yield (
            "words",
            forms.CharField(
                label=_("Explanation"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
            ),
        )
        for key, label in row.papers:
            yield f"paper-{key}", self._choice(label, "paper", coerce=UUID)

    def _choice(self, label: Any, of: str, coerce: Any = str) -> forms.Field:
        empty = "" if coerce is str else None
        return forms.TypedChoiceField(
            label=label, required=False, coerce=coerce, empty_value=empty, choices=self.choices[of]
        )

    def shown_rows(self) -> Iterator[ShownRow]:
        """The rows for the page."""
        for row in self.rows:
            bound = {name: self[f"{row.name}-{name}"] for name, _made in self._made(row)}
            first = [bound.pop(name) for name in ("place", "stands", "title", "kind", "out") if name in bound]
            hidden = [bound.pop(name) for name in ("item",) if name in bound]
            more = list(bound.values())
            filled = any(one.errors or one.value() for one in more)
            yield ShownRow(row, first, more, hidden, filled)

    def clean(self) -> dict[str, Any]:
        """An own item that says something has a title."""
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            said = {name: cleaned.get(f"{row.name}-{name}") for name, _made in self._made(row)}
            if not row.key and not said.get("title") and (said["words"] or said.get("kind")):
                self.add_error(f"{row.name}-title", _("Give this item a title, or empty its other fields."))
        return cleaned

    @staticmethod
    def _stands(row: AgendaRow, said: Mapping[str, Any]) -> bool:
        if row.key:
            return row.asked or bool(said.get("stands"))
        return bool(said.get("title")) and not said.get("out")

    def inputs(self) -> dict[str, Any]:
        """The items in their order; what was given no place comes last, as the rows stand."""
        found = []
        for row in self.rows:
            said = {name: self.cleaned_data.get(f"{row.name}-{name}") for name, _made in self._made(row)}
            if self._stands(row, said):
                found.append((said["place"] or LAST_PLACE + 1, self._item(row, said)))
        return {"items": tuple(item for _place, item in sorted(found, key=lambda pair: pair[0]))}

    @staticmethod
    def _item(row: AgendaRow, said: Mapping[str, Any]) -> ItemDetails:
        kind = said.get("kind") or ""
        papers = {key: said[f"paper-{key}"] for key, _label in row.papers if said[f"paper-{key}"]}
        return ItemDetails(
            key=row.key,
            title=said.get("title") or "",
            words=said["words"],
            decision=kind.removeprefix(DECISION) if kind.startswith(DECISION) else "",
            election=kind.removeprefix(ELECTION) if kind.startswith(ELECTION) else "",
            concerns=said.get("concerns"),
            papers=papers,
            item=said.get("item"),
        )


class MotionForm(StepForm):
    """A motion, or an amendment to one."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("As it is put to the vote. It is not changed afterwards; a change is an amendment."),
    )


class AmendmentForm(MotionForm):
    """An amendment: the whole text as it would read, and how far it goes."""

    reach = forms.IntegerField(
        label=_("How far it goes"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("Whatever goes further is voted on first: 2 before 1. Left empty: in the order of filing."),
    )


class PaperForm(StepForm):
    """A paper of the library, and which of those that the rulebook asks for it is."""

    document = forms.TypedChoiceField(label=_("Paper"), coerce=UUID, help_text=_("From the library."))
    asked_for = forms.ChoiceField(label=_("It is"), required=False)

    def __init__(self, *args: Any, documents: Choices, asked: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = documents  # type: ignore[attr-defined]
        self.fields["asked_for"].choices = [*asked, ("", _("Another paper"))]  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        """The paper under the rulebook's key for it: the form's own key is another."""
        return {"document": self.cleaned_data["document"], "key": self.cleaned_data["asked_for"]}


class ProposalForm(StepForm):
    """What a member adds to the agenda."""

    member = forms.TypedChoiceField(label=_("Proposed by"), coerce=UUID)
    title = forms.CharField(label=_("Title"), max_length=200)
    words = forms.CharField(
        label=_("Explanation"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    decision = forms.ChoiceField(label=_("What is decided"), required=False)

    def __init__(self, *args: Any, members: Choices, decisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]
        self.fields["decision"].choices = decisions  # type: ignore[attr-defined]


class SupportForm(StepForm):
    """Which member supports what another proposed."""

    member = forms.TypedChoiceField(label=_("Supported by"), coerce=UUID)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]
