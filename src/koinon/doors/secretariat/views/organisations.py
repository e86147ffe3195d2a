"""The list of organisations: who is who, how they stand, whom we write to, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import country_name
from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.asking import called, matching
from koinon.doors.secretariat.contacts import asked_contacts, asked_words
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.secretariat.views.eligibility import EligibilityList
from koinon.doors.shared import words
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import bases_to_declare, declarations_in_force
from koinon.rooms.dues import arrears
from koinon.rooms.dues.queries import standings
from koinon.rooms.memberships.confirmation import unconfirmed
from koinon.rooms.memberships.contacts import is_contact_asked, with_contact, without_contact
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_on, visible_memberships
from koinon.rooms.organisations.actions import record_organisation
from koinon.rooms.organisations.models import Identifier, Organisation
from koinon.rooms.organisations.queries import visible_organisations
from koinon.rooms.people.models import Invitation, Person
from koinon.rooms.people.queries import addresses_for
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.standing import Standing

STANDINGS = [
    ("", _("Any standing")),
    ("overdue", _("Something is overdue")),
    ("reminded", _("Overdue and reminded")),
    ("no_contact", _("No contact, and nobody invited")),
    ("contact_asked", _("Contact invited, not answered")),
    ("unconfirmed", _("Contacts not confirmed this year")),
    ("no_figures", _("Has not declared this year")),
    ("no_address", _("No address known")),
]
KINDS = [("", _("Members and others")), ("members", _("Members only")), ("others", _("Others only"))]


class OrganisationFilter(FilterForm):
    """Narrow by kind of membership, country and what needs a hand."""

    kind = forms.ChoiceField(label=_("Who"), required=False, choices=KINDS)
    category = forms.ChoiceField(label=_("Category"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    needs = forms.ChoiceField(label=_("Standing"), required=False, choices=STANDINGS)

    def __init__(self, *args: Any, rulebook: Rulebook | None, countries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = rulebook.categories_by_rank() if rulebook else ()
        self.fields["category"].choices = [("", _("Any category")), *((c.key, words.say(c.label)) for c in categories)]
        named = sorted((country_name(code, get_language() or "en"), code) for code in countries)
        self.fields["country"].choices = [("", _("Any country")), *((code, name) for name, code in named)]


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom we write to of an organisation; where there is nobody, who is asked to be it."""

    contacts: Sequence[Person]
    asked: Invitation | None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with what the list says of it."""

    organisation: Organisation
    membership: Membership | None
    category: str
    country: str
    standing: Standing | None
    contacts: Sequence[Person]
    asked: str
    declares: bool
    declaration: Declaration | None
    owes: Decimal

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("desk:organisation", args=[self.organisation.public_id])

    @property
    def standing_key(self) -> str:
        """How it stands; nothing for who is no member."""
        return self.standing.key if self.standing else ""

    @property
    def declared(self) -> str:
        """The state of this year's figures; nothing where none are asked."""
        if self.declaration is None:
            return "missing" if self.declares else ""
        return "estimate" if self.declaration.kind == Declaration.Kind.ESTIMATE else self.declaration.state


def _name(row: OrganisationRow) -> Words:
    return cells.link(row.organisation.name, row.url)


def _contacts(row: OrganisationRow) -> Words:
    if row.contacts:
        return cells.lines([person.name for person in row.contacts])
    if row.asked:
        return cells.together(cells.pill("waiting", _("Invited")), cells.muted(row.asked))
    return cells.pill("missing", _("None")) if row.membership else ""


