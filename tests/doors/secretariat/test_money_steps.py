"""Steps about figures, fees, invoices and payments, one at a time."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from koinon.core.models import OutboxMessage
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.models import Invoice, Payment
from tests import world as story
from tests.doors.secretariat.conftest import OnTheDesk
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Send = Callable[..., Any]
DECISION = {"body": "Board", "taken_on": "2026-05-20", "reference": "B2026/9"}


def invoice_page(invoice: UUID) -> str:
    return f"/desk/dues/invoices/{invoice}/"


def state_of(invoice: UUID) -> str:
    return Invoice.objects.get(public_id=invoice).state


def test_one_declaration_with_last_years_figures_and_what_looks_odd(
    client_as: ClientAs, published: World, calendar: Callable[..., None]
) -> None:
    story.declared(published, on=date(2026, 3, 3))
    slipped = [
        story.TypedFigure("cooperatives", Decimal(252)),
        story.TypedFigure("turnover", Decimal("5400000"), "SEK"),
    ]
    calendar(date(2027, 3, 3))
    declaration = story.declared(published, year=2027, on=date(2027, 3, 3), figures=slipped)
    page = client_as("auditor").get(f"/desk/declarations/{declaration}/").content.decode()
    for words in ("SEK", "€540,000,000", "times apart", "As in our annual report.", "Version 1", "Submitted"):
        assert words in page, words


def test_lock_figures_once(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"/desk/declarations/{desk.declaration}/lock/"
    version = Declaration.objects.get(public_id=desk.declaration).version
    assert send(client_as("policy"), address).status_code == 403
    assert send(client_as("membership"), address, seen_version=version).status_code == 302
    assert send(client_as("membership"), address, seen_version=version).status_code == 409
    assert Declaration.objects.get(public_id=desk.declaration).state == "locked"


def test_compute_a_fee_and_see_the_proposal(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"/desk/memberships/{desk.world.memberships['theirs']}/2026/fee/"
    made = send(client_as("membership"), address)
    assert made.status_code == 302
    page = client_as("membership").get(made["Location"]).content.decode()
    assert "€6,800.00" in page or "€8,400.00" in page
    assert send(client_as("auditor"), address).status_code == 403
    ours = f"/desk/memberships/{desk.world.memberships['ours']}/2026/fee/"
    assert send(client_as("membership"), ours).status_code == 409
    assert client_as("membership").get(ours.replace("2026", "3000")).status_code == 404


def test_a_fee_that_is_not_known_is_refused_in_words(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"/desk/memberships/{desk.world.memberships['ours']}/2027/fee/"
    refused = send(client_as("membership"), address)
    assert refused.status_code == 409
    assert "The fee is not known" in refused.content.decode()


def test_an_estimate_is_the_treasurers_and_only_after_the_window(
    client_as: ClientAs, published: World, calendar: Callable[..., None], send: Send
) -> None:
    address = f"/desk/memberships/{published.memberships['ours']}/2026/estimate/"
    sent = {
        "cooperatives": "250",
        "turnover": "540 000 000",
        "reason": "As last year",
        **DECISION,
        "taken_on": "2026-03-20",
    }
    calendar(date(2026, 3, 30))
    assert send(client_as("treasurer"), address, **sent).status_code == 409
    calendar(date(2026, 4, 2))
    assert send(client_as("membership"), address, **sent).status_code == 403
    assert send(client_as("treasurer"), address, **{**sent, "turnover": "540.000"}).status_code == 422
    made = send(client_as("treasurer"), address, **sent)
    assert made.status_code == 302
    kept = Declaration.objects.get()
    assert (kept.kind, kept.figures.get(basis="turnover").value) == ("estimate", Decimal("540000000"))
    assert "Estimate" in client_as("treasurer").get(made["Location"]).content.decode()


def test_approve_is_for_the_treasurer_and_done_once(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"{invoice_page(desk.proposed)}approve/"
    for role in ("secretary_general", "membership", "auditor"):
        assert send(client_as(role), address).status_code == 403, role
    assert state_of(desk.proposed) == "proposed"
    assert send(client_as("treasurer"), address).status_code == 302
    assert send(client_as("treasurer"), address).status_code == 409
    assert state_of(desk.proposed) == "approved"


def test_take_an_approval_back(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"{invoice_page(desk.approved)}send-back/"
    assert send(client_as("membership"), address).status_code == 403
    assert send(client_as("treasurer"), address).status_code == 302
    assert state_of(desk.approved) == "proposed"


def test_issue_gives_a_number_and_sends_it(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address, before = f"{invoice_page(desk.approved)}issue/", OutboxMessage.objects.count()
    assert send(client_as("treasurer"), address).status_code == 403
    assert send(client_as("secretary_general"), address).status_code == 302
    issued = Invoice.objects.get(public_id=desk.approved)
    assert (issued.state, issued.full_number) == ("issued", "2026-0002")
    assert OutboxMessage.objects.count() == before + 1
    page = client_as("secretary_general").get(invoice_page(desk.approved)).content.decode()
    assert "2026-0002" in page
    assert "Waiting" in page


def test_a_stale_button_does_nothing(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    version = Invoice.objects.get(public_id=desk.approved).version
    send(client_as("treasurer"), f"{invoice_page(desk.approved)}send-back/")
    send(client_as("treasurer"), f"{invoice_page(desk.approved)}approve/")
    late = send(client_as("secretary_general"), f"{invoice_page(desk.approved)}issue/", seen_version=version)
    assert late.status_code == 409
    assert state_of(desk.approved) == "approved"


def test_drop_a_proposal_with_its_reason(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"{invoice_page(desk.proposed)}withdraw/"
    assert send(client_as("membership"), address).status_code == 422
    assert send(client_as("membership"), address, reason="Wrong nature").status_code == 302
    assert state_of(desk.proposed) == "withdrawn"
    assert "Wrong nature" in client_as("auditor").get(invoice_page(desk.proposed)).content.decode()


def test_payments_are_recorded_reversed_and_shown(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, address = client_as("treasurer"), f"{invoice_page(desk.reminded)}pay/"
    sent = {"amount": "1 000.00", "received_on": "2026-06-01", "reference": "Statement 12"}
    assert send(client_as("membership"), address, **sent).status_code == 403
    assert send(client, address, **{**sent, "amount": "-5"}).status_code == 422
    assert send(client, address, **{**sent, "amount": "9 999 999"}).status_code == 409
    assert send(client, address, **{**sent, "received_on": "2026-12-31"}).status_code == 409
    assert send(client, address, **sent).status_code == 302
    page = client.get(invoice_page(desk.reminded)).content.decode()
    assert "€2,450.00" in page
    payment = Payment.objects.get()
    reverse = f"/desk/dues/payments/{payment.public_id}/reverse/"
    assert reverse in page
    assert send(client, reverse, reason="Another member's").status_code == 302
    assert send(client, reverse, reason="Again").status_code == 409
    assert send(client, address, amount="3450", received_on="2026-06-02").status_code == 302
    assert state_of(desk.reminded) == "paid"


def test_remind_as_the_ladder_says(
    client_as: ClientAs, desk: OnTheDesk, send: Send, calendar: Callable[..., None]
) -> None:
    address = f"{invoice_page(desk.reminded)}remind/"
    early = send(client_as("membership"), address)
    assert early.status_code == 409
    assert "The next reminder is due on" in early.content.decode()
    calendar(date(2026, 6, 20))
    assert send(client_as("auditor"), address).status_code == 403
    assert send(client_as("membership"), address).status_code == 302
    assert Invoice.objects.get(public_id=desk.reminded).reminders.count() == 2


def test_cancel_by_credit_note(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"{invoice_page(desk.reminded)}cancel/"
    assert send(client_as("membership"), address, reason="Wrong figures").status_code == 403
    assert send(client_as("treasurer"), address, reason=" ").status_code == 422
    assert send(client_as("treasurer"), address, reason="Wrong figures").status_code == 302
    note = Invoice.objects.get(kind="credit_note")
    page = client_as("auditor").get(invoice_page(desk.reminded)).content.decode()
    assert note.full_number in page
    assert invoice_page(note.public_id) in page
    assert "2026-0001" in client_as("auditor").get(invoice_page(note.public_id)).content.decode()


def test_the_paper_of_an_issued_invoice(client_as: ClientAs, desk: OnTheDesk) -> None:
    answer = client_as("auditor").get(f"{invoice_page(desk.reminded)}invoice.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client_as("auditor").get(f"{invoice_page(desk.proposed)}invoice.pdf").status_code == 404


def test_only_what_is_possible_now_is_offered(client_as: ClientAs, desk: OnTheDesk) -> None:
    def offered(role: str, invoice: UUID) -> set[str]:
        page = client_as(role).get(invoice_page(invoice)).content.decode().partition("<main")[2]
        steps = ("approve", "issue", "send-back", "withdraw", "remind", "cancel", "pay")
        return {step for step in steps if f"{invoice}/{step}/" in page}

    assert offered("treasurer", desk.proposed) == {"approve", "withdraw"}
    assert offered("membership", desk.proposed) == {"withdraw"}
    assert offered("secretary_general", desk.approved) == {"issue", "withdraw"}
    assert offered("treasurer", desk.approved) == {"send-back", "withdraw"}
    assert offered("treasurer", desk.reminded) == {"pay", "remind", "cancel"}
    assert offered("auditor", desk.reminded) == set()


def test_the_second_press_of_a_button_is_no_clash(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    treasurer, page = client_as("treasurer"), invoice_page(desk.proposed)
    sent = {
        "key": "6f1f8ad5-96cc-4ed4-9e02-0d0d1a3f7c11",
        "seen_version": Invoice.objects.get(public_id=desk.proposed).version,
    }
    for _press in range(2):
        assert treasurer.post(f"{page}approve/", sent).url == page
    assert state_of(desk.proposed) == "approved"
    unpaid = Invoice.objects.get(public_id=desk.reminded)
    paying = {**sent, "seen_version": unpaid.version, "amount": str(unpaid.amount), "received_on": "2026-06-02"}
    for _press in range(2):
        answer = treasurer.post(f"{invoice_page(desk.reminded)}pay/", paying, follow=True)
        assert "The invoice is paid." in answer.content.decode()
    assert Payment.objects.get().amount == unpaid.amount
    stale = {**paying, "key": "6f1f8ad5-96cc-4ed4-9e02-0d0d1a3f7c12"}
    assert treasurer.post(f"{invoice_page(desk.reminded)}pay/", stale).status_code == 409
