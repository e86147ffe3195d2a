"""The yearly look at members: who no longer fits what it was admitted as, by the facts on record, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.asking import called
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.shared import words
from koinon.rooms.memberships.eligibility import MemberFit, fit_of_members
from koinon.rooms.memberships.fits import Fits, fits_of_all
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_on, visible_memberships
from koinon.statutes.eligibility_words import reason_text
from koinon.statutes.rulebook import Rulebook

MISFIT, ALL = "misfit", "all"
FITS = [
    ("", gettext_lazy("No longer fits")),
    ("not_known", gettext_lazy("Not known")),
    ("fits", gettext_lazy("Fits")),
    (ALL, gettext_lazy("All members")),
]
PILLS: Mapping[str, tuple[str, Words]] = {
    MISFIT: ("wrong", gettext_lazy("No longer fits")),
    "not_known": ("plain", gettext_lazy("Not known")),
    "fits": ("good", gettext_lazy("Fits")),
}


NAMED: Mapping[str, Words] = {
    "named_not_member": gettext_lazy("It rests on %(name)s, which is no member of this kind today: %(kind)s."),
    "named_unknown": gettext_lazy("It rests on %(name)s; nobody of that name is on record as one of these: %(kind)s."),
}


class EligibilityFilter(FilterForm):
    """Narrow by how the facts stand, and by category."""

    fit = forms.ChoiceField(label=gettext_lazy("By the facts on record"), required=False, choices=FITS)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)

    def __init__(self, *args: Any, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = rulebook.categories_by_rank() if rulebook else ()
        self.fields["category"].choices = [("", _("Any category")), *((c.key, words.say(c.label)) for c in categories)]


@dataclass(frozen=True, slots=True)
class FitRow:
    """A member in words: as what it was admitted, how that stands, why, what fits now, what to do."""

    member: Membership
    admitted_as: str
    fit: str
    why: str
    fits_now: str
    to_do: str

    @property
    def url(self) -> str:
        """The organisation's page, where its facts are kept."""
        return reverse("desk:organisation", args=[self.member.organisation.public_id])

    @property
    def fit_words(self) -> str:
        """The state as the list names it."""
        return str(PILLS[self.fit][1])


