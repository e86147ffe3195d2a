"""Invitations at the desk: ask somebody to speak for an organisation, take it back, note that contacts are right."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import MANDATES
from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.organisations import ConfirmContactsForm, InvitationForm
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.secretariat.views.organisation import OfOrganisation
from koinon.rooms.organisations.queries import name_of
from koinon.rooms.people.actions import confirm_contacts, invite_person, withdraw_invitation
from koinon.rooms.people.models import Invitation
from koinon.rooms.people.queries import as_seen, mandates_over


class Invite(OfOrganisation, StepPage):
    """Ask somebody by letter to take on a role; they need not be on record."""

    page_title = _("Invite somebody")
    lead = _("They get a letter with a link, and hold the role once they have accepted it. The link works for 30 days.")
    action = invite_person
    form_class = InvitationForm
    button = _("Send the invitation")
    said = _("The invitation is on its way.")

    def subject(self) -> dict[str, Any]:
        """The organisation."""
        return {"organisation": self.organisation.public_id}

    def initial(self) -> dict[str, Any]:
        """From today on, in the organisation's language, as what the address asks for."""
        wanted = self.request.GET.get("role", "")
        given = {"starts_on": self.today, "language": self.organisation.language}
        return {**super().initial(), **given, "role": wanted if wanted in MANDATES else ""}


class ConfirmContacts(OfOrganisation, StepPage):
    """Note that an organisation has told us that its contacts are right."""

    page_title = _("Contacts are confirmed")
    lead = _("Only after somebody from the organisation has said so: these people speak for it, with these roles.")
    action = confirm_contacts
    form_class = ConfirmContactsForm
    button = _("They are right")
    said = _("The confirmation is on record.")

    def subject(self) -> dict[str, Any]:
        """The organisation."""
        return {"organisation": self.organisation.public_id}

    def prepare(self) -> None:
        """Find who speaks for it."""
        super().prepare()
        self.speaking = list(mandates_over(self.organisation.public_id, self.today))

    def initial(self) -> dict[str, Any]:
        """Whom the page shows."""
        return {**super().initial(), "seen": as_seen(self.speaking)}

    def content(self) -> dict[str, Any]:
        """Who speaks for it, in words."""
        named = (_("%(person)s, %(role)s") % {"person": row.person, "role": row.role_words} for row in self.speaking)
        return {**super().content(), "about": "; ".join(map(str, named))}


class WithdrawInvitation(StepPage):
    """Take an invitation back."""

    needs = "people.see"
    page_title = _("Withdraw an invitation")
    lead = _("The link in its letter opens nothing any more.")
    action = withdraw_invitation
    button = _("Withdraw")
    danger = True
    said = _("The invitation is withdrawn.")

    def prepare(self) -> None:
        """Find the invitation and the organisation it is to."""
        found = Invitation.objects.filter(public_id=self.kwargs["invitation"]).first()
        if found is None:
            raise Http404
        self.invitation = found

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The organisation."""
        page = reverse("desk:organisation", args=[self.invitation.organisation])
        return ((_("Organisations"), reverse("desk:organisations")), (name_of(self.invitation.organisation), page))

    def subject(self) -> dict[str, Any]:
        """The invitation."""
        return {"invitation": self.invitation.public_id}

    def content(self) -> dict[str, Any]:
        """Who was asked, in words."""
        words = _("%(person)s, %(role)s") % {"person": self.invitation.name, "role": self.invitation.role_words}
        return {**super().content(), "about": words}
