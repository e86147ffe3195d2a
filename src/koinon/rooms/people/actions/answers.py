"""Answer an invitation with the secret that its letter holds. Looking at the letter's page answers nothing."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor, system_actor
from koinon.core.facts.people import InvitationAccepted, InvitationDeclined
from koinon.core.refusals import Refused, refuse
from koinon.rooms.people.actions.invitations import hash_of, post_outcome
from koinon.rooms.people.actions.mandates import end_mandate, name_for_organisation
from koinon.rooms.people.actions.people import add_person
from koinon.rooms.people.models import Invitation, Person

State = Invitation.State


@action("people.accept_invitation", needs="people.answer", redacted=("token",))
def accept_invitation(*, actor: Actor, token: str) -> InvitationAccepted:
    """Take on the role one was invited to; whoever is not on record yet is put there."""
    row = _open_invitation(actor, token)
    starts_on = max(row.starts_on, actor.today)
    if row.ends_on is not None and row.ends_on < starts_on:
        refuse(
            "time_over",
            _("The time of this role is over."),
            to_do=_("Ask whoever invited you for a new invitation."),
        )
    # Asked for by those who may name, agreed to by this letter's reader: from here on the house acts on its word.
    house = system_actor(actor.at, actor.door)
    person = _person(house, row)
    _make_way(house, row, starts_on)
    named = name_for_organisation(
        actor=house,
        person=person.public_id,
        organisation=row.organisation,
        role=row.role,
        starts_on=starts_on,
        ends_on=row.ends_on,
    )
    row.state, row.answered_at = State.ACCEPTED, actor.at
    row.save(update_fields=["state", "answered_at"])
    post_outcome(row, State.ACCEPTED)
    return InvitationAccepted(row.public_id, person.public_id, named.mandate, row.organisation)


@action("people.decline_invitation", needs="people.answer", redacted=("token",))
def decline_invitation(*, actor: Actor, token: str) -> InvitationDeclined:
    """Say no to an invitation; name and address are erased with it."""
    row = _open_invitation(actor, token)
    post_outcome(row, State.DECLINED)
    row.close(State.DECLINED, actor.at)
    return InvitationDeclined(row.public_id, row.organisation)


def _open_invitation(actor: Actor, token: str) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first()
    if row is None:
        refuse(
            "invitation_unknown",
            _("We do not know this invitation."),
            to_do=_("Open the link in the letter once more, whole, or ask for a new invitation."),
        )
    if row.state == State.ACCEPTED:
        refuse("accepted_already", _("This invitation was accepted before."), to_do=_("Sign in."))
    if not row.is_open(actor.at):
        refuse(
            "invitation_closed",
            _("This invitation is no longer open."),
            to_do=_("Ask whoever invited you for a new one."),
        )
    _check_meant(actor, row)
    return row


def _check_meant(actor: Actor, row: Invitation) -> None:
    """Who is signed in as somebody else does not answer for them, not even by mistake."""
    if actor.person is None:
        return
    if not Person.objects.filter(public_id=actor.person, email__iexact=row.email).exists():
        refuse(
            "for_somebody_else",
            _("This invitation is for somebody else than the person signed in here."),
            to_do=_("Sign out first if it is yours, or pass the letter on."),
        )


def _person(house: Actor, row: Invitation) -> Person:
    """Whoever has the address: on record already, or from now on."""
    rows = Person.objects.filter(email__iexact=row.email)
    person = rows.first()
    if person is None:
        try:
            add_person(
                actor=house,
                email=row.email,
                name=row.name,
                language=row.language,
                source=str(_("invited by the organisation")),
                invented=row.invented,
            )
        except Refused as refused:
            # Two letters to the same new address, answered at the same moment: the first put the person on record.
            if refused.refusal.code not in ("made_already", "address_taken"):
                raise
        person = rows.get()
    if not person.is_active:
        refuse(
            "may_not_sign_in",
            _("The person with this address may not sign in at present."),
            to_do=_("Write to the secretariat."),
        )
    return person


def _make_way(house: Actor, row: Invitation, starts_on: date) -> None:
    """The one who is followed goes the day before; who goes earlier by themselves keeps that day."""
    before = row.replaces
    if before is None:
        return
    last = max(starts_on - timedelta(days=1), before.starts_on)
    if before.ends_on is None or before.ends_on > last:
        end_mandate(actor=house, mandate=before.public_id, ends_on=last)
