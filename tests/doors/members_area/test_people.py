"""People of an organisation: who holds which role, who is asked, who may change it, what needs a hand."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from koinon.core import outbox
from koinon.rooms.people.actions import end_mandate, invite_person, name_for_organisation
from koinon.rooms.people.actions.invitations import Invitee, Term
from koinon.rooms.people.models import ContactConfirmation, Invitation, Mandate
from koinon.rooms.people.queries import as_seen, confirmed_on, mandates_over
from tests.doors.members_area.browsing import Calendar, ClientAs, at, sent, words
from tests.world import World

TODAY = date(2026, 4, 1)
TYPED = {"name": "Žofie Nováková", "email": "zofie@example.org", "role": "finance_contact"}


@pytest.fixture(autouse=True)
def in_april(calendar: Calendar) -> None:
    calendar(TODAY)


def mandate_of(world: World, name: str) -> Mandate:
    """The one mandate that a person of the world holds."""
    return Mandate.objects.get(person__public_id=world.people[name])


def asked(world: World, role: str = "editor") -> Invitation:
    """Somebody is invited to speak for ours."""
    made = invite_person(
        actor=world.actor("contact"),
        organisation=world.organisations["ours"],
        invitee=Invitee("Žofie Nováková", "zofie@example.org"),
        term=Term(role, TODAY),
    )
    return Invitation.objects.get(public_id=made.invitation)


def test_it_shows_who_holds_which_role_and_who_is_asked(world: World, client_as: ClientAs, max_queries: Any) -> None:
    asked(world)
    client = client_as("delegate")
    with max_queries(20):
        said = words(client.get(at(world, "people")))
    assert "Contact C Contact since 1 January 2024" in said
    assert "Finance contact FC Finance contact since 1 January 2024" in said
    assert "Žofie Nováková Invited may accept until 1 May 2026" in said
    assert "Declare a member's yearly figures contact, finance contact" in said
    assert "Confirmed on 2 January 2026. We ask again on 2 January 2027." in said


def test_who_may_not_name_reads_only(world: World, client_as: ClientAs) -> None:
    asked(world)
    page = client_as("delegate").get(at(world, "people")).content.decode()
    assert "Your contact names people and ends their roles." in page
    assert at(world, "invite") not in page
    assert at(world, "withdraw") not in page
    for place, more in (("invite", {}), ("replace", {"mandate": mandate_of(world, "contact").public_id})):
        assert client_as("delegate").get(at(world, place, **more)).status_code == 403
    own = at(world, "end", mandate=mandate_of(world, "delegate").public_id)
    assert own in page
    assert client_as("delegate").get(own).status_code == 200
    assert client_as("their_contact").get(at(world, "people")).status_code == 404


def test_a_contact_invites_and_withdraws(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    answered = sent(client, at(world, "invite"), **TYPED)
    assert answered["Location"] == at(world, "people")
    assert "The invitation to Žofie Nováková is on its way." in words(client.get(answered["Location"]))
    outbox.deliver_due()
    assert mail.outbox[-1].to == ["zofie@example.org"]
    row = Invitation.objects.get(email="zofie@example.org")
    pressed = {"key": f"withdraw-{row.public_id}", "invitation": str(row.public_id)}
    for _press in range(2):
        assert client.post(at(world, "withdraw"), pressed)["Location"] == at(world, "people")
    row.refresh_from_db()
    assert row.state == "withdrawn"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "zofie,at@example"}, "This is not an e-mail address."),
        ({"name": ""}, "This field is required."),
        ({"starts_on": "0026-04-01"}, "Check the year of this date."),
        ({"starts_on": "2026-03-01"}, "A role cannot begin in the past."),
        ({"role": "secretary_general"}, "is not one of the available choices"),
        ({"email": "finance.contact@example.org"}, "This person holds that role already in that time."),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(
    world: World, client_as: ClientAs, change: dict[str, str], said: str
) -> None:
    answered = sent(client_as("contact"), at(world, "invite"), **{**TYPED, "name": "Žofie", **change})
    assert answered.status_code in (409, 422)
    assert said in words(answered)
    assert change.get("name", "Žofie") in answered.content.decode()
    assert not Invitation.objects.filter(organisation=world.organisations["ours"]).exists()


def test_a_finance_contact_is_offered_only_what_they_name(world: World, client_as: ClientAs) -> None:
    page = client_as("finance_contact").get(at(world, "invite")).content.decode()
    assert 'value="finance_contact"' in page
    assert 'value="contact"' not in page


def test_a_successor_is_asked_and_the_last_contact_cannot_go_alone(world: World, client_as: ClientAs) -> None:
    client, mandate = client_as("contact"), mandate_of(world, "contact").public_id
    page = client.get(at(world, "people")).content.decode()
    assert at(world, "end", mandate=mandate) not in page
    alone = sent(client, at(world, "end", mandate=mandate), ends_on="2026-04-30")
    assert alone.status_code == 409
    assert "Name a successor instead" in words(alone)
    typed = {"name": "Žofie", "email": "zofie@example.org", "starts_on": "2026-05-01"}
    assert sent(client, at(world, "replace", mandate=mandate), **typed).status_code == 302
    assert Invitation.objects.get().replaces == mandate_of(world, "contact")
    foreign = mandate_of(world, "their_contact").public_id
    assert client.get(at(world, "replace", mandate=foreign)).status_code == 404
    assert client.get(at(world, "end", mandate=foreign)).status_code == 404


def test_a_role_is_ended(world: World, client_as: ClientAs) -> None:
    address = at(world, "end", mandate=mandate_of(world, "editor").public_id)
    assert sent(client_as("contact"), address, ends_on="2026-04-30")["Location"] == at(world, "people")
    assert mandate_of(world, "editor").ends_on == date(2026, 4, 30)


def test_contacts_are_confirmed_once_a_year(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    ours, client = world.organisations["ours"], client_as("contact")
    task = "Confirm who speaks for you"
    assert task not in words(client.get(at(world, "standing")))
    calendar(date(2027, 1, 2))
    assert f"{task} last confirmed on 2 January 2026" in words(client.get(at(world, "standing")))
    assert "your contact does this" in words(client_as("delegate").get(at(world, "standing")))
    assert "Is this still right?" in words(client.get(at(world, "people")))
    speaking = mandates_over(ours, date(2027, 1, 2))
    client.post(at(world, "confirm"), {"key": "a", "seen": "of yesterday"})
    assert confirmed_on(ours) == date(2026, 1, 2)
    client.post(at(world, "confirm"), {"key": "b", "seen": as_seen(speaking)})
    assert confirmed_on(ours) == date(2027, 1, 2)
    assert task not in words(client.get(at(world, "standing")))


def test_a_member_that_never_confirmed_is_asked_a_year_after_it_joined(world: World, client_as: ClientAs) -> None:
    ContactConfirmation.objects.all().delete()
    said = words(client_as("contact").get(at(world, "standing")))
    assert "Confirm who speaks for you not confirmed yet" in said


def test_roles_that_nobody_holds_are_named(world: World, client_as: ClientAs) -> None:
    theirs = words(client_as("their_contact").get(at(world, "standing", "theirs")))
    assert "Name a finance contact" in theirs
    assert "Name a delegate" in theirs
    network = words(client_as("network_contact").get(at(world, "standing", "network")))
    assert "Name a finance contact" in network
    assert "Name a delegate" not in network


def test_a_role_that_ends_soon_wants_a_successor_until_one_is_asked_or_named(world: World, client_as: ClientAs) -> None:
    task = "Name who follows Delegate as delegate"
    client, ending = client_as("contact"), mandate_of(world, "delegate").public_id
    end_mandate(actor=world.actor("membership"), mandate=ending, ends_on=date(2026, 5, 16))
    assert f"{task} by 16 May 2026 · nobody follows yet Invite" in words(client.get(at(world, "standing")))
    asked(world, "delegate")
    waiting = words(client.get(at(world, "standing")))
    assert f"{task} by 16 May 2026 · Žofie Nováková is asked and has not answered" in waiting
    name_for_organisation(
        actor=world.actor("membership"),
        person=world.people["stranger"],
        organisation=world.organisations["ours"],
        role="delegate",
        starts_on=date(2026, 5, 17),
    )
    assert task not in words(client.get(at(world, "standing")))


def test_the_secretariat_may_do_it_for_a_member(world: World, client_as: ClientAs) -> None:
    client = client_as("membership")
    assert sent(client, at(world, "invite"), **TYPED).status_code == 302
    assert reverse("members:people", args=[world.organisations["ours"]]) == at(world, "people")
    assert client_as("auditor").get(at(world, "invite")).status_code == 403
