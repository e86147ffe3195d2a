"""Links by mail: the same answer for everybody, used once, kept as digests."""

from datetime import timedelta

import pytest
from django.core import mail

from koinon.core.models import JournalEntry, OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.access import application_of, digest_of, new_secret
from koinon.rooms.admissions.actions import end_stay, open_link, send_link, withdraw_application
from koinon.rooms.admissions.models import ApplicantLink, Application
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.admissions.applying import BEGUN, Applicant, begun, decided, submitted
from tests.rooms.outcomes import line_of, refused
from tests.world import World


def test_send_link(world: World) -> None:
    applicant = Applicant(world)
    sent = send_link(actor=applicant.actor(), email="Ana@Example.org")
    message = OutboxMessage.objects.get()
    assert (message.payload, bool(message.sealed_payload)) == ({}, True)
    line = line_of("admissions.send_link", sent.link)
    assert "ana@example.org" not in str(line.inputs).lower()
    deliver_due()
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert "works once" in letter.body
    assert not Application.objects.exists(), "an application begins when its writer arrives, not before"


def test_the_answer_is_the_same_whether_or_not_we_know_the_address(world: World) -> None:
    submitted(world)
    known = send_link(actor=world.actor("nobody"), email="ana@example.org")
    unknown = send_link(actor=world.actor("nobody"), email="somebody@example.org")
    assert type(known) is type(unknown)
    assert known.link != unknown.link


def test_an_address_is_not_flooded(world: World) -> None:
    applicant = Applicant(world)
    sent = [send_link(actor=applicant.actor(), email=applicant.email) for _time in range(8)]
    assert len({fact.link for fact in sent}) == 8
    assert ApplicantLink.objects.count() == OutboxMessage.objects.count() == 5
    send_link(actor=world.actor("nobody", BEGUN, hour=12), email=applicant.email)
    assert ApplicantLink.objects.count() == 6


def test_send_link_refused(world: World) -> None:
    nobody = world.actor("nobody")
    for typed in ("", "ana", "ana@example.org\nBcc: all@example.org", "a@b, c@d"):
        assert refused(send_link, actor=nobody, email=typed) == "email_invalid"
    RulebookVersion.objects.all().delete()
    assert refused(send_link, actor=nobody, email="ana@example.org") == "no_admission_rules"
    assert not OutboxMessage.objects.exists()


def test_open_link(world: World) -> None:
    applicant = Applicant(world)
    link = applicant.mailed_link()
    arrived = open_link(actor=applicant.actor(), link=link, access=applicant.access)
    assert arrived.application == applicant.id
    assert (applicant.row.state, applicant.row.expires_on) == ("draft", BEGUN + timedelta(days=365))
    found = application_of(applicant.actor(), applicant.access)
    assert found is not None
    assert found.public_id == applicant.id
    row = ApplicantLink.objects.get()
    assert (row.link_digest, row.stay_digest) == (digest_of(link), digest_of(applicant.access))
    line = line_of("admissions.open_link", applicant.id)
    assert link not in str(line.inputs)
    assert applicant.access not in str(JournalEntry.objects.values_list("inputs", "outcome"))


def test_a_link_is_used_once(world: World) -> None:
    applicant = Applicant(world)
    link = applicant.mailed_link()
    first = open_link(actor=applicant.actor(), link=link, access=applicant.access)
    # The same holder pressing the button twice arrives twice; whoever found the link in the mail does not.
    assert open_link(actor=applicant.actor(), link=link, access=applicant.access) == first
    assert refused(open_link, actor=applicant.actor(), link=link, access=new_secret()) == "link_spent"
    assert Application.objects.count() == 1


def test_once_its_stay_has_ended_a_link_is_spent_for_its_holder_too(world: World) -> None:
    applicant = Applicant(world)
    link = applicant.mailed_link()
    open_link(actor=applicant.actor(), link=link, access=applicant.access)
    late = applicant.actor(BEGUN + timedelta(days=1))
    assert refused(open_link, actor=late, link=link, access=applicant.access) == "link_spent"


def test_open_link_refused(world: World) -> None:
    applicant = Applicant(world)
    link, nobody = applicant.mailed_link(), applicant.actor()
    for guess in ("", "x", link[:-1], new_secret(), digest_of(link)):
        assert refused(open_link, actor=nobody, link=guess, access=applicant.access) == "link_spent"
    late = applicant.actor(BEGUN + timedelta(days=1))
    assert refused(open_link, actor=late, link=link, access=applicant.access) == "link_spent"
    with pytest.raises(ValueError, match="new_secret"):
        open_link(actor=nobody, link=link, access="short")


def test_a_stay_ends_and_another_link_leads_to_the_same_application(world: World) -> None:
    applicant = begun(world)
    first, old = applicant.id, applicant.access
    later = applicant.actor(BEGUN + timedelta(days=1))
    assert application_of(later, old) is None
    applicant.come_in(BEGUN + timedelta(days=1))
    assert applicant.id == first
    assert application_of(later, old) is None


@pytest.mark.parametrize("guess", ["", "short", "x" * 43])
def test_a_stay_is_not_guessed(world: World, guess: str) -> None:
    # Before its link is used, a row has no word of a stay at all.
    Applicant(world).mailed_link()
    assert application_of(world.actor("nobody", BEGUN), guess) is None


def test_who_withdrew_begins_anew_and_who_was_refused_comes_back_to_the_refusal(world: World) -> None:
    applicant = decided(world, approved=False)
    refused_one = applicant.id
    applicant.come_in(BEGUN + timedelta(days=90))
    found = application_of(applicant.actor(BEGUN + timedelta(days=90)), applicant.access)
    assert found is not None
    assert found.public_id == refused_one


def test_after_a_withdrawal_an_address_begins_anew(world: World) -> None:
    applicant = begun(world)
    withdraw_application(actor=applicant.actor(), access=applicant.access, seen_version=1)
    access = new_secret()
    arrived = open_link(actor=applicant.actor(), link=applicant.mailed_link(), access=access)
    assert Application.objects.get(public_id=arrived.application).state == "draft"
    assert Application.objects.count() == 2


def test_end_stay(world: World) -> None:
    applicant = Applicant(world)
    link = applicant.mailed_link()
    open_link(actor=applicant.actor(), link=link, access=applicant.access)
    ended = end_stay(actor=applicant.actor(), access=applicant.access)
    assert ended.application == applicant.id
    assert application_of(applicant.actor(), applicant.access) is None
    assert applicant.access not in str(line_of("admissions.end_stay", applicant.id).inputs)
    assert refused(open_link, actor=applicant.actor(), link=link, access=applicant.access) == "link_spent"


def test_only_the_stay_that_is_left_ends(world: World) -> None:
    applicant = begun(world)
    elsewhere, applicant.access = applicant.access, new_secret()
    applicant.come_in()
    end_stay(actor=applicant.actor(), access=applicant.access)
    assert application_of(applicant.actor(), elsewhere) is not None


def test_end_stay_refused(world: World) -> None:
    applicant = begun(world)
    for guess in ("", new_secret()):
        assert refused(end_stay, actor=applicant.actor(), access=guess) == "stay_ended"
    late = applicant.actor(BEGUN + timedelta(days=1))
    assert refused(end_stay, actor=late, access=applicant.access) == "stay_ended"
