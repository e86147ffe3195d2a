"""The contact form: what reaches the desk, what is refused, and what machines do with it."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.core import mail, signing
from django.test import Client

from koinon.core import outbox
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.doors.website.enquiry import new_seal
from koinon.rooms.organisations.models import Confederation
from tests.doors.website.reading import faults, read

CONTACT = "/en/contact/"
SENT = "/en/contact/sent/"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """`later(10)`: for seals, that many seconds have passed."""
    began = time.time()
    passed = [0.0]
    monkeypatch.setattr(signing.time, "time", lambda: began + passed[0])

    def wait(seconds: float) -> None:
        passed[0] += seconds

    return wait


@pytest.fixture
def answers(later: Callable[[float], None]) -> dict[str, str]:
    """What somebody writes, ten seconds after opening the form."""
    seal = new_seal()
    later(10)
    return {
        "topic": "joining",
        "message": "May a regional federation join?\n\nWe are 40 cooperatives.",
        "name": "Ána Ó Briain",
        "organisation": "Federation of the Isles",
        "email": "ana@example.org",
        "website": "",
        "seal": seal,
    }


@pytest.fixture(autouse=True)
def _no_letters(db: None) -> None:
    OutboxMessage.objects.all().delete()


def waiting() -> int:
    """How many letters wait in the outbox."""
    return OutboxMessage.objects.filter(kind="mail").count()


def test_how_we_are_reached_comes_from_the_record(stranger: Client) -> None:
    Confederation.objects.update(phone="+32 2 742 10 27")
    page = stranger.get(CONTACT).content.decode()
    assert 'href="mailto:house@example.org"' in page
    assert 'href="tel:+3227421027"' in page
    assert "1030 Brussels" in page
    assert "Belgium" in page


def test_a_message_reaches_the_desk(stranger: Client, answers: dict[str, str]) -> None:
    answer = stranger.post(CONTACT, answers)
    assert answer.status_code == 302
    assert answer["Location"] == SENT
    assert "Your message is on its way" in read(stranger.get(SENT)).text
    assert mail.outbox == []
    assert outbox.deliver_due() == 1
    (letter,) = mail.outbox
    assert letter.to == ["house@example.org"]
    assert letter.reply_to == ["ana@example.org"]
    assert letter.subject == "Enquiry about joining: Ána Ó Briain"
    assert "Ána Ó Briain, Federation of the Isles wrote through the website." in letter.body
    assert "We are 40 cooperatives." in letter.body


def test_the_journal_knows_that_and_not_who(stranger: Client, answers: dict[str, str]) -> None:
    stranger.post(CONTACT, answers)
    line = JournalEntry.objects.get(action="organisations.send_enquiry")
    assert (line.actor_kind, line.actor, line.door) == ("anonymous", None, "website")
    assert line.outcome["topic"] == "joining"
    assert line.subject == OutboxMessage.objects.get().public_id
    kept = f"{line.inputs} {line.outcome}"
    for private in ("Ána", "ana@example.org", "cooperatives", "Isles"):
        assert private not in kept


def test_a_double_click_sends_one_message(stranger: Client, answers: dict[str, str]) -> None:
    stranger.post(CONTACT, answers)
    assert stranger.post(CONTACT, answers)["Location"] == SENT
    assert waiting() == 1


def test_the_same_form_with_other_words_is_refused(stranger: Client, answers: dict[str, str]) -> None:
    stranger.post(CONTACT, answers)
    text = read(stranger.post(CONTACT, {**answers, "message": "And another thing."})).text
    assert "already sent with other contents" in text
    assert "And another thing." in text
    assert waiting() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "This field is required."),
        ({"message": ""}, "This field is required."),
        ({"topic": "gossip"}, "Select a valid choice."),
        ({"email": "ana at example.org"}, "This is not an e-mail address."),
        ({"email": "ana@example,org"}, "Did you mean ana@example.org?"),
        ({"email": "ana@example.org\nBcc: all@example.org"}, "This is not an e-mail address."),
        ({"email": f"{'a' * 300}@example.org"}, "at most 254 characters"),
        ({"message": "x" * 5001}, "at most 5000 characters"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": "x\x00y"}, "Null characters are not allowed."),
        ({"website": "https://spam.example"}, "The last field has to stay empty"),
        ({"seal": ""}, "did not come from this page"),
        ({"seal": "made:up:seal"}, "did not come from this page"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_refusal_says_why_and_keeps_what_was_written(
    stranger: Client, answers: dict[str, str], changed: dict[str, str], said: str
) -> None:
    answer = stranger.post(CONTACT, {**answers, **changed})
    assert answer.status_code == 200
    text = read(answer).text
    assert said in text
    assert "Nothing was sent yet" in text
    assert changed.get("message", "We are 40 cooperatives.")[:30] in text
    assert faults(read(answer)) == []
    assert waiting() == 0


def test_what_was_written_comes_back_escaped(stranger: Client, answers: dict[str, str]) -> None:
    hostile = {
        **answers,
        "email": "no",
        "name": '"><script>alert(1)</script>',
        "message": "</textarea><script>x</script>",
    }
    page = stranger.post(CONTACT, hostile).content.decode()
    assert "<script>" not in page
    assert "</textarea><script" not in page


def test_line_ends_never_reach_the_head_of_a_letter(stranger: Client, answers: dict[str, str]) -> None:
    hostile = {
        **answers,
        "name": "Ana\r\nBcc: all@example.org",
        "organisation": "House\nX-Spam: no\u2028\u202egro.elpmaxe",
    }
    assert stranger.post(CONTACT, hostile).status_code == 302
    outbox.deliver_due()
    (sent,) = mail.outbox
    assert sent.subject == "Enquiry about joining: Ana Bcc: all@example.org"
    assert sent.recipients() == ["house@example.org"]
    assert "\u202e" not in sent.body
    head, _, _ = sent.message().as_string().partition("\n\n")
    assert not re.search(r"^(bcc|x-spam):", head, re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "علی رضا", "नर‍गिस", "Łukasz O’Neill-Müller", "王小明"])
def test_names_in_any_script_arrive_as_written(stranger: Client, answers: dict[str, str], name: str) -> None:
    stranger.post(CONTACT, {**answers, "name": name})
    outbox.deliver_due()
    (letter,) = mail.outbox
    assert letter.subject == f"Enquiry about joining: {name}"


def test_whoever_is_faster_than_writing_is_asked_to_wait(stranger: Client, later: Callable[[float], None]) -> None:
    form = {"topic": "other", "message": "Buy now", "name": "Bot", "email": "bot@example.org", "seal": new_seal()}
    later(1)
    assert "faster than anybody writes" in read(stranger.post(CONTACT, form)).text
    assert waiting() == 0
    later(5)
    assert stranger.post(CONTACT, form).status_code == 302
    assert waiting() == 1


def test_a_form_left_open_for_days_can_be_sent_once_more(
    stranger: Client, answers: dict[str, str], later: Callable[[float], None]
) -> None:
    later(2 * 24 * 3600)
    page = stranger.post(CONTACT, answers).content.decode()
    assert "open for more than a day" in page
    assert "We are 40 cooperatives." in page
    renewed = re.search(r'name="seal" value="([^"]+)"', page)
    assert renewed is not None
    later(10)
    assert stranger.post(CONTACT, {**answers, "seal": renewed[1]}).status_code == 302


def test_a_flood_from_one_address_is_stopped(
    stranger: Client, answers: dict[str, str], later: Callable[[float], None]
) -> None:
    for _ in range(5):
        assert stranger.post(CONTACT, {**answers, "seal": _aged(later)}).status_code == 302
    stopped = stranger.post(CONTACT, {**answers, "seal": _aged(later), "message": "A sixth."})
    assert stopped.status_code == 429
    text = read(stopped).text
    assert "Too many messages in one hour" in text
    assert "or by e-mail to house@example.org" in text
    assert "A sixth." in text
    assert waiting() == 5
    other = stranger.post(CONTACT, {**answers, "seal": _aged(later)}, REMOTE_ADDR="198.51.100.7")
    assert other.status_code == 302


def test_a_household_of_ipv6_addresses_counts_as_one(
    stranger: Client, answers: dict[str, str], later: Callable[[float], None]
) -> None:
    codes = [
        stranger.post(CONTACT, {**answers, "seal": _aged(later)}, REMOTE_ADDR=f"2001:db8:0:1::{part}").status_code
        for part in range(1, 7)
    ]
    assert codes == [302] * 5 + [429]
    elsewhere = stranger.post(CONTACT, {**answers, "seal": _aged(later)}, REMOTE_ADDR="2001:db8:0:2::1")
    assert elsewhere.status_code == 302


def test_a_flood_from_everywhere_is_stopped_too(
    stranger: Client, answers: dict[str, str], later: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from koinon.doors.website import enquiry

    monkeypatch.setattr(enquiry, "FROM_ALL", 3)
    codes = [
        stranger.post(CONTACT, {**answers, "seal": _aged(later)}, REMOTE_ADDR=f"203.0.113.{part}").status_code
        for part in range(1, 5)
    ]
    assert codes == [302, 302, 302, 429]


def _aged(later: Callable[[float], None]) -> str:
    seal = new_seal()
    later(10)
    return seal


def test_a_form_from_elsewhere_is_refused(answers: dict[str, str], stranger: Client) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(CONTACT, answers).status_code == 403
    assert waiting() == 0


def test_before_there_is_an_address_nothing_is_promised(stranger: Client, answers: dict[str, str]) -> None:
    Confederation.objects.all().delete()
    answer = stranger.get(CONTACT)
    assert answer.status_code == 200
    assert "<form" not in answer.content.decode()
    assert stranger.post(CONTACT, answers).status_code == 200
    assert waiting() == 0


def test_a_quote_begins_with_what_we_need_to_know(stranger: Client) -> None:
    page = stranger.get(CONTACT, {"topic": "quote", "category": "full"}).content.decode()
    assert "Kind of membership: Full member" in page
    assert "How many cooperatives are affiliated to your organisation?" in page
    assert re.search(r'value="quote"[^>]*checked', page)


@pytest.mark.parametrize("query", [{"topic": "quote", "category": "<b>"}, {"topic": "<b>"}, {"category": "full"}])
def test_other_links_begin_with_an_empty_form(stranger: Client, query: dict[str, str]) -> None:
    page = stranger.get(CONTACT, query).content.decode()
    assert "Kind of membership" not in page
    assert "<b>" not in page


def test_who_is_signed_in_need_not_say_who_they_are(
    stranger: Client, client_as: Callable[[str], Client], answers: dict[str, str]
) -> None:
    client = client_as("contact")
    page = client.get(CONTACT).content.decode()
    assert 'value="contact@example.org"' in page
    assert client.post(CONTACT, answers).status_code == 302
    assert JournalEntry.objects.get(action="organisations.send_enquiry").actor_kind == "person"
