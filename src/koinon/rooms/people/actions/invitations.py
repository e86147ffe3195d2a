"""Ask people by letter to speak for an organisation, and take the question back."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.people import InvitationWithdrawn, PersonInvited
from koinon.core.locking import locked
from koinon.core.outbox import Posting, enqueue
from koinon.core.refusals import refuse
from koinon.rooms.people.actions.people import checked_person
from koinon.rooms.people.models import Invitation, Mandate
from koinon.rooms.people.naming import check_names
from koinon.rooms.people.queries import open_invitations

OPEN_FOR = timedelta(days=30)
OPEN_AT_ONCE, MOST_A_DAY, A_DAY = 30, 60, timedelta(days=1)
LETTER, OUTCOME = "people.invitation_letter", "people.invitation_outcome"
State = Invitation.State


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to ask, where, and in which language."""

    name: str
    email: str
    language: str = "en"
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A role from a day to a day."""

    role: str
    starts_on: date
    ends_on: date | None = None


def hash_of(token: str) -> str:
    """What is kept of a letter's secret."""
    return sha256(token.encode()).hexdigest()


@action("people.invite_person", needs="people.name_own", over="organisation", redacted=("invitee",))
def invite_person(*, actor: Actor, organisation: UUID, invitee: Invitee, term: Term) -> PersonInvited:
    """Ask a person by letter to take on a role over an organisation."""
    check_names(actor, organisation, term.role)
    return _invited(actor, organisation, invitee, term)


def organisation_of_mandate(*, mandate: UUID, **_inputs: Any) -> UUID | None:
    """The organisation that a mandate is held over."""
    rows = Mandate.objects.filter(public_id=mandate, over=Mandate.Over.ORGANISATION)
    return rows.values_list("subject", flat=True).first()


@action("people.name_successor", needs="people.name_own", over=organisation_of_mandate, redacted=("invitee",))
def name_successor(
    *, actor: Actor, mandate: UUID, invitee: Invitee, starts_on: date, ends_on: date | None = None
) -> PersonInvited:
    """Ask a person by letter to follow another in a role, which ends the day before they begin."""
    row = locked(Mandate.objects.filter(over=Mandate.Over.ORGANISATION).select_related("person"), mandate)
    organisation: UUID = row.subject  # type: ignore[assignment]
    check_names(actor, organisation, row.role)
    if row.ends_on is not None and row.ends_on < actor.today:
        refuse("ended_already", _("This role has ended; nobody follows in it."), to_do=_("Invite somebody anew."))
    if starts_on <= row.starts_on:
        refuse(
            "before_predecessor",
            _("The successor would begin before the one they follow."),
            to_do=_("Choose a later first day."),
        )
    if invitee.email.strip().lower() == row.person.email.lower():
        refuse("same_person", _("Nobody follows themselves."), to_do=_("Write the address of somebody else."))
    return _invited(actor, organisation, invitee, Term(row.role, starts_on, ends_on), replaces=row)


def organisation_of_invitation(*, invitation: UUID, **_inputs: Any) -> UUID | None:
    """The organisation that somebody is invited to."""
    return Invitation.objects.filter(public_id=invitation).values_list("organisation", flat=True).first()


@action("people.withdraw_invitation", needs="people.name_own", over=organisation_of_invitation)
def withdraw_invitation(*, actor: Actor, invitation: UUID) -> InvitationWithdrawn:
    """Take an invitation back before it is answered; its letter opens nothing any more."""
    row = locked(Invitation.objects.all(), invitation)
    check_names(actor, row.organisation, row.role)
    if row.state != State.OPEN:
        refuse(
            "answered_already",
            _("This invitation was answered or withdrawn before."),
            to_do=_("Look at it as it stands now."),
        )
    row.close(State.WITHDRAWN, actor.at)
    return InvitationWithdrawn(row.public_id, row.organisation)


def post_outcome(row: Invitation, outcome: str) -> None:
    """Tell whoever sent an invitation what became of it, once.

    The name goes with the letter, sealed: in the record it may be erased by the time the letter leaves.
    """
    if row.invited_by is None:
        return
    told = {"invitation": str(row.public_id), "name": row.name, "outcome": outcome}
    enqueue(Posting(OUTCOME, told, subject=row.public_id, dedupe=f"{OUTCOME}:{row.public_id}", secret=True))


def _invited(
    actor: Actor, organisation: UUID, invitee: Invitee, term: Term, replaces: Mandate | None = None
) -> PersonInvited:
    email, name = checked_person(invitee.email, invitee.name, invitee.language)
    _check_term(actor, term)
    _check_few(actor, organisation)
    _check_free(actor, organisation, email, term)
    token = secrets.token_urlsafe(32)
    row = Invitation.objects.create(
        organisation=organisation,
        role=term.role,
        name=name,
        email=email,
        language=invitee.language,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        replaces=replaces,
        token_hash=hash_of(token),
        invited_by=actor.person,
        invited_at=actor.at,
        expires_at=actor.at + OPEN_FOR,
        invented=invitee.invented,
    )
    # The room of organisations writes the letter: it knows what the organisation is called.
    letter = {"invitation": str(row.public_id), "token": token, "from": actor.name}
    enqueue(Posting(LETTER, letter, subject=row.public_id, secret=True, public_id=uuid4()))
    return PersonInvited(
        row.public_id, row.role, row.starts_on, row.ends_on, replaces.public_id if replaces else None, organisation
    )


def _check_term(actor: Actor, term: Term) -> None:
    if term.ends_on is not None and term.ends_on < term.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    if term.starts_on < actor.today:
        refuse("in_the_past", _("A role cannot begin in the past."), to_do=_("Choose today or a later day."))


def _check_few(actor: Actor, organisation: UUID) -> None:
    """A bound on letters: they go to whatever address somebody types, and one that is withdrawn was sent too."""
    lately = Invitation.objects.filter(organisation=organisation, invited_at__gt=actor.at - A_DAY)
    if lately.count() >= MOST_A_DAY:
        refuse(
            "too_many_today",
            _("Very many invitations were sent since yesterday."),
            to_do=_("Send the next one tomorrow, or ask the secretariat."),
        )
    if open_invitations(organisation, actor.at).count() >= OPEN_AT_ONCE:
        refuse(
            "too_many_open",
            _("Very many invitations wait for an answer."),
            to_do=_("Withdraw those that are not needed, or wait for answers."),
        )


def _check_free(actor: Actor, organisation: UUID, email: str, term: Term) -> None:
    """Neither held nor asked about already. An invitation whose time ran out makes room."""
    same = Invitation.objects.filter(
        organisation=organisation, role=term.role, email__iexact=email, state=State.OPEN
    ).select_for_update()
    for row in same:
        if row.is_open(actor.at):
            refuse(
                "invited_already",
                _("This person is invited to that role already and has not answered yet."),
                to_do=_("Wait for the answer, or withdraw that invitation first."),
            )
        row.state = State.EXPIRED  # whoever asks anew knows it, so no letter says so
        row.save(update_fields=["state"])
    held = Mandate.objects.filter(
        over=Mandate.Over.ORGANISATION, subject=organisation, role=term.role, person__email__iexact=email
    ).exclude(ends_on__lt=term.starts_on)
    if term.ends_on is not None:
        held = held.exclude(starts_on__gt=term.ends_on)
    if held.exists():
        refuse(
            "already_named",
            _("This person holds that role already in that time."),
            to_do=_("Choose other dates."),
        )
