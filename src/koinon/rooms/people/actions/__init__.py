"""What can be done with people and mandates."""

from koinon.rooms.people.actions.answers import accept_invitation, decline_invitation
from koinon.rooms.people.actions.contacts import confirm_contacts, release_mandate
from koinon.rooms.people.actions.invitations import (
    Invitee,
    Term,
    invite_person,
    name_successor,
    withdraw_invitation,
)
from koinon.rooms.people.actions.mail import choose_mail
from koinon.rooms.people.actions.mandates import end_mandate, name_for_organisation, name_in_secretariat
from koinon.rooms.people.actions.people import add_person, change_person
from koinon.rooms.people.actions.tidying import erase_invitations, expire_invitations

__all__ = [
    "Invitee",
    "Term",
    "accept_invitation",
    "add_person",
    "change_person",
    "choose_mail",
    "confirm_contacts",
    "decline_invitation",
    "end_mandate",
    "erase_invitations",
    "expire_invitations",
    "invite_person",
    "name_for_organisation",
    "name_in_secretariat",
    "name_successor",
    "release_mandate",
    "withdraw_invitation",
]
