"""Steps about the seats of bodies: elect, replace, co-opt, resign, end, and what people agree to."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words, refuse
from koinon.doors.secretariat.forms.bodies import (
    CandidateForm,
    CoOptionForm,
    DescriptionForm,
    ElectionForm,
    EndSeatForm,
    PublishForm,
    ResignationForm,
)
from koinon.doors.secretariat.steps import StepForm, StepPage
from koinon.doors.secretariat.views.bodies import OfBody, member_choices
from koinon.doors.secretariat.views.people import Naming
from koinon.doors.shared.bodies import months_words
from koinon.doors.shared.words import say
from koinon.rooms.bodies.actions import (
    agree_to_publish,
    co_opt,
    describe_oneself,
    elect,
    end_seat,
    record_resignation,
    replace_seat,
)
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import genders_of, members_spoken_for, visible_seats
from koinon.rooms.memberships.queries import NOT_ADMITTED, running_on, visible_memberships


class Electing(OfBody, Naming):
    """Somebody takes a seat; whoever is not on record yet is put there first."""

    form_class: type[StepForm] = CandidateForm
    button = _("Record")
    said = _("The seat is on record.")

    def form_inputs(self) -> dict[str, Any]:
        """The members that one can be elected for."""
        rows = visible_memberships(self.actor).exclude(state__in=NOT_ADMITTED)
        named = running_on(rows, self.today).order_by("organisation__name")
        return {"members": member_choices(named.values_list("organisation__public_id", "organisation__name"))}

    def initial(self) -> dict[str, Any]:
        """Decided by the body that elects."""
        return {**super().initial(), "body": self.decided_by()}

    def decided_by(self) -> str:
        """Who decides on it, by name."""
        rulebook = self.rules[0]
        found = rulebook.bodies.get(self.body.elected_by or "") if rulebook else None
        return say(found.label) if found else ""

    def named(self, form: StepForm, person: UUID) -> dict[str, Any]:
        """The person, and the one member that they speak for where none was named."""
        organisation = form.cleaned_data["organisation"]
        if organisation is None:
            spoken_for = members_spoken_for(person, form.cleaned_data["starts_on"])
            if len(spoken_for) > 1:
                refuse(
                    "several_members",
                    _("This person speaks for several members on the first day."),
                    to_do=_("Choose the one that they are elected for."),
                )
            organisation = next(iter(spoken_for), None)
        return {"person": person, "organisation": organisation}


class Elect(Electing):
    """Elected for a whole term."""

    page_title = _("Record an election")
    action = elect
    form_class = ElectionForm

    def form_inputs(self) -> dict[str, Any]:
        """The seats that somebody is elected to."""
        seats = [(seat.key, say(seat.label)) for seat in self.body.seats if seat.ex_officio is None]
        return {**super().form_inputs(), "seats": seats}

    def subject(self) -> dict[str, Any]:
        """The body."""
        return {"body": self.body.key}

    @property
    def lead(self) -> Words:
        """How long they will sit there."""
        if self.body.term is None:
            return ""
        return _("The term lasts %(long)s, by the rulebook.") % {"long": months_words(self.body.term.months)}


class OfSeat(OfBody):
    """A page about one held seat."""

    def prepare(self) -> None:
        """Find the seat and its body."""
        found = visible_seats(self.actor).filter(public_id=self.kwargs["seat"]).first()
        if found is None:
            raise Http404
        self.held: HeldSeat = found
        self.kwargs["body"] = found.body.key
        super().prepare()

    def content(self) -> dict[str, Any]:
        """Whose seat, in words."""
        label = next((say(seat.label) for seat in self.body.seats if seat.key == self.held.seat), self.held.seat)
        words = _("%(person)s, %(role)s") % {"person": self.held.mandate.person.name, "role": label}
        return {**super().content(), "about": words}


class Replace(OfSeat, Electing):
    """Elected in place of another, for the rest of the term."""

    page_title = _("Record an election in their place")
    lead = _("Whoever follows stays as long as the rulebook says. Who still holds the seat leaves it the day before.")
    action = replace_seat

    def subject(self) -> dict[str, Any]:
        """Whom they follow."""
        return {"before": self.held.public_id}


class CoOpt(Replace):
    """Taken in by the body itself."""

    page_title = _("Co-opt somebody")
    lead = _("The body fills the vacant seat itself, until the body that elects it meets next.")
    action = co_opt
    form_class = CoOptionForm

    def decided_by(self) -> str:
        """The body itself."""
        return say(self.body.label)


class SeatStep(OfSeat, StepPage):
    """A step about one held seat."""

    form_class: type[StepForm]

    def subject(self) -> dict[str, Any]:
        """The seat."""
        return {"seat": self.held.public_id}

    def version(self) -> int:
        """As the seat stands."""
        return self.held.version


class Resign(SeatStep):
    """Somebody resigned."""

    page_title = _("Record a resignation")
    lead = _("They hold the seat until and including this day; seats in bodies drawn from this one end with it.")
    action = record_resignation
    form_class = ResignationForm
    button = _("Record the resignation")
    danger = True
    said = _("The resignation is on record.")


class EndSeat(SeatStep):
    """Ended by a decision."""

    page_title = _("End the seat")
    lead = _("By a decision: they were recalled, or their term is over and others were elected.")
    action = end_seat
    form_class = EndSeatForm
    button = _("End the seat")
    danger = True
    said = _("The seat has its last day.")


class OnTheirWord(SeatStep):
    """What somebody else said of themselves, recorded by those who keep the bodies."""

    def allowed(self) -> bool:
        """Everybody may speak for themselves, but not here."""
        return self.actor.may("bodies.keep")


class Publish(OnTheirWord):
    """What may be published of a seat."""

    page_title = _("What may be published")
    lead = _("Only what the person has told you. They can change it on their own page at any time.")
    action = agree_to_publish
    form_class = PublishForm
    said = _("What may be published is on record.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {**super().initial(), "publish": self.held.publish}


class Describe(OnTheirWord):
    """What is counted of a person in the balance."""

    page_title = _("What is counted")
    lead = _("Only what the person has told you, and wants counted. It is erased when they take it back.")
    action = describe_oneself
    form_class = DescriptionForm
    said = _("It is on record.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        person = self.held.mandate.person.public_id
        return {**super().initial(), "gender": genders_of([person]).get(person, "")}

    def version(self) -> None:
        """It is the person's, not the seat's."""

    def carry_out(self, form: StepForm) -> Any:
        """Without a key: its row would keep what was said after it was taken back."""
        person = self.held.mandate.person.public_id
        return describe_oneself(actor=self.actor, person=person, gender=form.cleaned_data["gender"])
