"""The form of a step of an application, made from the rulebook and filled with what is kept."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_symbol
from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koinon.adapters.identifiers import country_choices
from koinon.doors.shared import words
from koinon.doors.website.apply_steps import Step
from koinon.doors.website.estimator import AnswerField, FigureField, figure_hint
from koinon.rooms.admissions.actions import Answers
from koinon.rooms.admissions.actions.carrying import LONGEST_ANSWER
from koinon.rooms.admissions.models import Application
from koinon.rooms.admissions.rules import figures_of
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.member_rules import FactQuestion

YES, NO = "yes", "no"
DETAILS: Mapping[str, tuple[str | Promise, str]] = {
    "name": (gettext_lazy("Full name of your organisation"), "organization"),
    "country": (gettext_lazy("Country of its seat"), "country"),
    "website": (gettext_lazy("Website"), "url"),
    "contact_name": (gettext_lazy("Your own name"), "name"),
    "street": (gettext_lazy("Street and number"), "street-address"),
    "postal_code": (gettext_lazy("Postal code"), "postal-code"),
    "city": (gettext_lazy("Town"), "address-level2"),
}


class LineField(forms.CharField):
    """Words on one line. Empty is unknown and no error."""

    def clean(self, value: Any) -> str:
        """The words as they were typed, without the blanks around them."""
        return str(super().clean(value)) if str(value or "").strip() else ""


class StepForm(forms.Form):
    """One page of the form, filled with what is kept; nothing on it has to be answered yet.

    `typed` takes the place of what is kept, field by field: what was typed when it could not be kept.
    """

    use_required_attribute = False
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        step: Step,
        rulebook: Rulebook,
        row: Application,
        given: Mapping[str, Any] | None = None,
        typed: Mapping[str, str] | None = None,
    ):
        self.step, self.rulebook, self.row, self.typed = step, rulebook, row, typed
        super().__init__(given, initial={**self._kept(), **(typed or {}), "seen_version": row.version})
        for key in step.details:
            self.fields[key] = _detail_field(key)
        for key in step.facts:
            self.fields[f"fact-{key}"] = _fact_field(rulebook.facts[key])
        for key in step.figures:
            self.fields[f"figure-{key}"] = self._figure_field(key)

    def rows(self) -> list[tuple[Any, str]]:
        """The visible fields with the unit that stands behind each."""
        currency = get_currency_symbol(self.rulebook.confederation.currency, locale=words.locale())
        money = {f"figure-{key}" for key in self.step.figures if self.rulebook.bases[key].unit == "money"}
        return [(bound, currency if bound.name in money else "") for bound in self.visible_fields()]

    def asked(self) -> list[str]:
        """The names of the fields that people fill in."""
        return [bound.name for bound in self.visible_fields()]

    def answers(self) -> Answers:
        """What was answered on this page."""
        found = self.cleaned_data
        return Answers(
            details={key: str(found[key] or "") for key in self.step.details},
            facts={key: self._answer(key, found[f"fact-{key}"]) for key in self.step.facts},
            figures={key: found[f"figure-{key}"] for key in self.step.figures},
        )

    def kept_now(self) -> Iterator[tuple[str, str]]:
        """What is kept at this moment where it differs from what stands in the form: question and answer in words."""
        kept = self._kept()
        for bound in self.visible_fields():
            value = kept.get(bound.name)
            if str(value if value is not None else "") != str(bound.value() or ""):
                options = dict(getattr(bound.field, "choices", ()))
                yield str(bound.label), str(options.get(value, value) if value else _("no answer"))

    def _kept(self) -> dict[str, Any]:
        figures = figures_of(self.row)
        return {
            **{key: getattr(self.row, key) for key in self.step.details},
            **{f"fact-{key}": self._shown(self.row.facts.get(key)) for key in self.step.facts},
            **{f"figure-{key}": _typed(figures.get(key)) for key in self.step.figures},
        }

    @staticmethod
    def _shown(answer: bool | str | None) -> str | None:
        return (YES if answer else NO) if isinstance(answer, bool) else answer

    def _answer(self, key: str, typed: str | None) -> bool | str | None:
        if self.rulebook.facts[key].kind == "yes_no":
            return None if not typed else typed == YES
        return typed or None

    def _figure_field(self, key: str) -> forms.Field:
        basis = self.rulebook.bases[key]
        year = self.row.changed_at.year
        label, hint = words.say(basis.question), figure_hint(self.rulebook, basis, year)
        if basis.unit == "choice":
            options = [(option, words.say(known.label)) for option, known in basis.options.items()]
            return AnswerField(choices=options, label=label, help_text=hint)
        return FigureField(whole=basis.unit == "count", label=label, help_text=hint)


def _typed(figure: Decimal | str | None) -> str | None:
    """A figure as one would type it: without decimals where it has none."""
    if isinstance(figure, Decimal):
        return str(int(figure)) if figure == int(figure) else words.number(figure)
    return figure


def _detail_field(key: str) -> forms.Field:
    label, fill = DETAILS[key]
    if key == "country":
        countries = [("", _("Choose a country")), *country_choices(get_language() or "en")]
        return AnswerField(choices=countries, label=label, widget=forms.Select(attrs={"autocomplete": fill}))
    longest = Application._meta.get_field(key).max_length  # type: ignore[union-attr]
    hint = _("Begin it with https://.") if key == "website" else ""
    line = LineField(
        label=label, max_length=longest, help_text=hint, widget=forms.TextInput(attrs={"autocomplete": fill})
    )
    line.required = key != "website"
    return line


def _fact_field(question: FactQuestion) -> forms.Field:
    label, hint = words.say(question.question), words.say(question.help)
    if question.evidence:
        proof = _("We will ask for this: %(evidence)s.") % {"evidence": words.say(question.evidence)}
        hint = f"{hint} {proof}".strip()
    if question.kind in ("yes_no", "choice"):
        options: Sequence[tuple[str, str]] = [(YES, _("Yes")), (NO, _("No"))]
        if question.kind == "choice":
            options = [(key, words.say(option.label)) for key, option in question.options.items()]
        return AnswerField(choices=[*options, ("", _("Not known yet"))], label=label, help_text=hint)
    return LineField(label=label, help_text=hint, max_length=LONGEST_ANSWER)
