"""The form that asks where the link goes, and what comes along from "May we join?"."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy

from koinon.doors.shared import words
from koinon.doors.website.answers import Answers
from koinon.doors.website.estimator import AnswerField, FigureField, field_name
from koinon.rooms.admissions.actions import Answers as Filled
from koinon.statutes.rulebook.schema import Basis


class AddressForm(forms.Form):
    """Where the link goes."""

    use_required_attribute = False
    email = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The link goes there. It is used for this application and for nothing else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def brought(answers: Answers) -> Filled:
    """What an address answers, as an application takes it; figures that cannot be read are left out."""
    bases = answers.rulebook.bases
    typed = {key: answers.figures.get(field_name(basis), "") for key, basis in bases.items()}
    read = {key: _read(bases[key], value) for key, value in typed.items()}
    return Filled(facts=dict(answers.known), figures={key: value for key, value in read.items() if value is not None})


def _read(basis: Basis, typed: str) -> Decimal | str | None:
    options = [(key, words.say(option.label)) for key, option in basis.options.items()]
    field = AnswerField(choices=options) if basis.unit == "choice" else FigureField(whole=basis.unit == "count")
    try:
        found: Decimal | str | None = field.clean(typed)
    except forms.ValidationError:
        return None
    return found
