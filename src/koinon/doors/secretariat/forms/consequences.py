"""Forms about what follows from an item: one for each kind, with what that kind needs."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.decisions import Choices, FilesField, chosen_field, later_day
from koinon.doors.secretariat.forms.fields import day_field, reason_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.decisions.models import Consequence
from koinon.rooms.decisions.wanted import (
    Admission,
    AdoptedDocument,
    AdoptedPlan,
    Exclusion,
    KeptRights,
    NewRules,
    Ratification,
    Seats,
    Wanted,
)

Kind = Consequence.Kind


class WantedForm(StepForm):
    """What follows, and from what: the item itself, or a motion on it where there are some."""

    def __init__(self, *args: Any, choices: Choices, motions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(self.own_fields(choices))
        if motions:
            self.fields["motion"] = chosen_field(
                _("If this is adopted"),
                motions,
                none=_("The item itself"),
                help_text=_("Only the vote on what stands here brings it about."),
            )

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """What the kind needs."""
        raise NotImplementedError

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """The same as the action takes it."""
        raise NotImplementedError

    def inputs(self) -> dict[str, Any]:
        """What follows, and the motion."""
        given = super().inputs()
        return {"motion": given.pop("motion", None), "wanted": self.wanted(given)}


class RulebookForm(WantedForm):
    """A version of the rulebook: the files that change, and from when it holds."""

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """Files and day."""
        hint = _("Only the files that change, such as fees.toml; all others stay as they are in force today.")
        return {
            "texts": FilesField(label=_("Files of the rulebook"), help_text=hint),
            "in_force_from": day_field(_("In force from")),
        }

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """The proposed rules are named once they are kept; the view does that."""
        return NewRules(UUID(int=0), given["in_force_from"])


class ApplicationForm(WantedForm):
    """An application."""

    shape: type[Ratification] | type[Admission] = Ratification

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """Which, and from when."""
        return {
            "application": chosen_field(_("Application"), choices),
            "starts_on": later_day(_("First day of membership")),
        }

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """The application."""
        return self.shape(given["application"], given["starts_on"])


class AdmissionForm(ApplicationForm):
    """The same before the body that admits."""

    shape = Admission


class SeatsForm(WantedForm):
    """The seat that whoever is elected takes."""

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """Seat, day, and whom the elected person follows."""
        seats = [(key, words) for key, words in choices if key.startswith("seat:")]
        held = [(key.removeprefix("held:"), words) for key, words in choices if key.startswith("held:")]
        found: dict[str, forms.Field] = {
            "seat": forms.ChoiceField(label=_("Seat"), choices=seats),
            "starts_on": later_day(_("First day")),
        }
        if held:
            hint = _("For an election in the middle of a term: whoever is elected stays for the rest of it.")
            found["in_place_of"] = chosen_field(_("In place of"), held, none=_("Nobody: a whole term"), help_text=hint)
        return found

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """Body and seat apart."""
        _seat, body, seat = given["seat"].split(":")
        return Seats(body, seat, given["starts_on"], given.get("in_place_of"))


class DocumentForm(WantedForm):
    """A document."""

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """Which."""
        hint = _("Adopted are the versions that are published on the day of the decision.")
        return {"document": chosen_field(_("Document"), choices, help_text=hint)}

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """The document."""
        return AdoptedDocument(given["document"])


class ExclusionForm(WantedForm):
    """A member."""

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """Which, and until when."""
        return {"membership": chosen_field(_("Member"), choices), "ends_on": later_day(_("Last day of membership"))}

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """The membership."""
        return Exclusion(given["membership"], given["ends_on"])


class PlanForm(WantedForm):
    """A draft of the working plan."""

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """Which."""
        return {"plan": chosen_field(_("Draft of the plan"), choices)}

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """The plan."""
        return AdoptedPlan(given["plan"])


class WaiverForm(WantedForm):
    """A member that keeps its rights, and until when."""

    def own_fields(self, choices: Choices) -> dict[str, forms.Field]:
        """Which, when, why."""
        return {
            "membership": chosen_field(_("Member"), choices),
            "starts_on": later_day(_("From")),
            "ends_on": day_field(_("Until"), required=False, help_text=_("Left empty: until it has paid.")),
            "reason": reason_field(_("Reason")),
        }

    def wanted(self, given: dict[str, Any]) -> Wanted:
        """The membership, the days, the reason."""
        return KeptRights(given["membership"], given["reason"], given["starts_on"], given["ends_on"])


FORMS: Mapping[str, type[WantedForm]] = {
    Kind.RULEBOOK: RulebookForm,
    Kind.RATIFICATION: ApplicationForm,
    Kind.ADMISSION: AdmissionForm,
    Kind.SEATS: SeatsForm,
    Kind.DOCUMENT: DocumentForm,
    Kind.EXCLUSION: ExclusionForm,
    Kind.WORKING_PLAN: PlanForm,
    Kind.WAIVER: WaiverForm,
}