class EligibilityList(DeskList):
    """The list: first those who no longer fit; the unknown apart from them."""

    needs = "memberships.see"
    template_name = "secretariat/eligibility.html"
    filter_form = EligibilityFilter
    page_title = gettext_lazy("Do members still fit?")
    header_icon = "group"
    default_sort = "name"
    file_name = "eligibility"
    empty_title = gettext_lazy("No member here")
    empty_text = gettext_lazy("A member appears here when a fact on record says that its criterion is no longer met.")
    columns = (
        Column(
            "name",
            gettext_lazy("Member"),
            lambda row: row.member.organisation.name,
            lambda row: cells.link(row.member.organisation.name, row.url),
            sort=("organisation__name", "id"),
        ),
        Column(
            "admitted", gettext_lazy("Admitted as"), lambda row: row.admitted_as, sort=("category", "criterion", "id")
        ),
        Column(
            "fit",
            gettext_lazy("By the facts"),
            lambda row: row.fit_words,
            lambda row: cells.pill("", row.fit_words, PILLS[row.fit][0]),
        ),
        Column("why", gettext_lazy("Why"), lambda row: row.why),
        Column(
            "now",
            gettext_lazy("What fits now"),
            lambda row: row.fits_now,
            lambda row: cells.lines([row.fits_now, cells.muted(row.to_do)]) if row.to_do else row.fits_now,
        ),
        Column("to_do", gettext_lazy("What to do"), lambda row: row.to_do, file_only=True),
        Column("since", gettext_lazy("Member since"), lambda row: row.member.starts_on, file_only=True),
    )

    def prepare(self) -> None:
        """The rules in force today."""
        self.rulebook = self.rules[0]

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list of organisations."""
        return ((gettext_lazy("Organisations"), reverse("desk:organisations")),)

    @cached_property
    def fits(self) -> Fits:
        """Every member of today by how it fits, as primary keys."""
        return fits_of_all(self.rulebook, self.actor.today) if self.rulebook else {}

    def rows(self) -> "QuerySet[Membership]":
        """The members of today."""
        return running_on(visible_memberships(self.actor), self.actor.today)

    def filter_inputs(self) -> dict[str, Any]:
        """The categories to choose from."""
        return {"rulebook": self.rulebook}

    def content(self) -> dict[str, Any]:
        """The list, with how many fit, do not, or are not known."""
        here = self.filters.chosen().get("fit", "")
        counted = [
            {
                "label": label,
                "count": len(self.fits.get(key or MISFIT, ())),
                "url": f"?fit={key}" if key else "?",
                "here": key == here,
            }
            for key, label in FITS
            if key != ALL
        ]
        return {**super().content(), "counted": counted}

    def narrowed(self, rows: "QuerySet[Membership]", chosen: Mapping[str, Any]) -> "QuerySet[Membership]":
        """Members that fit what was asked: those who no longer fit, unless others are asked for."""
        if "category" in chosen:
            rows = rows.filter(category=chosen["category"])
        if "q" in chosen:
            rows = rows.filter(called(chosen["q"], "organisation"))
        wanted = chosen.get("fit", MISFIT)
        if wanted == ALL:
            return rows
        return rows.filter(pk__in=self.fits.get(wanted, ()))

    def read(self, page: Sequence[Membership]) -> list[FitRow]:
        """Each member in words, judged with its reasons: one query."""
        if self.rulebook is None:
            return []
        shown = self.rows().filter(pk__in=[row.pk for row in page])
        judged = fit_of_members(self.rulebook, shown, self.actor.today)
        return [in_words(self.rulebook, row, judged[row.pk]) for row in page]


def in_words(rulebook: Rulebook, member: Membership, row: MemberFit) -> FitRow:
    """A member's fit in words."""
    return FitRow(
        member=member,
        admitted_as=_named(rulebook, row.category, row.criterion),
        fit=row.fit,
        why=_why(rulebook, row),
        fits_now=_fits_now(rulebook, row),
        to_do=_to_do(row),
    )


def _named(rulebook: Rulebook, category: str, criterion: str) -> str:
    kind, way = rulebook.categories.get(category), rulebook.criteria.get(criterion)
    return f"{words.say(kind.label) if kind else category}: {words.say(way.label) if way else criterion}"


def _why(rulebook: Rulebook, row: MemberFit) -> str:
    if row.verdict is None or row.cause == "criterion_gone":
        return _("The rules in force do not have this criterion.")
    if row.cause == "another_category":
        winning = next(verdict for verdict in row.assessed.criteria if verdict.key == row.assessed.criterion)
        why = reason_text(rulebook, winning, get_language() or "en", _)
        return _("A kind of membership that comes before it fits: %(why)s") % {"why": why}
    if row.named is not None and row.cause in NAMED:
        kind = rulebook.categories.get(row.named.category)
        said = {"name": row.named.name, "kind": words.say(kind.label) if kind else row.named.category}
        return str(NAMED[row.cause]) % said
    return reason_text(rulebook, row.verdict, get_language() or "en", _)


def _fits_now(rulebook: Rulebook, row: MemberFit) -> str:
    if row.fit != MISFIT:
        return ""
    if row.assessed.category and row.assessed.criterion:
        return _named(rulebook, row.assessed.category, row.assessed.criterion)
    if row.assessed.is_settled:
        return _("None fits")
    asked = " ".join(words.say(gap.question) for gap in row.assessed.missing)
    return _("Not known yet: %(questions)s") % {"questions": asked}


def _to_do(row: MemberFit) -> str:
    if row.fit == "fits":
        return ""
    if row.fit == "not_known":
        return _("Ask the member and record its answers.")
    if row.assessed.category:
        return _("Ask the member; if it is so, propose this to the body that decides on membership.")
    if row.assessed.is_settled:
        return _("Ask the member; if it is so, ask the body that decides on membership whether it goes on.")
    return _("Ask the member what is missing before anything is proposed.")
