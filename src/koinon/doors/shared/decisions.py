"""Decisions of the register in words, and what a register can be narrowed by: the same at every door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.core.refusals import Words
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.vote_accounts import candidate_ids, vote_account
from koinon.doors.shared.words import say
from koinon.rooms.decisions.models import RegisteredDecision
from koinon.rooms.decisions.queries import Offered, holding
from koinon.rooms.people.queries import names_of
from koinon.statutes.rulebook import Rulebook

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision as a page shows it: with the name of its body, and its result in a word."""

    row: RegisteredDecision
    body: str

    @property
    def state(self) -> tuple[Words, str]:
        """Whether it was adopted, in a word with its tone."""
        return (_("Adopted"), "good") if self.row.adopted else (_("Rejected"), "plain")

    @property
    def brief(self) -> str:
        """Its text in one run; the names of an election one after the other."""
        lines = [line.strip() for line in self.row.text.splitlines() if line.strip()]
        elected = self.row.vote is not None and self.row.vote.election
        return (", " if elected else " ").join(lines)


def shown_decisions(rows: Iterable[RegisteredDecision], rulebook: Rulebook | None) -> list[ShownDecision]:
    """Decisions with the names of their bodies, as the rules in force call them."""
    return [ShownDecision(row, body_name(row.body, rulebook, row.cited.body)) for row in rows]


def body_name(key: str, rulebook: Rulebook | None, otherwise: str = "") -> str:
    """What a body is called."""
    found = rulebook.bodies.get(key) if rulebook else None
    return say(found.label) if found else otherwise or key


def decision_account(row: RegisteredDecision) -> Account | None:
    """How a decision came about: by which votes, rules and arithmetic; None for one from paper."""
    if row.vote is None:
        return None
    names = names_of(candidate_ids([row.vote]))
    return vote_account(row.vote, {str(public_id): name for public_id, name in names.items()})


class RegisterFilter(forms.Form):
    """Words to look for, and what to narrow by; a value that makes no sense narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, offered: Offered, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(key, body_name(key, rulebook)) for key in offered.bodies]
        self.fields["body"].choices = [("", _("Any body")), *bodies]
        self.fields["year"].choices = [("", _("Any year")), *((year, str(year)) for year in offered.years)]

    def chosen(self) -> dict[str, Any]:
        """What was asked for, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def narrowed(rows: "QuerySet[RegisteredDecision]", chosen: Mapping[str, Any]) -> "QuerySet[RegisteredDecision]":
    """The decisions that fit."""
    rows = rows.filter(**{name: chosen[name] for name in ("body", "year", "level", "adopted") if name in chosen})
    return holding(rows, chosen.get("q", ""))


def page_of(rows: "QuerySet[RegisteredDecision]", asked: QueryDict) -> "Page[RegisteredDecision]":
    """A page of the register; a number that makes no sense gives the nearest one."""
    return Paginator(rows, PAGE_SIZE).get_page(asked.get("page"))
