"""The demo's pages: whom one can be, signing in with one click, and the mail that never left."""

from email.message import EmailMessage as Written
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from koinon.core.models import OutboxMessage
from koinon.core.outbox import Posting, deliver_due, enqueue
from koinon.doors.demo.cast import read_record
from koinon.doors.demo.kept_mail import folder
from koinon.doors.demo.network.steps import Network
from koinon.doors.demo.parts import PLAYABLE
from koinon.rooms.dues.models import Invoice
from koinon.rooms.people.models import Person
from tests.doors.demo.conftest import TODAY

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def pressed(browser: Client, url: str) -> Any:
    """Open a page, then send its form as a browser would."""
    token = browser.get(url).context["csrf_token"]
    return browser.post(url, {"csrfmiddlewaretoken": str(token)})


def sign_in_url(person: Person) -> str:
    return reverse("demo:sign_in", kwargs={"person": person.public_id})


def text_of(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_everybody_of_the_demo_stands_on_its_page(network: Network, browser: Client, settings: Settings) -> None:
    page = text_of(browser.get("/demo/"))
    record = read_record(settings.VAR)
    assert record is not None
    assert {part.part for part in record.people} == set(PLAYABLE)
    for part in record.people:
        assert part.name in page
        assert f"/demo/sign-in/{part.person}/" in page


def test_the_link_asks_and_the_button_signs_in(network: Network, browser: Client) -> None:
    treasurer = network.staff["treasurer"]
    asked = browser.get(sign_in_url(treasurer))
    assert treasurer.name in text_of(asked)
    assert "_auth_user_id" not in browser.session
    signed_in = pressed(browser, sign_in_url(treasurer))
    assert signed_in.status_code == 302
    assert signed_in["Location"].endswith("/arrive/")
    assert browser.session["_auth_user_id"] == str(treasurer.pk)


def test_one_can_become_somebody_else(network: Network, browser: Client) -> None:
    pressed(browser, sign_in_url(network.staff["treasurer"]))
    contact = network.people["verkstad"]["contact"]
    pressed(browser, sign_in_url(contact))
    assert browser.session["_auth_user_id"] == str(contact.pk)


def test_a_post_without_the_form_s_token_signs_nobody_in(network: Network, browser: Client) -> None:
    assert browser.post(sign_in_url(network.staff["treasurer"])).status_code == 403
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("change", [{"invented": False}, {"is_active": False}])
def test_nobody_real_and_nobody_shut_out_can_be_played(
    network: Network, browser: Client, change: dict[str, bool]
) -> None:
    person = network.staff["treasurer"]
    Person.objects.filter(pk=person.pk).update(**change)
    assert browser.get(sign_in_url(person)).status_code == 404


def test_an_unknown_person_is_not_there(network: Network, browser: Client) -> None:
    assert browser.get(reverse("demo:sign_in", kwargs={"person": uuid4()})).status_code == 404


def test_outside_the_demo_none_of_it_answers(network: Network, browser: Client, settings: Settings) -> None:
    message = OutboxMessage.objects.order_by("id")[0]
    settings.KOINON_DEMO = False
    addresses = [
        reverse("demo:people"),
        sign_in_url(network.staff["treasurer"]),
        reverse("demo:outbox"),
        reverse("demo:letters", kwargs={"message": message.public_id}),
        reverse("demo:attachment", kwargs={"message": message.public_id, "letter": 0, "attachment": 0}),
    ]
    assert [browser.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert Client().post(addresses[1]).status_code == 404


def test_without_a_record_the_page_says_how_to_begin(network: Network, browser: Client, settings: Settings) -> None:
    settings.VAR = settings.VAR / "elsewhere"
    assert "bin/demo" in text_of(browser.get("/demo/"))


def test_the_outbox_lists_letters_latest_first_page_by_page(
    network: Network, browser: Client, max_queries: Any
) -> None:
    with max_queries(20):
        first = browser.get("/demo/outbox/")
    second = browser.get("/demo/outbox/?page=2")
    count = OutboxMessage.objects.exclude(kind__startswith="reaction:").count()
    assert [len(page.context["rows"]) for page in (first, second)] == [40, min(count - 40, 40)]
    latest = Invoice.objects.filter(state="issued", kind="invoice").order_by("-number_year", "-number")[0]
    assert latest.full_number in text_of(first).split("</table>")[0] + text_of(second).split("</table>")[0]


def test_a_letter_shows_its_text_and_gives_its_attachment(network: Network, browser: Client) -> None:
    invoice = Invoice.objects.filter(state="paid", year=TODAY.year).order_by("id")[0]
    message = OutboxMessage.objects.get(subject=invoice.public_id, kind="dues.invoice_letter")
    page = text_of(browser.get(reverse("demo:letters", kwargs={"message": message.public_id})))
    assert invoice.reference in page
    assert "February 2026" in page
    assert f"http://testserver/en/members/invoices/{invoice.public_id}/" in page
    url = reverse("demo:attachment", kwargs={"message": message.public_id, "letter": 0, "attachment": 0})
    assert url in page
    answer = browser.get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue().startswith(b"%PDF-")
    beyond = reverse("demo:attachment", kwargs={"message": message.public_id, "letter": 0, "attachment": 1})
    assert browser.get(beyond).status_code == 404


def test_a_letter_that_reached_nobody_says_why(network: Network, browser: Client) -> None:
    failed = OutboxMessage.objects.get(state="failed", kind="dues.invoice_letter")
    page = text_of(browser.get(reverse("demo:letters", kwargs={"message": failed.public_id})))
    assert "has no current contact" in page


def test_a_code_by_mail_can_be_read_in_the_outbox(network: Network, browser: Client) -> None:
    contact = network.people["verkstad"]["contact"]
    token = browser.get("/en/sign-in/").context["csrf_token"]
    browser.post("/en/sign-in/", {"email": contact.email, "csrfmiddlewaretoken": str(token)})
    message = OutboxMessage.objects.filter(kind="mail").order_by("-id")[0]
    waiting = text_of(browser.get(reverse("demo:letters", kwargs={"message": message.public_id})))
    assert "Not written yet" in waiting
    deliver_due()
    written = text_of(browser.get(reverse("demo:letters", kwargs={"message": message.public_id})))
    assert contact.email in written


def test_hostile_words_are_shown_and_do_nothing(network: Network, browser: Client) -> None:
    posting = Posting("mail", {"to": "anna@example.org", "subject": HOSTILE, "text": f"{HOSTILE} javascript:alert(1)"})
    enqueue(posting)
    deliver_due()
    for address in ("/demo/outbox/", f"/demo/outbox/{posting.public_id}/"):
        page = text_of(browser.get(address))
        assert HOSTILE not in page
        assert "&lt;script&gt;" in page
        assert 'href="javascript' not in page


def test_a_hostile_attachment_is_only_ever_downloaded(network: Network, browser: Client) -> None:
    posting = Posting("mail", {"to": "anna@example.org", "subject": "A page", "text": "See the page."})
    enqueue(posting)
    deliver_due()
    letter = Written()
    letter["To"], letter["Subject"], letter["Date"] = "anna@example.org", "A page", "not a day"
    letter.set_content("See the page.")
    letter.add_attachment(HOSTILE.encode(), maintype="text", subtype="html", filename="../../x.html")
    (folder() / f"{posting.public_id}.eml").write_bytes(letter.as_bytes())
    url = reverse("demo:attachment", kwargs={"message": posting.public_id, "letter": 0, "attachment": 0})
    answer = browser.get(url)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/demo/outbox/{posting.public_id}/").status_code == 200


def sent(message_id: str) -> Path:
    before = set(folder().glob("*.eml"))
    letter = EmailMessage(
        "Words", "Text", "house@example.org", ["anna@example.org"], headers={"Message-ID": message_id}
    )
    assert get_connection("koinon.doors.demo.kept_mail.KeptMail").send_messages([letter]) == 1
    return next(iter(set(folder().glob("*.eml")) - before), folder() / "none")


def test_mail_is_kept_once_a_message_and_dated_by_the_demo_s_calendar(network: Network) -> None:
    place = sent("<one-message@example.org>")
    assert place.name == "one-message.eml"
    assert b"Date: Tue, 14 Apr 2026" in place.read_bytes()
    assert sent("<one-message@example.org>").name == "none"
    place.unlink()


@pytest.mark.parametrize("message_id", ["<../../outside@example.org>", "<@example.org>", "</etc/passwd@x>"])
def test_no_message_id_leads_out_of_the_folder(network: Network, message_id: str) -> None:
    place = sent(message_id)
    assert place.parent == folder()
    assert place.resolve().parent == folder().resolve()
    place.unlink()
