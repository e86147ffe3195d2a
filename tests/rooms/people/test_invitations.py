"""Invitations: asked by letter, answered by whoever holds its link, once; the row keeps a hash and nothing else."""

import re
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail

from koinon.core import outbox
from koinon.core.facts.people import InvitationAccepted
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.core.refusals import Refused
from koinon.rooms.people.actions import (
    Invitee,
    Term,
    accept_invitation,
    decline_invitation,
    end_mandate,
    invite_person,
    name_successor,
    withdraw_invitation,
)
from koinon.rooms.people.models import Invitation, Mandate, Person
from koinon.rooms.people.queries import open_invitations
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.together import at_once
from tests.world import World, moment

TODAY = date(2026, 4, 1)
NEW = Invitee("Žofie Nováková", "zofie@example.org")


@pytest.fixture(autouse=True)
def _spring(world: World, calendar: Any) -> None:
    """A day of the year that the world lives in, with an empty outbox."""
    calendar(TODAY)
    OutboxMessage.objects.all().delete()


def invited(
    world: World,
    who: str = "contact",
    invitee: Invitee = NEW,
    role: str = "finance_contact",
    starts_on: date = TODAY,
    ends_on: date | None = None,
) -> UUID:
    """Somebody is invited to speak for our member; gives the invitation's public id."""
    term = Term(role, starts_on, ends_on)
    asked = invite_person(actor=world.actor(who), organisation=world.organisations["ours"], invitee=invitee, term=term)
    return asked.invitation


def link() -> str:
    """The secret in the last letter that left."""
    outbox.deliver_due()
    found = re.search(r"/en/invitation/([\w-]+)/", str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found[1]


def test_invite_person(world: World) -> None:
    invitation = invited(world)
    row = Invitation.objects.get(public_id=invitation)
    assert (row.state, row.name, row.invited_by) == ("open", NEW.name, world.people["contact"])
    line = line_of("people.invite_person", invitation)
    assert line.organisation == world.organisations["ours"]
    assert NEW.email not in str(line.inputs)
    message = OutboxMessage.objects.get(kind="people.invitation_letter")
    assert message.payload == {}
    token = link()
    assert token not in message.sealed_payload
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(JournalEntry.objects.values("inputs", "outcome")))
    assert not OutboxMessage.objects.get(pk=message.pk).sealed_payload
    letter = mail.outbox[-1]
    assert letter.to == [NEW.email]
    assert "Förbundet Arbetskooperation" in letter.subject
    assert "Žofie Nováková, Contact asks you to be finance contact" in str(letter.body)
    assert not Person.objects.filter(email=NEW.email).exists()
    assert list(open_invitations(row.organisation, moment(TODAY))) == [row]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "treasurer"}, "role_unknown"),
        ({"starts_on": date(2026, 3, 31)}, "in_the_past"),
        ({"ends_on": date(2026, 3, 31)}, "dates_reversed"),
        ({"invitee": Invitee("Zofie", "zofie at example.org")}, "address_invalid"),
        ({"invitee": Invitee("Zofie", "zofie@example.org\nBcc: all@example.org")}, "address_invalid"),
        ({"invitee": Invitee(" \u202e ", "zofie@example.org")}, "name_needed"),
        ({"invitee": Invitee("Z", "zofie@example.org", "Klingon")}, "language_unknown"),
        ({"invitee": Invitee("Somebody", "Finance.Contact@example.org")}, "already_named"),
        ({"who": "finance_contact", "role": "contact"}, "named_by_others"),
        ({"who": "delegate"}, "named_by_others"),
        ({"who": "their_contact"}, "not_found"),
        ({"who": "stranger"}, "not_found"),
        ({"who": "nobody"}, "not_found"),
        ({"who": "treasurer"}, "not_found"),
    ],
)
def test_invite_person_refused(world: World, change: dict[str, Any], code: str) -> None:
    assert refused(invited, world, **change) == code
    assert not Invitation.objects.exists()
    assert not OutboxMessage.objects.filter(kind="people.invitation_letter").exists()
    assert no_line_of("people.invite_person")


def test_a_finance_contact_names_finance_contacts_and_the_secretariat_names_all(world: World) -> None:
    assert invited(world, "finance_contact")
    assert invited(world, "membership", role="delegate")


def test_without_rules_about_mandates_only_the_secretariat_names(world: World) -> None:
    from koinon.rooms.rulebook.actions import adopt_rulebook
    from tests.world import BOARD, cecop_texts

    texts = dict(cecop_texts())
    before, _begins, rules = texts["procedures.toml"].partition("# `names`")
    texts["procedures.toml"] = before + rules[rules.index("[procedures.admission]") :]
    texts["entitlements.toml"] = re.sub(r"\nmandates = .*", "", texts["entitlements.toml"])
    texts["choices.toml"] = re.sub(
        r"\[choices.contact_names_colleagues\].*?(?=\n\[)", "", texts["choices.toml"], flags=re.DOTALL
    )
    actor = world.actor("secretary_general")
    adopt_rulebook(actor=actor, texts=texts, in_force_from=date(2026, 1, 1), decision=BOARD)
    assert refused(invited, world) == "named_by_others"
    assert invited(world, "membership")


