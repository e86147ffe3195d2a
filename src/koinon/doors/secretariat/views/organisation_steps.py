"""Steps about an organisation: its record, its numbers, what is known of it, its membership."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.life import NameForm
from koinon.doors.secretariat.forms.organisations import (
    AdmissionForm,
    ChangeOrganisationForm,
    EndingForm,
    FactForm,
    HouseForm,
    NumberForm,
    OrganisationForm,
    WaiverForm,
)
from koinon.doors.secretariat.offers import WAIVER
from koinon.doors.secretariat.steps import StepPage, may_take
from koinon.doors.secretariat.views.organisation import OfOrganisation, membership_of_year
from koinon.rooms.dues.actions import waive_consequences
from koinon.rooms.memberships.actions import admit_member, end_membership
from koinon.rooms.organisations.actions import (
    change_organisation,
    keep_confederation_record,
    record_fact,
    record_organisation,
    rename_organisation,
    revoke_name_change,
    set_identifier,
)
from koinon.rooms.organisations.queries import confederation, known_facts, names_of_old
from koinon.rooms.people.actions import invite_person
from koinon.rooms.people.naming import CONTACT
from koinon.rooms.people.queries import contacts_of, open_invitations

DETAILS = ("name", "short_name", "street", "postal_code", "city", "country", "language", "website")


class NewOrganisation(StepPage):
    """Put an organisation on record."""

    needs = "organisations.see"
    page_title = _("New organisation")
    action = record_organisation
    form_class = OrganisationForm
    button = _("Put on record")
    said = _("The organisation is on record.")

    def trail(self) -> Any:
        """The list."""
        return ((_("Organisations"), reverse("desk:organisations")),)

    def then(self, outcome: Any) -> str:
        """Its page."""
        return reverse("desk:organisation", args=[outcome.organisation])


class OrganisationStep(OfOrganisation, StepPage):
    """A step about one organisation."""

    def subject(self) -> dict[str, Any]:
        """The organisation."""
        return {"organisation": self.organisation.public_id}


class ChangeOrganisation(OrganisationStep):
    """Correct the record."""

    page_title = _("Change the record")
    action = change_organisation
    form_class = ChangeOrganisationForm
    said = _("The record is changed.")

    def version(self) -> int:
        """As the record stands."""
        return self.organisation.version

    def initial(self) -> dict[str, Any]:
        """The record as it stands."""
        return {**super().initial(), **{name: getattr(self.organisation, name) for name in DETAILS}}


class Rename(OrganisationStep):
    """Give it another name from a day on."""

    page_title = _("Record a new name")
    lead = _("The name before stays on record and is still found. To mend a slip in the name, change the record.")
    action = rename_organisation
    form_class = NameForm
    said = _("The new name is on record.")

    def initial(self) -> dict[str, Any]:
        """The name as it is."""
        row = self.organisation
        return {**super().initial(), "name": row.name, "short_name": row.short_name, "on": self.today}


class KeepName(OrganisationStep):
    """Take a new name back before its day."""

    page_title = _("Take the new name back")
    lead = _("It keeps the name that it has. The journal remembers that another was recorded.")
    action = revoke_name_change
    button = _("Take it back")
    said = _("The new name is taken back.")

    def subject(self) -> dict[str, Any]:
        """The name that has not come into use."""
        to_come = names_of_old(self.organisation).filter(applied_on=None).first()
        if to_come is None:
            raise Http404
        return {"change": to_come.public_id}


class SetNumber(OrganisationStep):
    """Set or remove a number."""

    page_title = _("Set a number")
    lead = _("The number is checked by the rules of its register, and against the other organisations on record.")
    action = set_identifier
    form_class = NumberForm
    said = _("The number is on record.")


class RecordFact(OrganisationStep):
    """Answer a question of the rulebook."""

    page_title = _("Record what is known")
    lead = _("What was recorded before stays on record; the answer with the latest date counts.")
    action = record_fact
    form_class = FactForm
    said = _("The answer is on record.")

    def prepare(self) -> None:
        """Find the question."""
        super().prepare()
        self.rulebook = self.rules[0]
        key = self.kwargs["fact"]
        basis = self.rulebook.bases.get(key) if self.rulebook else None
        if self.rulebook is None or not (key in self.rulebook.facts or (basis and basis.unit == "choice")):
            raise Http404

    def form_inputs(self) -> dict[str, Any]:
        """The question and its possible answers."""
        return {"rulebook": self.rulebook, "fact": self.kwargs["fact"]}

    def initial(self) -> dict[str, Any]:
        """What is known already."""
        row = known_facts(self.organisation, self.today).get(self.kwargs["fact"])
        value = {True: "yes", False: "no"}.get(row.value, row.value) if row else ""
        return {**super().initial(), "answer": value, "as_of_on": self.today}


class KeepHouse(OrganisationStep):
    """Say how the confederation is reached and paid."""

    page_title = _("Address and account of the confederation")
    lead = _("Every invoice bears what stands here. Invoices that were issued keep what stood here then.")
    action = keep_confederation_record
    form_class = HouseForm
    said = _("The confederation's record is kept.")

    def initial(self) -> dict[str, Any]:
        """The record as it stands."""
        house = confederation()
        if house is None:
            return super().initial()
        return {
            **super().initial(),
            **{name: getattr(house, name) for name in HouseForm.base_fields if hasattr(house, name)},
        }


class Admit(OrganisationStep):
    """Admit an organisation by a recorded decision."""

    page_title = _("Admit as a member")
    action = admit_member
    form_class = AdmissionForm
    button = _("Admit")
    said = _("The organisation is a member. Invite its contact now: nobody speaks for it yet.")

    def form_inputs(self) -> dict[str, Any]:
        """The criteria of the rules in force."""
        return {"rulebook": self.rules[0]}

    def words_of(self, outcome: Any) -> Words:
        """That it is a member, and what comes next where nobody speaks for it."""
        return self.said if self._waits_for_contact() else _("The organisation is a member.")

    def then(self, outcome: Any) -> str:
        """Its contact, where it has none and none is asked; else back."""
        if not self._waits_for_contact():
            return super().then(outcome)
        return f"{reverse('desk:invite', args=[self.organisation.public_id])}?role={CONTACT}"

    def _waits_for_contact(self) -> bool:
        asked = open_invitations(self.organisation.public_id, self.actor.at).filter(role=CONTACT)
        held = contacts_of(self.organisation.public_id, self.today)
        return may_take(self.actor, invite_person) and not held.exists() and not asked.exists()


class MembershipStep(StepPage):
    """A step about a membership."""

    needs = "memberships.see"

    def prepare(self) -> None:
        """Find the membership."""
        self.membership = membership_of_year(self.actor, self.kwargs["membership"])

    def trail(self) -> Any:
        """The list, the organisation."""
        organisation = self.membership.organisation
        page = reverse("desk:organisation", args=[organisation.public_id])
        return ((_("Organisations"), reverse("desk:organisations")), (organisation.name, page))

    def subject(self) -> dict[str, Any]:
        """The membership."""
        return {"membership": self.membership.public_id}

    def version(self) -> int:
        """As the membership stands."""
        return self.membership.version


class EndMembership(MembershipStep):
    """End a membership by a recorded decision."""

    page_title = _("End the membership")
    lead = _("The membership runs until and including its last day. What is owed stays owed.")
    action = end_membership
    form_class = EndingForm
    button = _("End the membership")
    danger = True
    said: Words = _("The membership has its last day.")


class Waive(MembershipStep):
    """Let a member keep its rights although it owes."""

    page_title = _("Keep its rights despite arrears")
    lead = _("What is overdue stays overdue; the rights that would be withheld are kept.")
    action = waive_consequences
    procedure = WAIVER
    form_class = WaiverForm
    button = _("Record the decision")
    said = _("The decision is on record.")

    def initial(self) -> dict[str, Any]:
        """From today."""
        return {**super().initial(), "starts_on": self.actor.today}
