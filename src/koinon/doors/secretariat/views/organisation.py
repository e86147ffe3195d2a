"""One organisation: its record, and everything that follows from it, each with its explanation."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import country_name
from koinon.core.models import JournalEntry
from koinon.core.refusals import Words
from koinon.doors.secretariat import offers
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.contacts import contact_of, with_confirmation
from koinon.doors.secretariat.journal_words import told
from koinon.doors.shared.assessed import assessed_account
from koinon.doors.shared.belonging import belonging
from koinon.doors.shared.membership_life import events_of
from koinon.rooms.admissions.queries import with_ratification
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import bases_to_declare, visible_declarations
from koinon.rooms.dues.fees import fees_of_many
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.queries import standing_of, visible_invoices, with_paid
from koinon.rooms.memberships.confirmation import is_stale
from koinon.rooms.memberships.eligibility import named_facts
from koinon.rooms.memberships.history import history_of
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import visible_memberships
from koinon.rooms.organisations.models import Organisation, OrganisationFact
from koinon.rooms.organisations.queries import known_facts, organisation_by_id
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import open_invitations
from koinon.statutes.eligibility import assess
from koinon.statutes.entitlements import entitlements
from koinon.statutes.rulebook import Rulebook

JOURNAL_SHOWN = 12
INVOICES_SHOWN = 12
YEARS_SHOWN = 4
LIVE = ("proposed", "approved", "issued", "paid")


class OfOrganisation(DeskPage):
    """A page about one organisation, named by its public id."""

    needs = "organisations.see"
    organisation: Organisation

    def prepare(self) -> None:
        """Find the organisation."""
        found = organisation_by_id(self.actor, self.kwargs["organisation"])
        if found is None:
            raise Http404
        self.organisation = found
        self.today = self.actor.today

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the organisation."""
        page = reverse("desk:organisation", args=[self.organisation.public_id])
        return ((_("Organisations"), reverse("desk:organisations")), (self.organisation.name, page))

    @cached_property
    def memberships(self) -> list[Any]:
        """Its memberships, the latest first, with what waits to be ratified and when its contacts were confirmed."""
        rows = visible_memberships(self.actor).filter(organisation=self.organisation)
        rows = with_confirmation(with_ratification(rows))
        return list(rows.select_related("organisation", "decision").order_by("-starts_on", "-id"))

    @property
    def membership(self) -> Any:
        """The one that runs today or, where none does, the one that will."""
        running = [row for row in self.memberships if row.ends_on is None or row.ends_on >= self.today]
        return running[-1] if running else None