def test_nobody_is_invited_twice_to_the_same_role_until_the_time_has_run_out(world: World) -> None:
    first = invited(world)
    assert refused(invited, world, invitee=Invitee("Z", "ZOFIE@example.org")) == "invited_already"
    Invitation.objects.update(expires_at=moment(TODAY) - timedelta(minutes=1))
    assert invited(world) != first
    assert Invitation.objects.get(public_id=first).state == "expired"


def test_letters_that_nobody_answers_are_bounded(world: World) -> None:
    for number in range(30):
        invited(world, invitee=Invitee("Somebody", f"somebody.{number}@example.org"))
    assert refused(invited, world) == "too_many_open"
    withdraw_invitation(actor=world.actor("contact"), invitation=Invitation.objects.latest("id").public_id)
    assert invited(world)


def test_withdrawing_makes_no_room_for_letters_without_end(world: World) -> None:
    for number in range(60):
        one = invited(world, invitee=Invitee("Somebody", f"somebody.{number}@example.org"))
        withdraw_invitation(actor=world.actor("contact"), invitation=one)
    assert refused(invited, world) == "too_many_today"
    Invitation.objects.update(invited_at=moment(TODAY) - timedelta(days=2))
    assert invited(world)


def test_accept_invitation(world: World) -> None:
    invited(world, ends_on=date(2027, 3, 31))
    accepted = accept_invitation(actor=world.actor("nobody"), token=link())
    person = Person.objects.get(email=NEW.email)
    assert (person.name, person.has_usable_password()) == (NEW.name, False)
    mandate = Mandate.objects.get(public_id=accepted.mandate)
    assert (mandate.role, mandate.starts_on, mandate.ends_on) == ("finance_contact", TODAY, date(2027, 3, 31))
    assert line_of("people.accept_invitation", accepted.invitation).organisation == world.organisations["ours"]
    assert line_of("people.name_for_organisation", accepted.mandate)


def test_accept_invitation_of_somebody_on_record(world: World) -> None:
    invited(world, invitee=Invitee("Another Name", "STRANGER@example.org"))
    accepted = accept_invitation(actor=world.actor("stranger"), token=link())
    assert accepted.person == world.people["stranger"]
    assert world.person("stranger").name == "Stranger"
    assert Person.objects.filter(email__iexact="stranger@example.org").count() == 1


def test_accepted_late_a_role_begins_late(world: World) -> None:
    invited(world)
    accepted = accept_invitation(actor=world.actor("nobody", date(2026, 4, 20)), token=link())
    assert Mandate.objects.get(public_id=accepted.mandate).starts_on == date(2026, 4, 20)


def test_accept_invitation_refused(world: World) -> None:
    nobody, invitation = world.actor("nobody"), invited(world, ends_on=date(2026, 4, 10))
    token = link()
    assert refused(accept_invitation, actor=nobody, token="x" * 43) == "invitation_unknown"
    assert refused(accept_invitation, actor=world.actor("treasurer"), token=token) == "for_somebody_else"
    late = world.actor("nobody", date(2026, 4, 11))
    assert refused(accept_invitation, actor=late, token=token) == "time_over"
    expired = world.actor("nobody", date(2026, 5, 2))
    assert refused(accept_invitation, actor=expired, token=token) == "invitation_closed"
    assert no_line_of("people.accept_invitation")
    assert not Person.objects.filter(email=NEW.email).exists()
    accept_invitation(actor=nobody, token=token)
    assert refused(accept_invitation, actor=nobody, token=token) == "accepted_already"
    assert refused(decline_invitation, actor=nobody, token=token) == "accepted_already"
    withdrawn = refused(withdraw_invitation, actor=world.actor("contact"), invitation=invitation)
    assert withdrawn == "answered_already"


def test_who_may_not_sign_in_is_not_let_in_by_an_invitation(world: World) -> None:
    Person.objects.filter(public_id=world.people["stranger"]).update(is_active=False)
    invited(world, invitee=Invitee("Stranger", "stranger@example.org"))
    assert refused(accept_invitation, actor=world.actor("nobody"), token=link()) == "may_not_sign_in"
    assert Invitation.objects.get().state == "open"


