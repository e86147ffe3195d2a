"""The confederation's own record, and letters from the public to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core import mail

from koinon.core import outbox
from koinon.core.models import OutboxMessage
from koinon.rooms.organisations.actions import (
    ConfederationDetails,
    Enquiry,
    keep_confederation_record,
    send_enquiry,
)
from koinon.rooms.organisations.models import Confederation
from koinon.rooms.organisations.queries import confederation
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

DETAILS = ConfederationDetails(
    email="info@example.org", phone="+32 2 000 00 00", bank_name="CECOP", iban="BE68 5390 0754 7034", bic="GKCCBEBB"
)
ASKED = Enquiry("Ada\r\nBcc: all@example.org", "ada@example.org", "joining", "May we join?", "Lega Nuova")


def test_keep_confederation_record(world: World) -> None:
    house = world.organisations["house"]
    kept = keep_confederation_record(actor=world.actor("secretary_general"), organisation=house, details=DETAILS)
    row = confederation()
    assert row is not None
    assert (row.email, row.iban, row.organisation.public_id) == ("info@example.org", "BE68539007547034", house)
    assert Confederation.objects.count() == 1
    assert line_of_latest(world, kept.organisation).outcome == {"organisation": str(house)}


def line_of_latest(world: World, house: Any) -> Any:
    """The line of this test: the world's own record left one too."""
    from koinon.core.models import JournalEntry

    return JournalEntry.objects.filter(action="organisations.keep_confederation_record", subject=house).latest("id")


@pytest.mark.parametrize(
    ("who", "change", "code"),
    [
        ("secretary_general", {"email": "nobody"}, "record_invalid"),
        ("secretary_general", {"iban": "BE68 5390 0754 7035"}, "record_invalid"),
        ("secretary_general", {"bic": "NO"}, "record_invalid"),
        ("membership", {}, "not_allowed"),
        ("treasurer", {}, "not_allowed"),
        ("contact", {}, "not_allowed"),
        ("nobody", {}, "not_allowed"),
    ],
)
def test_keep_confederation_record_refused(world: World, who: str, change: dict[str, str], code: str) -> None:
    given = {"organisation": world.organisations["house"], "details": replace(DETAILS, **change)}
    assert refused(keep_confederation_record, actor=world.actor(who), **given) == code
    assert Confederation.objects.get().email == "house@example.org"


def test_send_enquiry(world: World, calendar: Callable[..., None]) -> None:
    calendar(date(2026, 4, 1))
    sent = send_enquiry(actor=world.actor("nobody"), enquiry=ASKED)
    assert not mail.outbox
    outbox.deliver_due()
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == (["house@example.org"], ["ada@example.org"])
    assert "May we join?" in str(letter.body)
    assert "Ada Bcc: all@example.org" in letter.subject
    assert not letter.bcc
    line = line_of("organisations.send_enquiry", sent.letter)
    assert (line.actor_kind, line.actor) == ("anonymous", None)
    assert "ada@example.org" not in str(line.inputs)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"topic": "spam"}, "topic_unknown"),
        ({"name": " \u202e "}, "name_needed"),
        ({"name": "x" * 121}, "name_needed"),
        ({"message": "  "}, "message_length"),
        ({"message": "x" * 5001}, "message_length"),
        ({"email": "ada"}, "email_invalid"),
        ({"email": "ada@example.org\nbcc: b@example.org"}, "email_invalid"),
    ],
)
def test_send_enquiry_refused(world: World, change: dict[str, str], code: str) -> None:
    assert refused(send_enquiry, actor=world.actor("nobody"), enquiry=replace(ASKED, **change)) == code
    assert no_line_of("organisations.send_enquiry")
    assert not OutboxMessage.objects.filter(kind="mail").exists()


def test_send_enquiry_before_there_is_a_house(world: World) -> None:
    Confederation.objects.all().delete()
    assert refused(send_enquiry, actor=world.actor("nobody"), enquiry=ASKED) == "no_address"


def test_a_letter_that_was_sent_is_not_kept(world: World) -> None:
    send_enquiry(actor=world.actor("nobody"), enquiry=ASKED)
    message = OutboxMessage.objects.get(kind="mail")
    assert "May we join?" not in f"{message.payload} {message.sealed_payload}"
    outbox.deliver_due()
    message.refresh_from_db()
    assert (message.payload, message.sealed_payload) == ({}, "")