class OrganisationPage(OfOrganisation):
    """The page."""

    template_name = "secretariat/organisation.html"
    header_icon = "group"

    def get_page_title(self) -> str:
        """Its name."""
        return self.organisation.name

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return super().trail()[:1]

    def content(self) -> dict[str, Any]:
        """Record, people, figures, fee, standing, invoices, journal."""
        rulebook, member = self.rules[0], self.membership
        history = history_of(self.actor, self.organisation)
        asker, money = offers.Asker(self.actor, *self.rules), self._money(rulebook)
        fee = offers.FeeSoFar(bool(money.get("declarations", {}).get("missing")), self._fee_is_decided())
        return {
            "organisation": self.organisation,
            "country": country_name(self.organisation.country, get_language() or "en"),
            "identifiers": list(self.organisation.identifiers.all()),
            "membership": member,
            "category": rulebook.categories.get(member.category) if rulebook and member else None,
            "criterion": rulebook.criteria.get(member.criterion) if rulebook and member else None,
            "belonging": belonging(self.actor, member, rulebook),
            "sees_applications": self.actor.may("admissions.see"),
            "former": [row for row in self.memberships if row is not member],
            "events": events_of(history, rulebook, self.today),
            "linked": [row for row in history if row.link],
            "year": self.today.year,
            "journal": self._journal(),
            "steps": offers.for_organisation(asker, self.organisation, member, fee),
            **self._facts(rulebook),
            **self._people(),
            **money,
        }

    def _facts(self, rulebook: Rulebook | None) -> dict[str, Any]:
        """What the rulebook asks, what is known, and the kind of membership that fits by it."""
        known = known_facts(self.organisation, self.today)
        named = named_facts(rulebook, {key: row.value for key, row in known.items()}) if rulebook else {}
        facts = facts_with_questions(self.organisation, rulebook, known, named)
        answered = [fact for fact in facts if fact["answer"]]
        shown = {"answered": answered, "unanswered": [fact for fact in facts if not fact["answer"]]}
        if rulebook is None or not (known or self.membership):
            return shown
        return {**shown, "eligibility": assessed_account(rulebook, assess(rulebook, named), _("What fits today"))}

    @cached_property
    def invoices(self) -> list[Invoice]:
        """Its latest invoices, one more than are shown."""
        rows = with_paid(visible_invoices(self.actor).filter(organisation=self.organisation))
        return list(rows.order_by("-id")[: INVOICES_SHOWN + 1])

    @cached_property
    def fee_invoice(self) -> Invoice | None:
        """The live invoice of this year's fee."""
        for row in self.invoices:
            if row.year == self.today.year and row.kind == Invoice.Kind.INVOICE and row.state in LIVE:
                return row
        return None

    def _fee_is_decided(self) -> bool:
        return self.fee_invoice is not None and self.fee_invoice.state != "proposed"

    def _people(self) -> dict[str, Any]:
        rows = Mandate.objects.filter(over="organisation", subject=self.organisation.public_id)
        named = list(rows.select_related("person").order_by("role", "person__name", "id"))
        ended = [row for row in named if row.ends_on and row.ends_on < self.today]
        confirmed = self.membership.confirmed if self.membership else None
        invitations = list(open_invitations(self.organisation.public_id, self.actor.at))
        return {
            "mandates": [row for row in named if row not in ended],
            "ended_mandates": ended[::-1][:10],
            "invitations": invitations,
            "contact": contact_of(self.membership, named, invitations, self.today),
            "confirmed": confirmed,
            "stale": is_stale(self.membership, confirmed, self.rules[0], self.today),
        }

    def _money(self, rulebook: Rulebook | None) -> dict[str, Any]:
        more = len(self.invoices) > INVOICES_SHOWN
        shown = {"invoices": self.invoices[:INVOICES_SHOWN], "more_invoices": more}
        member = self.membership
        if member is None:
            return shown
        standing = standing_of(rulebook, member, self.today) if rulebook else None
        rights = entitlements(rulebook, member.category, standing).values() if rulebook and standing else ()
        return {
            **shown,
            "standing": standing,
            "rights": rights,
            "fee": self._fee(member),
            "declarations": self._declarations(member, rulebook),
        }

    def _fee(self, member: Membership) -> Any:
        """The account of this year's fee: as decided where it is, else as it would be reckoned today."""
        if self.fee_invoice:
            return self.fee_invoice.explanation
        rulebook = self.rules[1]
        return fees_of_many(rulebook, [member], self.today.year).get(member.pk) if rulebook else None

    def _declarations(self, member: Membership, rulebook: Rulebook | None) -> dict[str, Any]:
        rows = visible_declarations(self.actor).filter(membership=member, year__gt=self.today.year - YEARS_SHOWN)
        found = list(rows.prefetch_related("figures").order_by("-year", "-number"))
        current = [row for row in found if row.year == self.today.year and row.state != "superseded"]
        asked = bases_to_declare(rulebook, member) if rulebook else ()
        return {
            "rows": [(row, figures_in_words(row, rulebook)) for row in found if row.state != "superseded"],
            "missing": bool(asked) and not any(row.state in ("submitted", "locked") for row in current),
            "asked": asked,
        }

    def _journal(self) -> list[dict[str, Any]]:
        if not self.actor.may("journal.see"):
            return []
        rows = JournalEntry.objects.filter(organisation=self.organisation.public_id).order_by("-id")
        return told(rows, JOURNAL_SHOWN)


def figures_in_words(declaration: Declaration, rulebook: Rulebook | None) -> list[tuple[Any, Any, str]]:
    """Label, value and unit of each figure."""
    bases = rulebook.bases if rulebook else {}
    return [
        (bases[row.basis].label if row.basis in bases else row.basis, row.value, row.currency)
        for row in declaration.figures.all()
    ]


def facts_with_questions(
    organisation: Organisation,
    rulebook: Rulebook | None,
    known: Mapping[str, OrganisationFact],
    named: Mapping[str, bool | str],
) -> list[dict[str, Any]]:
    """Each question that the rulebook asks about an organisation, with what is known."""
    if rulebook is None:
        return []
    choices = {key: basis for key, basis in rulebook.bases.items() if basis.unit == "choice"}
    return [
        {
            "question": source.question,
            "row": known.get(key),
            "answer": _answer(known.get(key), source, named.get(key)),
            "url": reverse("desk:fact", args=[organisation.public_id, key]),
        }
        for key, source in {**choices, **rulebook.facts}.items()
    ]


def _answer(row: OrganisationFact | None, source: Any, named: bool | str | None) -> Any:
    if row is None or row.value is None:
        return ""
    if isinstance(row.value, bool):
        return _("Yes") if row.value else _("No")
    option = source.options.get(row.value)
    return option.label if option else str(named or row.value)


def membership_of_year(actor: Any, membership: UUID) -> Membership:
    """A membership that the actor may see; 404 where there is none."""
    found = visible_memberships(actor).filter(public_id=membership).first()
    if found is None:
        raise Http404
    return found