def test_decline_invitation(world: World) -> None:
    invitation = invited(world)
    token = link()
    assert decline_invitation(actor=world.actor("nobody"), token=token).invitation == invitation
    assert line_of("people.decline_invitation", invitation)
    assert Invitation.objects.values_list("state", "name", "email").get() == ("declined", "", "")
    assert not Person.objects.filter(email=NEW.email).exists()
    assert refused(accept_invitation, actor=world.actor("nobody"), token=token) == "invitation_closed"
    assert refused(decline_invitation, actor=world.actor("nobody"), token=token) == "invitation_closed"
    assert invited(world)


def test_withdraw_invitation(world: World) -> None:
    invitation = invited(world)
    token = link()
    for who, code in (("editor", "named_by_others"), ("their_contact", "not_found"), ("auditor", "not_found")):
        assert refused(withdraw_invitation, actor=world.actor(who), invitation=invitation) == code
    assert refused(withdraw_invitation, actor=world.actor("contact"), invitation=uuid4()) == "not_found"
    assert no_line_of("people.withdraw_invitation")
    withdraw_invitation(actor=world.actor("contact"), invitation=invitation)
    assert line_of("people.withdraw_invitation", invitation)
    assert refused(accept_invitation, actor=world.actor("nobody"), token=token) == "invitation_closed"


def test_a_letter_that_was_withdrawn_in_time_does_not_leave(world: World) -> None:
    withdraw_invitation(actor=world.actor("membership"), invitation=invited(world))
    outbox.deliver_due()
    assert mail.outbox == []


def mandate_of(world: World, name: str) -> Mandate:
    """The one mandate that a person of the world holds."""
    return Mandate.objects.get(person__public_id=world.people[name])


def followed(world: World, who: str = "contact", of: str = "contact", **change: Any) -> UUID:
    """Somebody is asked to follow one of ours; gives the invitation."""
    given: dict[str, Any] = {"invitee": NEW, "starts_on": date(2026, 5, 1), **change}
    asked = name_successor(actor=world.actor(who), mandate=mandate_of(world, of).public_id, **given)
    return asked.invitation


def test_name_successor(world: World) -> None:
    invitation = followed(world)
    assert line_of("people.name_successor", invitation).organisation == world.organisations["ours"]
    assert mandate_of(world, "contact").ends_on is None
    accept_invitation(actor=world.actor("nobody"), token=link())
    assert mandate_of(world, "contact").ends_on == date(2026, 4, 30)
    assert Mandate.objects.get(person__email=NEW.email).starts_on == date(2026, 5, 1)


def test_who_goes_earlier_keeps_that_day(world: World) -> None:
    followed(world)
    mandate = mandate_of(world, "contact").public_id
    end_mandate(actor=world.actor("membership"), mandate=mandate, ends_on=date(2026, 4, 12))
    accept_invitation(actor=world.actor("nobody"), token=link())
    assert mandate_of(world, "contact").ends_on == date(2026, 4, 12)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts_on": date(2024, 1, 1)}, "before_predecessor"),
        ({"starts_on": date(2026, 3, 1)}, "in_the_past"),
        ({"invitee": Invitee("Me", "CONTACT@example.org ")}, "same_person"),
        ({"who": "editor"}, "named_by_others"),
        ({"who": "their_contact"}, "not_found"),
        ({"of": "former"}, "ended_already"),
        ({"of": "treasurer"}, "not_found"),
    ],
)
def test_name_successor_refused(world: World, change: dict[str, Any], code: str) -> None:
    assert refused(followed, world, **change) == code
    assert no_line_of("people.name_successor")


@pytest.mark.django_db(transaction=True)
def test_two_letters_to_one_new_address_answered_at_once_make_one_person(world: World) -> None:
    tokens = []
    for role in ("finance_contact", "delegate"):
        invited(world, role=role)
        tokens.append(link())
    nobody = world.actor("nobody")
    outcomes = at_once(*(partial(accept_invitation, actor=nobody, token=token) for token in tokens))
    assert all(isinstance(outcome, InvitationAccepted) for outcome in outcomes), outcomes
    person = Person.objects.get(email=NEW.email)
    assert set(person.mandates.values_list("role", flat=True)) == {"finance_contact", "delegate"}


@pytest.mark.django_db(transaction=True)
def test_a_link_pressed_twice_at_once_names_once(world: World) -> None:
    invited(world)
    token, nobody = link(), world.actor("nobody")
    outcomes = at_once(*[partial(accept_invitation, actor=nobody, token=token)] * 2)
    assert sum(isinstance(outcome, InvitationAccepted) for outcome in outcomes) == 1
    assert Mandate.objects.filter(person__email=NEW.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_invite_the_same_person_at_once_send_one_letter(world: World) -> None:
    outcomes = at_once(partial(invited, world, "contact"), partial(invited, world, "finance_contact"))
    (refusal,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert refusal.refusal.code in {"invited_already", "made_already"}
    assert Invitation.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="people.invitation_letter").count() == 1
