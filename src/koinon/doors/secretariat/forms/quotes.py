"""The form of a quote: whom it is for, and the figures that the fee of a kind of membership asks for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import country_choices
from koinon.doors.secretariat.forms.fields import FigureField, language_choices
from koinon.doors.secretariat.steps import StepForm
from koinon.doors.shared.words import month_names, say
from koinon.rooms.dues.actions.quote_requests import LONGEST_ORGANISATION
from koinon.rooms.dues.actions.quotes import LONGEST_NAME, QuoteReceiver
from koinon.rooms.dues.quotes import YEARS_AHEAD, Asked, QuotedFigure
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.schema import Basis

FIGURE = "figure_"
RECEIVER = ("name", "email", "organisation", "country", "language")


class QuoteForm(StepForm):
    """Who asks, and for what. A figure that is left empty is unknown."""

    organisation = forms.CharField(label=_("Organisation"), max_length=LONGEST_ORGANISATION)
    country = forms.ChoiceField(label=_("Country"))
    name = forms.CharField(label=_("Name of whoever asked"), max_length=LONGEST_NAME)
    email = forms.CharField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language we write to them in"))
    year = forms.TypedChoiceField(label=_("Fee year"), coerce=int)
    joining_month = forms.TypedChoiceField(label=_("Joining in"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, rulebook: Rulebook, category: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category = category
        self.fields["country"].choices = [("", "—"), *country_choices(get_language() or "en")]
        self.fields["language"].choices = language_choices(str(self.initial.get("language", "")))
        years = range(today.year, today.year + YEARS_AHEAD + 1)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["joining_month"].choices = [("", _("A whole year")), *enumerate(month_names(), start=1)]
        self.bases = rulebook.fees[category].bases
        for key in self.bases:
            self.fields[FIGURE + key] = _figure_field(rulebook.bases[key])

    def inputs(self) -> dict[str, Any]:
        """Receiver and question as the action takes them."""
        found = self.cleaned_data
        return {"receiver": QuoteReceiver(**{name: found[name] for name in RECEIVER}), "asked": self.asked()}

    def asked(self) -> Asked:
        """What the quote is for."""
        found = self.cleaned_data
        given = [(key, found[FIGURE + key]) for key in self.bases]
        figures = tuple(QuotedFigure(key, value) for key, value in given if value not in ("", None))
        return Asked(self.category, found["year"], figures, found["joining_month"])


def _figure_field(basis: Basis) -> forms.Field:
    label, hint = say(basis.question), say(basis.help)
    if basis.unit == "choice":
        options = [("", _("Not known")), *((key, say(option.label)) for key, option in basis.options.items())]
        return forms.ChoiceField(label=label, help_text=hint, choices=options, required=False)
    return FigureField(label=label, help_text=hint, whole=basis.unit == "count", required=False)
