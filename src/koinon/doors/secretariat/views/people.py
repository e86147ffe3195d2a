"""People: put on record, named for organisations and in the secretariat."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ROLES
from koinon.core.refusals import Words, refuse
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.forms.organisations import (
    ChangePersonForm,
    EndMandateForm,
    MandateForm,
    PersonForm,
    StaffForm,
)
from koinon.doors.secretariat.steps import Step, StepForm, StepPage, came_from, may_take
from koinon.doors.secretariat.views.organisation import OfOrganisation
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.actions import (
    add_person,
    change_person,
    end_mandate,
    name_for_organisation,
    name_in_secretariat,
)
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.people.queries import staff_on

STAFF = (_("Secretariat"), "desk:staff")


class Staff(DeskPage):
    """Who holds which role in the secretariat."""

    needs = "people.see"
    template_name = "secretariat/staff.html"
    page_title = _("Secretariat")
    header_icon = "user"

    def content(self) -> dict[str, Any]:
        """The roles in force, and those that begin later."""
        offered = may_take(self.actor, name_in_secretariat)
        rows = staff_on(self.actor.today)
        return {
            "mandates": rows,
            "roles": ROLES,
            "may_end": offered,
            "steps": [Step(_("Name somebody"), reverse("desk:name-staff"))] if offered else [],
        }


class Naming(StepPage):
    """Name a person, found by address; whoever is not on record yet is put there first."""

    form_class: type[StepForm] = MandateForm
    button = _("Name")
    said = _("The role is on record.")

    def initial(self) -> dict[str, Any]:
        """From today on, and the address that was just put on record."""
        email = self.request.GET.get("email", "")[:254]
        return {**super().initial(), "starts_on": self.actor.today, "email": email}

    def carry_out(self, form: StepForm) -> Any:
        """Find the person, then name them."""
        email = str(form.cleaned_data.pop("email")).strip()
        person = Person.objects.filter(email__iexact=email).values_list("public_id", flat=True).first()
        if person is None:
            form.cleaned_data["email"] = email
            refuse(
                "person_unknown",
                _("Nobody is on record with the address %(email)s.") % {"email": email},
                to_do=_("Check the address, or put the person on record first."),
            )
        form.cleaned_data.update(self.named(form, person))
        return super().carry_out(form)

    def named(self, form: StepForm, person: UUID) -> dict[str, Any]:
        """What is known of the person once they are found."""
        return {"person": person}

    def content(self) -> dict[str, Any]:
        """The way to put somebody on record, and back here."""
        back = urlencode({"next": self.request.path})
        return {**super().content(), "aside": (_("Put a person on record"), f"{reverse('desk:add-person')}?{back}")}


class NameForOrganisation(OfOrganisation, Naming):
    """Name a contact, finance contact, delegate or editor."""

    page_title = _("Name somebody")
    action = name_for_organisation

    def subject(self) -> dict[str, Any]:
        """The organisation."""
        return {"organisation": self.organisation.public_id}


class NameInSecretariat(Naming):
    """Give a role in the secretariat."""

    needs = "people.see"
    page_title = _("Give a role in the secretariat")
    action = name_in_secretariat
    form_class = StaffForm

    def trail(self) -> Any:
        """The secretariat."""
        return ((STAFF[0], reverse(STAFF[1])),)


class EndMandate(StepPage):
    """Give a role its last day."""

    needs = "people.see"
    page_title = _("End a role")
    lead = _("The role holds until and including this day.")
    action = end_mandate
    form_class = EndMandateForm
    button = _("End the role")
    danger = True
    said = _("The role has its last day.")

    def prepare(self) -> None:
        """Find the mandate and what it is over."""
        found = Mandate.objects.select_related("person").filter(public_id=self.kwargs["mandate"]).first()
        if found is None:
            raise Http404
        self.mandate = found
        self.organisation = Organisation.objects.filter(public_id=found.subject).first() if found.subject else None

    def get_page_subtitle(self) -> str:
        """Whose role."""
        return str(self.mandate)

    def trail(self) -> Sequence[tuple[Words, str]]:
        """Where the role is held."""
        if self.organisation is None:
            return ((STAFF[0], reverse(STAFF[1])),)
        page = reverse("desk:organisation", args=[self.organisation.public_id])
        return ((_("Organisations"), reverse("desk:organisations")), (self.organisation.name, page))

    def subject(self) -> dict[str, Any]:
        """The mandate."""
        return {"mandate": self.mandate.public_id}

    def content(self) -> dict[str, Any]:
        """Whose role, in words."""
        words = _("%(person)s, %(role)s") % {"person": self.mandate.person.name, "role": self.mandate.role_words}
        return {**super().content(), "about": words}


class AddPerson(StepPage):
    """Put somebody on record."""

    needs = "people.see"
    page_title = _("Put a person on record")
    action = add_person
    form_class = PersonForm
    button = _("Put on record")
    said = _("The person is on record.")

    def initial(self) -> dict[str, Any]:
        """English, until somebody says otherwise."""
        return {**super().initial(), "language": "en"}

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The secretariat, where people are kept."""
        return ((STAFF[0], reverse(STAFF[1])),)

    def then(self, outcome: Any) -> str:
        """Back to where the person is to be named, with the address; else to the list."""
        wanted = came_from(self.request)
        return f"{wanted}?{urlencode({'email': address_of(outcome.person)})}" if wanted else super().then(outcome)


class ChangePerson(StepPage):
    """Correct a name, an address or a language."""

    needs = "people.see"
    page_title = _("Change a person's details")
    action = change_person
    form_class = ChangePersonForm
    said = _("The details are changed.")

    def prepare(self) -> None:
        """Find the person."""
        found = Person.objects.filter(public_id=self.kwargs["person"]).first()
        if found is None:
            raise Http404
        self.person = found

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The secretariat, where people are kept."""
        return ((STAFF[0], reverse(STAFF[1])),)

    def subject(self) -> dict[str, Any]:
        """The person."""
        return {"person": self.person.public_id}

    def version(self) -> int:
        """As the record stands."""
        return self.person.version

    def initial(self) -> dict[str, Any]:
        """The record as it stands."""
        kept = {name: getattr(self.person, name) for name in ("name", "email", "language")}
        return {**super().initial(), **kept}


def address_of(person: UUID) -> str:
    """The address of somebody on record."""
    return str(Person.objects.values_list("email", flat=True).get(public_id=person))
