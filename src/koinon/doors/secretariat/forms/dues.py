"""Forms about figures, invoices and payments."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.fields import DecisionForm, FigureField, day_field, reason_field
from koinon.doors.secretariat.steps import StepForm
from koinon.doors.shared.words import number, say, whole_money
from koinon.rooms.declarations.actions import TypedFigure
from koinon.statutes.rulebook import Rulebook


class ReasonForm(StepForm):
    """A step that needs its reason."""

    reason = reason_field(_("Reason"), help_text=_("It stays on record and, on a credit note, is read by the member."))


class PaymentForm(StepForm):
    """Money that came in."""

    amount = FigureField(label=_("Amount"), whole=False)
    received_on = day_field(_("Received on"))
    reference = forms.CharField(
        label=_("Reference of the bank"), max_length=140, required=False, help_text=_("As on the statement.")
    )


class EstimateForm(DecisionForm):
    """Figures that stand in for those a member did not declare."""

    reason = reason_field(_("What the estimate is based on"))

    def __init__(
        self,
        *args: Any,
        rulebook: Rulebook | None,
        asked: tuple[str, ...],
        before: Mapping[str, Decimal],
        **kwargs: Any,
    ) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)
        for key in asked:
            basis = rulebook.bases[key] if rulebook else None
            money = basis is not None and basis.unit == "money"
            self.fields[key] = FigureField(
                label=say(basis.label) if basis else key,
                help_text=" ".join(_hints(before.get(key), money, rulebook)),
                whole=not money,
            )
        self.order_fields([*asked, "reason"])

    def inputs(self) -> dict[str, Any]:
        """The figures as the action takes them, with reason and decision."""
        found = super().inputs()
        figures = [TypedFigure(key, found.pop(key)) for key in self.asked]
        return {**found, "figures": figures}


def _hints(before: Decimal | None, money: bool, rulebook: Rulebook | None) -> Iterator[str]:
    """How to write the figure, and what is on record for the year before, declared or estimated."""
    if money:
        yield gettext("In full, in the currency of the fee scale.")
    if before is not None:
        currency = rulebook.confederation.currency if rulebook else "EUR"
        shown = whole_money(before, currency) if money else number(before)
        yield gettext("On record for the year before: %(figure)s.") % {"figure": shown}
