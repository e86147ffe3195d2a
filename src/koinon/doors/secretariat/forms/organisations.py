"""Forms about organisations, the people who speak for them, and their memberships."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import country_choices
from koinon.core.permissions import MANDATES, ROLES
from koinon.doors.secretariat.forms.fields import DecisionForm, day_field, language_choices, reason_field
from koinon.doors.secretariat.steps import StepForm
from koinon.doors.shared.words import say
from koinon.rooms.organisations.actions import ConfederationDetails, OrganisationDetails
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.organisations.models import Identifier
from koinon.rooms.people.actions import Invitee, Term
from koinon.statutes.rulebook import Rulebook

UNKNOWN, YES, NO = "", "yes", "no"


class OrganisationForm(StepForm):
    """Who and where an organisation is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("Town"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"))
    language = forms.ChoiceField(label=_("Language we write to them in"))
    website = forms.CharField(
        label=_("Website"), max_length=200, required=False, help_text=_("Such as https://example.org.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = str(self.initial.get("language", ""))
        self.fields["country"].choices = [("", "—"), *country_choices(get_language() or "en")]
        self.fields["language"].choices = language_choices(kept)

    def inputs(self) -> dict[str, Any]:
        """The details as the action takes them."""
        return {"details": OrganisationDetails(**super().inputs())}


class ChangeOrganisationForm(OrganisationForm):
    """The same for one on record, whose version was seen."""

    def inputs(self) -> dict[str, Any]:
        """The details with the version seen."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"] or 0}


class NumberForm(StepForm):
    """A number under which others know an organisation."""

    scheme = forms.ChoiceField(label=_("Kind of number"), choices=Identifier.Scheme.choices, widget=forms.RadioSelect)
    value = forms.CharField(
        label=_("Number"), max_length=60, required=False, help_text=_("Left empty, the number on record is removed.")
    )


class HouseForm(StepForm):
    """How the confederation itself is reached and paid."""

    email = forms.CharField(label=_("E-mail address"), max_length=254)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    bank_name = forms.CharField(label=_("Name on the account"), max_length=70, required=False)
    iban = forms.CharField(label=_("Bank account (IBAN)"), max_length=60, required=False)
    bic = forms.CharField(label=_("BIC"), max_length=20, required=False)
    vat_note = forms.CharField(label=_("VAT note on invoices"), max_length=300, required=False)
    illustrative = forms.BooleanField(label=_("Address and account are illustrative"), required=False)

    def inputs(self) -> dict[str, Any]:
        """The details as the action takes them."""
        return {"details": ConfederationDetails(**super().inputs())}


class FactForm(StepForm):
    """The answer to one question of the rulebook, with where it is known from."""

    source = forms.CharField(label=_("Where this is known from"), max_length=300)
    as_of_on = day_field(_("As of"))
    evidence = forms.CharField(
        label=_("Evidence"), max_length=300, required=False, help_text=_("Where the proof is kept.")
    )

    def __init__(self, *args: Any, rulebook: Rulebook, fact: str, **kwargs: Any) -> None:
        self.rulebook, self.fact = rulebook, fact
        super().__init__(*args, **kwargs)
        self.fields["answer"] = self._answer()
        self.order_fields(["answer", "source", "as_of_on", "evidence"])

    def _answer(self) -> forms.Field:
        question, basis = self.rulebook.facts.get(self.fact), self.rulebook.bases.get(self.fact)
        label = say((question or basis).question) if question or basis else self.fact
        options = (question or basis).options if question or basis else {}
        if options:
            answers = [(key, say(option.label)) for key, option in options.items()]
        elif question and question.kind == "yes_no":
            answers = [(YES, _("Yes")), (NO, _("No"))]
        else:
            return forms.CharField(label=label, max_length=300)
        answers.append((UNKNOWN, _("Not known")))
        return forms.ChoiceField(label=label, choices=answers, widget=forms.RadioSelect, required=False)

    def inputs(self) -> dict[str, Any]:
        """The answer in the rulebook's type, and its source."""
        given = super().inputs()
        source = Source(given["source"], given["as_of_on"], given["evidence"])
        return {"key": self.fact, "value": self._value(given["answer"]), "source": source}

    def _value(self, answer: str) -> bool | str | None:
        question = self.rulebook.facts.get(self.fact)
        if question and question.kind == "yes_no":
            return {YES: True, NO: False}.get(answer)
        return answer or None


class PersonForm(StepForm):
    """Somebody the confederation deals with."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.CharField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language we write to them in"))
    source = forms.CharField(
        label=_("Where we have the address from"), max_length=200, required=False, help_text=_("People may ask.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(str(self.initial.get("language", "")))


class ChangePersonForm(PersonForm):
    """The same for one on record, whose version was seen."""

    source = None

    def inputs(self) -> dict[str, Any]:
        """The details with the version seen."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"] or 0}


class MandateForm(StepForm):
    """Who holds which role, from when to when. The person is found by address: no list grows with the house."""

    email = forms.CharField(label=_("E-mail address of the person"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, choices=[*MANDATES.items()])
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Last day"), required=False, help_text=_("Left empty, the role runs until it is ended."))


class InvitationForm(MandateForm):
    """Whom to ask to take on a role; where nobody has the address, they are put on record when they accept."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language we write to them in"))
    field_order = ("key", "seen_version", "name", "email", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(str(self.initial.get("language", "")))

    def inputs(self) -> dict[str, Any]:
        """Whom to ask, and for which term."""
        given = super().inputs()
        return {
            "invitee": Invitee(given["name"], given["email"], given["language"]),
            "term": Term(given["role"], given["starts_on"], given["ends_on"]),
        }


class ConfirmContactsForm(StepForm):
    """Whom one saw when one confirmed them."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class StaffForm(MandateForm):
    """The same for a role in the secretariat."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, choices=[*ROLES.items()])


class EndMandateForm(StepForm):
    """The last day of a role."""

    ends_on = day_field(_("Last day"))


class AdmissionForm(DecisionForm):
    """Under which criterion an organisation is admitted, from when."""

    criterion = forms.ChoiceField(label=_("Admitted as"))
    starts_on = day_field(_("Member from"))

    def __init__(self, *args: Any, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = criteria_by_category(rulebook) if rulebook else []


def criteria_by_category(rulebook: Rulebook) -> list[tuple[str, list[tuple[str, str]]]]:
    """The criteria under their categories, for a select box."""
    return [
        (
            say(category.label),
            [(key, say(rule.label)) for key, rule in rulebook.criteria.items() if rule.category == category.key],
        )
        for category in rulebook.categories_by_rank()
    ]


class EndingForm(DecisionForm):
    """How and when a membership ends."""

    event = forms.ChoiceField(
        label=_("How it ends"),
        widget=forms.RadioSelect,
        choices=[
            ("resign", _("The member resigns")),
            ("lapse", _("It lapses")),
        ],
    )
    ends_on = day_field(_("Last day"))


class WaiverForm(DecisionForm):
    """A body lets a member keep its rights although it owes."""

    starts_on = day_field(_("From"))
    ends_on = day_field(_("Last day"), required=False, help_text=_("Left empty, until it has paid."))
    reason = reason_field(_("Reason"))
