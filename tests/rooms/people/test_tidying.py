"""What the calendar does to invitations, and the letter that says what became of one."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail

from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.people.actions import (
    accept_invitation,
    decline_invitation,
    end_mandate,
    erase_invitations,
    expire_invitations,
    withdraw_invitation,
)
from koinon.rooms.people.jobs import tidy_invitations
from koinon.rooms.people.models import Invitation, Mandate, Person
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.rooms.people.test_invitations import NEW, TODAY, invited, link
from tests.world import World, only

RUN_OUT = TODAY + timedelta(days=30)
KEPT = timedelta(days=30)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _spring(world: World, calendar: Callable[..., None]) -> None:
    """A day of the year that the world lives in, with an empty outbox."""
    calendar(TODAY)
    OutboxMessage.objects.all().delete()


def row(invitation: UUID) -> Invitation:
    """An invitation as it stands."""
    return Invitation.objects.get(public_id=invitation)


def told() -> list[tuple[list[str], str]]:
    """The letters about what became of an invitation, as they left."""
    deliver_due()
    return [(letter.to, letter.subject) for letter in mail.outbox if "asks you" not in str(letter.subject)]


def test_expire_invitations(world: World, calendar: Callable[..., None]) -> None:
    invitation = invited(world)
    only(expire_invitations([invitation], actor=world.actor("system", RUN_OUT)))
    assert (row(invitation).state, row(invitation).name) == ("expired", NEW.name)
    line = line_of("people.expire_invitations", invitation)
    assert (line.actor_kind, line.organisation) == ("system", world.organisations["ours"])
    message = OutboxMessage.objects.get(kind="people.invitation_outcome")
    assert (message.payload, NEW.name in message.sealed_payload) == ({}, False)
    assert message.dedupe == f"people.invitation_outcome:{invitation}"
    calendar(RUN_OUT)
    assert told() == [(["contact@example.org"], "Žofie Nováková has not answered")]
    assert "finance contact of Förbundet Arbetskooperation" in str(mail.outbox[-1].body)
    assert not OutboxMessage.objects.get(pk=message.pk).sealed_payload


def test_expire_invitations_declined(world: World) -> None:
    invitation = invited(world)
    early, late = (world.actor("system", RUN_OUT, hour) for hour in (9, 10))
    assert declined(expire_invitations([invitation], actor=early)) == "still_open"
    assert declined(expire_invitations([uuid4()], actor=late)) == "still_open"
    withdraw_invitation(actor=world.actor("contact"), invitation=invitation)
    assert declined(expire_invitations([invitation], actor=late)) == "still_open"
    for who in ("secretary_general", "contact", "nobody"):
        actor = world.actor(who, RUN_OUT)
        assert refused(expire_invitations, [invitation], actor=actor) == "not_allowed"
        assert refused(erase_invitations, [invitation], actor=actor) == "not_allowed"
    assert no_line_of("people.expire_invitations")
    assert told() == []


def test_whoever_invited_hears_of_a_yes_and_of_a_no(world: World) -> None:
    invited(world)
    accept_invitation(actor=world.actor("nobody"), token=link())
    invited(world, who="membership", role="delegate")
    decline_invitation(actor=world.actor("nobody"), token=link())
    assert told() == [
        (["contact@example.org"], "Žofie Nováková accepted"),
        (["membership@example.org"], "Žofie Nováková declined"),
    ]
    assert not OutboxMessage.objects.filter(kind="people.invitation_outcome").exclude(sealed_payload="").exists()


def test_whoever_speaks_for_the_member_no_longer_hears_nothing(world: World, calendar: Callable[..., None]) -> None:
    invited(world)
    mandate = Mandate.objects.get(person=world.person("contact"))
    end_mandate(actor=world.actor("membership"), mandate=mandate.public_id, ends_on=TODAY)
    calendar(TODAY + DAY)
    decline_invitation(actor=world.actor("nobody", TODAY + DAY), token=link())
    assert told() == []


@pytest.mark.parametrize(("answer", "state"), [(None, "expired"), (accept_invitation, "accepted")])
def test_erase_invitations(world: World, answer: Callable[..., object] | None, state: str) -> None:
    invitation = invited(world)
    last = RUN_OUT
    if answer is None:
        only(expire_invitations([invitation], actor=world.actor("system", RUN_OUT)))
    else:
        answer(actor=world.actor("nobody"), token=link())
        last = TODAY
    early, late = (world.actor("system", last + KEPT + later) for later in (timedelta(), DAY))
    assert declined(erase_invitations([invitation], actor=early)) == "not_over"
    assert only(erase_invitations([invitation], actor=late)).state == state
    left = row(invitation)
    assert (left.name, left.email, left.role) == ("", "", "finance_contact")
    line = line_of("people.erase_invitations", invitation)
    assert NEW.name not in str([line.inputs, line.outcome])
    assert declined(erase_invitations([invitation], actor=late)) == "not_over"
    assert Person.objects.filter(email=NEW.email).exists() is (state == "accepted")


def test_an_open_invitation_is_not_erased(world: World) -> None:
    invitation = invited(world)
    late = world.actor("system", TODAY + timedelta(days=400))
    assert declined(erase_invitations([invitation], actor=late)) == "not_over"


def test_the_job_is_safe_to_run_twice_and_late(world: World, calendar: Callable[..., None]) -> None:
    invited(world)
    invited(world, who="membership", role="delegate")
    calendar(RUN_OUT - DAY)
    assert tidy_invitations() == 0
    calendar(RUN_OUT + timedelta(days=5))
    assert [tidy_invitations(), tidy_invitations()] == [2, 0]
    calendar(RUN_OUT + KEPT + DAY)
    assert [tidy_invitations(), tidy_invitations()] == [2, 0]
    assert not Invitation.objects.exclude(name="", email="").exists()
    assert len(told()) == 2


def test_without_rules_about_keeping_they_end_and_stay(world: World, calendar: Callable[..., None]) -> None:
    invited(world)
    RulebookVersion.objects.all().delete()
    calendar(date(2030, 1, 1))
    assert [tidy_invitations(), tidy_invitations()] == [1, 0]
    assert Invitation.objects.get().name == NEW.name
