"""The list of declarations of a year: who has declared, who has not, what looks odd."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.asking import called, rules_for
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.shared import words
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import visible_declarations
from koinon.rooms.dues import arrears
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_in_year, visible_memberships
from koinon.statutes.rulebook import Rulebook

STATES = [
    ("", _("Any state")),
    ("missing", _("Not declared")),
    ("warned", _("Looks unusual")),
    ("submitted", _("Submitted, not locked")),
    ("locked", _("Locked")),
    ("estimate", _("Estimate")),
]
YEARS_BACK = 6


class DeclarationFilter(FilterForm):
    """Narrow by year, state and category."""

    year = forms.TypedChoiceField(label=_("Fee year"), required=False, coerce=int)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, *args: Any, this_year: int, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, str(year)) for year in range(this_year + 1, this_year - YEARS_BACK, -1)]
        self.fields["year"].choices = [("", _("%(year)s (now)") % {"year": this_year}), *years]
        categories = rulebook.categories_by_rank() if rulebook else ()
        self.fields["category"].choices = [("", _("Any category")), *((c.key, words.say(c.label)) for c in categories)]


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """A member with its figures of the year."""

    membership: Membership
    category: str
    declaration: Declaration | None
    figures: str

    @property
    def state(self) -> str:
        """Where the figures are on their way."""
        if self.declaration is None:
            return "missing"
        return "estimate" if self.declaration.kind == Declaration.Kind.ESTIMATE else self.declaration.state

    @property
    def warnings(self) -> int:
        """How many figures look unusual."""
        return len(self.declaration.warnings) if self.declaration else 0

    @property
    def url(self) -> str:
        """The declaration's page, or the organisation's where there is none."""
        if self.declaration:
            return reverse("desk:declaration", args=[self.declaration.public_id])
        return reverse("desk:organisation", args=[self.membership.organisation.public_id])


def _warnings(row: DeclarationRow) -> Words:
    if not row.warnings:
        return ""
    settled = row.declaration is not None and row.declaration.state == "locked"
    return cells.muted(str(row.warnings)) if settled else cells.pill("due", _("Look again"))


def _submitted_on(row: DeclarationRow) -> Any:
    return row.declaration.submitted_at.date() if row.declaration and row.declaration.submitted_at else None


class Declarations(DeskList):
    """The list: every member whose fee stands on figures, declared or not."""

    needs = "declarations.see"
    page_title = _("Declarations")
    header_icon = "form"
    filter_form = DeclarationFilter
    default_sort = "name"
    file_name = "declarations"
    empty_title = _("No figures here")
    empty_text = _("Members' figures appear here from the day the declaration opens.")
    columns = (
        Column(
            "name",
            _("Member"),
            lambda row: row.membership.organisation.name,
            lambda row: cells.link(row.membership.organisation.name, row.url),
            sort=("organisation__name", "id"),
        ),
        Column("category", _("Category"), lambda row: row.category),
        Column("figures", _("Figures"), lambda row: row.figures),
        Column("state", _("State"), lambda row: row.state, lambda row: cells.pill(row.state)),
        Column("warnings", _("Warnings"), lambda row: row.warnings, _warnings),
        Column("submitted", _("Submitted"), _submitted_on, lambda row: words.long_date(_submitted_on(row))),
        Column("number", _("Version"), lambda row: row.declaration.number if row.declaration else None, numeric=True),
    )

    def prepare(self) -> None:
        """Which year, by which rules."""
        given = self.request.GET.get("year", "")
        this_year = self.actor.today.year
        possible = {str(year) for year in range(this_year - YEARS_BACK, this_year + 2)}
        self.year = int(given) if given in possible else this_year
        self.rulebook = rules_for(self.year)

    def get_page_title(self) -> str:
        """With the year."""
        return str(_("Declarations %(year)s") % {"year": self.year})

    def filter_inputs(self) -> dict[str, Any]:
        """The years and categories to choose from."""
        return {"this_year": self.actor.today.year, "rulebook": self.rulebook}

    def rows(self) -> "QuerySet[Membership]":
        """The members of the year whose fee stands on figures."""
        members = running_in_year(visible_memberships(self.actor), self.year)
        return arrears.with_figures_to_declare(members, self.rulebook)

    def narrowed(self, rows: "QuerySet[Membership]", chosen: Mapping[str, Any]) -> "QuerySet[Membership]":
        """Members that fit."""
        if "category" in chosen:
            rows = rows.filter(category=chosen["category"])
        if "q" in chosen:
            rows = rows.filter(called(chosen["q"], "organisation"))
        state = chosen.get("state")
        if not state:
            return rows
        if state == "missing":
            return rows.exclude(arrears.with_figures(self.year))
        if state == "warned":
            odd = arrears.figures_in_force(self.year).filter(state="submitted").exclude(warnings=[])
            return rows.filter(pk__in=odd.values("membership"))
        if state == "estimate":
            return rows.filter(arrears.with_figures(self.year, kind=Declaration.Kind.ESTIMATE))
        return rows.filter(arrears.with_figures(self.year, state=state))

    def read(self, page: Sequence[Membership]) -> list[DeclarationRow]:
        """Each member with the version of its figures that counts, else its draft, in two queries."""
        rows = visible_declarations(self.actor).filter(membership__in=[row.pk for row in page], year=self.year)
        latest: dict[int, Declaration] = {}
        for row in rows.exclude(state="superseded").prefetch_related("figures").order_by("state", "number"):
            # "draft" comes before "locked" and "submitted" in the alphabet, so that what counts stays.
            latest[row.membership_id] = row
        return [self._row(member, latest.get(member.pk)) for member in page]

    def _row(self, member: Membership, declaration: Declaration | None) -> DeclarationRow:
        category = self.rulebook.categories.get(member.category) if self.rulebook else None
        shown = [self._figure(row) for row in declaration.figures.all()] if declaration else []
        return DeclarationRow(
            membership=member,
            category=words.say(category.label) if category else member.category,
            declaration=declaration,
            figures=", ".join(shown),
        )

    def _figure(self, row: Any) -> str:
        basis = self.rulebook.bases.get(row.basis) if self.rulebook else None
        money = basis is not None and basis.unit == "money"
        shown = words.brief_money(row.value, self._currency()) if money else words.number(row.value)
        phrase = words.say(basis.phrase_for(row.value)) if basis else ""
        return phrase.replace("{value}", shown) or shown

    def _currency(self) -> str:
        return self.rulebook.confederation.currency if self.rulebook else "EUR"
