"""The year's money reads the same on Today, on the run's page and in the file; what is not known is named."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from koinon.core.action import Refused
from koinon.rooms.dues.actions import cancel_invoice, record_payment
from koinon.rooms.dues.models import Invoice
from tests.doors.secretariat.conftest import OnTheDesk
from tests.world import REMINDING

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_part_payment_is_taken_off_what_is_open(client_as: ClientAs, desk: OnTheDesk) -> None:
    row = Invoice.objects.get(public_id=desk.reminded)
    treasurer = desk.world.actor("treasurer", on=REMINDING)
    record_payment(actor=treasurer, invoice=desk.reminded, amount=Decimal("100.00"), received_on=REMINDING)
    left = f"€{row.amount - 100:,.2f}"
    reader = client_as("treasurer")
    assert f"Still open: {left}" in words_of(reader, "/desk/")
    run = words_of(reader, f"/desk/dues/{row.year}/")
    assert f"Of €{row.amount:,.2f} issued, €100.00 came in and {left} is still open." in run
    (told,) = [line for line in rows_of(reader.get("/desk/dues/?export=csv")) if line["Number"] == row.full_number]
    assert (told["Received"], Decimal(told["Open"])) == ("100.00", row.amount - 100)


def test_the_file_adds_up_for_the_auditor(client_as: ClientAs, desk: OnTheDesk) -> None:
    cancel_invoice(actor=desk.world.actor("treasurer", on=REMINDING), invoice=desk.reminded, reason="Wrong figures")
    row = Invoice.objects.get(public_id=desk.reminded)
    lines = rows_of(client_as("auditor").get("/desk/dues/?export=csv"))
    note = next(line for line in lines if line["Kind"] == "credit_note")
    assert (note["Takes back"], note["Reason"], note["Due on"]) == (row.full_number, "Wrong figures", "")
    assert sum(Decimal(line["Booked"]) for line in lines if line["Booked"]) == 0
    assert [line["Booked"] for line in lines if not line["Number"]] == ["", ""]
    invoice = next(line for line in lines if line["Number"] == row.full_number)
    decided = (invoice["Approved by"], invoice["Issued by"], invoice["Reminders"])
    assert decided == ("Treasurer", "Secretary general", "1")


def test_too_much_is_refused_in_words_of_money(desk: OnTheDesk) -> None:
    with pytest.raises(Refused) as refused:
        record_payment(
            actor=desk.world.actor("treasurer", on=REMINDING),
            invoice=desk.reminded,
            amount=Decimal("99999.00"),
            received_on=REMINDING,
        )
    amount = Invoice.objects.get(public_id=desk.reminded).amount
    assert str(refused.value.refusal.words) == f"Only €{amount:,.2f} is still owed."