class Organisations(DeskList):
    """The list."""

    needs = "organisations.see"
    template_name = "secretariat/organisations.html"
    filter_form = OrganisationFilter
    page_title = _("Organisations")
    header_icon = "group"
    default_sort = "name"
    file_name = "organisations"
    empty_title = _("No organisation fits")
    empty_text = _("Search for a part of the name, the town or a number, or take a filter away.")
    columns = (
        Column("name", _("Name"), lambda row: row.organisation.name, _name, sort=("name", "id")),
        Column("country", _("Country"), lambda row: row.country, sort=("country", "name", "id")),
        Column("category", _("Category"), lambda row: row.category),
        Column("standing", _("Standing"), lambda row: row.standing_key, lambda row: cells.pill(row.standing_key)),
        Column("contact", _("Contact"), lambda row: ", ".join(p.name for p in row.contacts), _contacts),
        Column("declared", _("Figures"), lambda row: row.declared, lambda row: cells.pill(row.declared)),
        Column(
            "owes", _("Owes"), lambda row: row.owes, lambda row: words.money(row.owes) if row.owes else "", numeric=True
        ),
        Column(
            "email", _("E-mail of the contact"), lambda row: ", ".join(p.email for p in row.contacts), file_only=True
        ),
        Column(
            "member_since", _("Member since"), lambda row: row.membership and row.membership.starts_on, file_only=True
        ),
    )

    def prepare(self) -> None:
        """The rules and the year that the list speaks of."""
        self.today = self.actor.today
        self.rulebook = self.rules[0]

    def rows(self) -> "QuerySet[Organisation]":
        """All organisations."""
        return visible_organisations(self.actor)

    def filter_inputs(self) -> dict[str, Any]:
        """The categories of the rulebook and the countries that occur."""
        countries = visible_organisations(self.actor).order_by().values_list("country", flat=True).distinct()
        return {"rulebook": self.rulebook, "countries": list(countries)}

    def content(self) -> dict[str, Any]:
        """The list, the way to put a new one on record, and the yearly look at who still fits."""
        new = Step(_("New organisation"), reverse("desk:new-organisation"))
        looks = Step(_("Do members still fit?"), reverse("desk:eligibility"))
        steps = [new] if may_take(self.actor, record_organisation) else []
        return {**super().content(), "steps": [*steps, *([looks] if self.actor.may(EligibilityList.needs) else [])]}

    def narrowed(self, rows: "QuerySet[Organisation]", chosen: Mapping[str, Any]) -> "QuerySet[Organisation]":
        """Organisations that fit."""
        members = running_on(visible_memberships(self.actor), self.today)
        if chosen.get("kind"):
            member = Q(pk__in=members.values("organisation"))
            rows = rows.filter(member if chosen["kind"] == "members" else ~member)
        if "category" in chosen:
            rows = rows.filter(pk__in=members.filter(category=chosen["category"]).values("organisation"))
        if "country" in chosen:
            rows = rows.filter(country=chosen["country"])
        if "needs" in chosen:
            rows = self._needing(rows, chosen["needs"], members)
        return rows.filter(self._found(chosen["q"])) if "q" in chosen else rows

    def _needing(
        self, rows: "QuerySet[Organisation]", needs: str, members: "QuerySet[Membership]"
    ) -> "QuerySet[Organisation]":
        if needs in {"overdue", "reminded"}:
            late = arrears.overdue(self.actor) if needs == "overdue" else arrears.reminded(self.actor)
            return rows.filter(pk__in=late.values("organisation"))
        if needs == "no_figures":
            silent = arrears.without_figures(members, self.today.year, self.rules[1])
            return rows.filter(pk__in=silent.values("organisation"))
        if needs == "no_address":
            return rows.filter(pk__in=members.values("organisation"), street="", city="")
        if needs == "unconfirmed":
            silent = with_contact(unconfirmed(members, self.rulebook, self.today), self.today)
            return rows.filter(pk__in=silent.values("organisation"))
        alone, is_asked = without_contact(members, self.today), is_contact_asked(self.actor.at)
        silent = alone.filter(is_asked) if needs == "contact_asked" else alone.exclude(is_asked)
        return rows.filter(pk__in=silent.values("organisation"))

    def _found(self, term: str) -> Q:
        numbered = Identifier.objects.filter(organisation=OuterRef("pk"), value__istartswith=term.replace(" ", ""))
        return called(term) | matching(("city",), term) | Exists(numbered)

    def read(self, page: Sequence[Organisation]) -> list[OrganisationRow]:
        """What the list says of each, in eight queries at most."""
        today, language = self.today, get_language() or "en"
        rows = visible_memberships(self.actor).filter(organisation__in=[row.pk for row in page]).select_related(None)
        members = running_on(rows, today)
        by_organisation = {member.organisation_id: member for member in members}
        stand = standings(self.rulebook, by_organisation.values(), today) if self.rulebook else {}
        contacts = addresses_for([row.public_id for row in page], ["contact"], today)
        declared = declarations_in_force([member.pk for member in by_organisation.values()], today.year)
        silent = [row.public_id for row in page if row.pk in by_organisation and row.public_id not in contacts]
        asked = asked_contacts(silent, self.actor.at) if silent else {}
        return [
            self._row(
                row,
                by_organisation.get(row.pk),
                stand,
                Reached(contacts.get(row.public_id, []), asked.get(row.public_id)),
                declared,
                language,
            )
            for row in page
        ]

    def _row(
        self,
        row: Organisation,
        member: Membership | None,
        stand: Mapping[int, Standing],
        reached: Reached,
        declared: Mapping[int, Declaration],
        language: str,
    ) -> OrganisationRow:
        pk = member.pk if member else 0
        category = self.rulebook.categories.get(member.category) if self.rulebook and member else None
        standing = stand.get(pk)
        return OrganisationRow(
            organisation=row,
            membership=member,
            category=words.say(category.label) if category else (member.category if member else ""),
            country=country_name(row.country, language),
            standing=standing,
            contacts=reached.contacts,
            asked=asked_words(reached.asked) if reached.asked else "",
            declares=bool(self.rulebook and member and bases_to_declare(self.rulebook, member)),
            declaration=declared.get(pk),
            owes=sum((claim.outstanding for claim in standing.claims), Decimal(0)) if standing else Decimal(0),
        )
