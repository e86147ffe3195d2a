"""What the calendar does to invitations: end those nobody answered, erase name and address of those that are over."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import Declined, Refusal, bulk_action
from koinon.core.actors import Actor
from koinon.core.facts.people import InvitationErased, InvitationExpired
from koinon.rooms.people.actions.invitations import post_outcome
from koinon.rooms.people.models import Invitation
from koinon.rooms.people.queries import invitations_run_out, invitations_to_erase
from koinon.rooms.rulebook.queries import keeping_on

State = Invitation.State
STILL_OPEN = Refusal("still_open", _("This invitation can still be answered, or is over already."))
NOT_OVER = Refusal("not_over", _("The time for which this invitation is kept is not over, or nothing is left in it."))


@bulk_action("people.expire_invitations", needs="people.tidy", fact=InvitationExpired, subjects="invitations", chunk=50)
def expire_invitations(invitations: Sequence[UUID], *, actor: Actor) -> list[InvitationExpired | Declined]:
    """End invitations that nobody answered in time, and tell whoever sent them."""
    rows = {
        row.public_id: row
        for row in invitations_run_out(actor.at).filter(public_id__in=invitations).select_for_update()
    }
    for row in rows.values():
        row.state = State.EXPIRED
        row.save(update_fields=["state"])
        post_outcome(row, State.EXPIRED)
    return [
        InvitationExpired(one, rows[one].organisation) if one in rows else Declined(one, STILL_OPEN)
        for one in invitations
    ]


@bulk_action("people.erase_invitations", needs="people.tidy", fact=InvitationErased, subjects="invitations", chunk=200)
def erase_invitations(invitations: Sequence[UUID], *, actor: Actor) -> list[InvitationErased | Declined]:
    """Erase name and address of invitations that are over, when the rulebook's time for them has passed."""
    rules = keeping_on(actor.today)
    over = invitations_to_erase(actor.today, rules) if rules else Invitation.objects.none()
    rows = {row.public_id: row for row in over.filter(public_id__in=invitations).select_for_update()}
    Invitation.objects.filter(pk__in=[row.pk for row in rows.values()]).update(name="", email="")
    return [
        InvitationErased(one, rows[one].state, rows[one].organisation) if one in rows else Declined(one, NOT_OVER)
        for one in invitations
    ]
