"""One declaration: the figures as typed and as they count, beside last year's, with what looks odd."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat import offers
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.asking import rules_for
from koinon.doors.secretariat.forms.dues import EstimateForm
from koinon.doors.secretariat.offers import ESTIMATE
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.secretariat.views.organisation_steps import MembershipStep
from koinon.doors.shared.warning_words import warning_words
from koinon.rooms.declarations.actions import adopt_estimate, lock_declarations
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import bases_to_declare, figures_before, visible_declarations
from koinon.rooms.dues.actions import propose_fees
from koinon.rooms.people.queries import names_of

HUNDRED = Decimal(100)


class OfDeclaration(DeskPage):
    """A page about one declaration."""

    needs = "declarations.see"

    def prepare(self) -> None:
        """Find the declaration."""
        rows = visible_declarations(self.actor).select_related("decision", "membership__organisation")
        found = rows.filter(public_id=self.kwargs["declaration"]).first()
        if found is None:
            raise Http404
        self.declaration = found

    @property
    def name(self) -> str:
        """Whose figures of which year."""
        return f"{self.declaration.membership.organisation.name}, {self.declaration.year}"

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list of its year, the declaration."""
        address = f"{reverse('desk:declarations')}?year={self.declaration.year}"
        page = reverse("desk:declaration", args=[self.declaration.public_id])
        return ((_("Declarations"), address), (self.name, page))


class DeclarationPage(OfDeclaration):
    """The page."""

    template_name = "secretariat/declaration.html"
    header_icon = "form"

    def get_page_title(self) -> str:
        """Whose figures."""
        return self.name

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return super().trail()[:1]

    @cached_property
    def rulebook(self) -> Any:
        """The rules of the fee year."""
        return rules_for(self.declaration.year)

    def content(self) -> dict[str, Any]:
        """Figures, warnings, versions."""
        row = self.declaration
        currency = self.rulebook.confederation.currency if self.rulebook else "EUR"
        versions = visible_declarations(self.actor).filter(membership=row.membership, year=row.year)
        return {
            "declaration": row,
            "organisation": row.membership.organisation,
            "state": "estimate" if row.kind == Declaration.Kind.ESTIMATE else row.state,
            "figures": self._figures(),
            "currency": currency,
            "warnings": [
                {"words": warning_words(warning, currency), "serious": warning["severity"] == "serious"}
                for warning in row.warnings
            ],
            "submitted_by": names_of([row.submitted_by]).get(row.submitted_by) if row.submitted_by else "",
            "versions": versions.order_by("-number"),
            "steps": offers.for_declaration(offers.Asker(self.actor, *self.rules), row),
        }

    def _figures(self) -> list[dict[str, Any]]:
        before = figures_before(self.declaration.membership, self.declaration.year)
        bases = self.rulebook.bases if self.rulebook else {}
        return [
            {
                "row": row,
                "label": bases[row.basis].label if row.basis in bases else row.basis,
                "money": bool(row.currency),
                "before": before.get(row.basis),
                "change": change(row.value, before.get(row.basis)),
            }
            for row in self.declaration.figures.all()
        ]


def change(value: Decimal, before: Decimal | None) -> Decimal | None:
    """By how many per cent a figure rose since last year; None where nothing can be compared."""
    if not before:
        return None
    return (value * HUNDRED / before - HUNDRED).quantize(Decimal(1))


class LockDeclaration(OfDeclaration, StepPage):
    """Lock figures."""

    page_title = _("Lock the figures")
    lead = _("Locked figures can only be followed by a new version. Approving a fee locks its figures by itself.")
    action = lock_declarations
    button = _("Lock the figures")
    said = _("The figures are locked.")

    def subject(self) -> dict[str, Any]:
        """The declaration."""
        return {"alone": self.declaration.public_id}

    def version(self) -> int:
        """As the declaration stands."""
        return self.declaration.version


class OfYear(MembershipStep):
    """A step about a member in a year."""

    def prepare(self) -> None:
        """Find the member; a year is one that people deal with."""
        super().prepare()
        self.year = self.kwargs["year"]
        if abs(self.year - self.actor.today.year) > 50:
            raise Http404


class ComputeFee(OfYear):
    """Compute a member's fee, or bring its proposal up to date."""

    page_title = _("Compute the fee")
    lead = _("The fee is reckoned by the rulebook from what is known today and waits for the treasurer.")
    action = propose_fees
    button = _("Compute the fee")
    said = _("The fee is proposed.")

    def subject(self) -> dict[str, Any]:
        """The member and the year."""
        return {"alone": self.membership.public_id, "year": self.year}

    def version(self) -> None:
        """Nothing of the membership is changed."""
        return

    def then(self, outcome: Any) -> str:
        """The proposal."""
        return reverse("desk:invoice", args=[outcome.invoice])


class AdoptEstimate(OfYear):
    """Adopt estimated figures for a member that did not declare."""

    page_title = _("Adopt an estimate")
    lead = _("The estimate is marked as one wherever it is shown. The member can still declare and replace it.")
    action = adopt_estimate
    procedure = ESTIMATE
    form_class = EstimateForm
    button = _("Adopt the estimate")
    said = _("The estimate is adopted.")

    def form_inputs(self) -> dict[str, Any]:
        """The figures that this member's fee stands on."""
        rulebook = rules_for(self.year)
        asked = bases_to_declare(rulebook, self.membership) if rulebook else ()
        return {"rulebook": rulebook, "asked": asked, "before": figures_before(self.membership, self.year)}

    def subject(self) -> dict[str, Any]:
        """The member and the year."""
        return {"membership": self.membership.public_id, "year": self.year}

    def version(self) -> None:
        """Nothing of the membership is changed."""
        return

    def then(self, outcome: Any) -> str:
        """The estimate."""
        return reverse("desk:declaration", args=[outcome.declaration])
