"""Structured references and the payment code: their arithmetic, their limits, and what a bank would read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.adapters.identifiers import InvalidIdentifier
from koinon.adapters.payments import (
    Transfer,
    belgian_reference,
    check_reference,
    epc_payload,
    iso11649_reference,
    payment_qr_svg,
    reference_for,
)

TRANSFER = Transfer("COIN", "BE68 5390 0754 7034", Decimal("3450"), "+++120/2600/01226+++", "GKCCBEBB")


def test_belgian_references_as_banks_print_them() -> None:
    assert belgian_reference(108068171) == "+++010/8068/17183+++"
    assert belgian_reference(1234567890) == "+++123/4567/89002+++"


def test_a_remainder_of_nothing_is_written_as_97() -> None:
    assert belgian_reference(97) == "+++000/0000/09797+++"


@given(st.integers(1, 9_999_999_999))
def test_a_belgian_reference_can_be_read_back(number: int) -> None:
    printed = belgian_reference(number)
    read = check_reference(printed)
    assert read.value == printed
    assert int(read.compact[:10]) == number
    assert int(read.compact[:10]) % 97 == int(read.compact[10:]) % 97


@given(st.integers(1, 9_999_999_999), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: int, place: int, change: int) -> None:
    digits = check_reference(belgian_reference(number)).compact
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    # The check digits 97 stand for 0: nothing else is said by 00, so no second spelling is accepted.
    with pytest.raises(InvalidIdentifier):
        check_reference(wrong)


@given(st.from_regex(r"[A-Z0-9]{1,21}", fullmatch=True))
def test_an_rf_reference_can_be_read_back(core: str) -> None:
    read = check_reference(iso11649_reference(core))
    assert read.kind == "iso11649"
    assert read.compact[4:] == core


def test_the_rf_reference_of_the_standard() -> None:
    assert iso11649_reference("539007547034") == "RF18 5390 0754 7034"


@pytest.mark.parametrize("number", [0, -1, 10_000_000_000])
def test_numbers_that_do_not_fit_are_a_fault(number: int) -> None:
    with pytest.raises(ValueError, match="Belgian reference"):
        belgian_reference(number)


@pytest.mark.parametrize("text", ["", "a" * 22, "A B", "É"])
def test_texts_that_do_not_fit_are_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match="RF reference"):
        iso11649_reference(text)


def test_the_seat_decides_the_form_and_the_kind_keeps_series_apart() -> None:
    references = {
        reference_for(country, year, serial, kind)
        for country in ("BE", "FR")
        for year in (2026, 2027)
        for serial in (1, 99_999)
        for kind in ("invoice", "credit_note")
    }
    assert len(references) == 16
    assert reference_for("BE", 2026, 12) == "+++120/2600/01226+++"
    assert reference_for("FR", 2026, 12).startswith("RF")


@pytest.mark.parametrize(("year", "serial", "kind"), [(2026, 0, "invoice"), (2026, 100_000, "invoice")])
def test_a_serial_that_does_not_fit_is_a_fault(year: int, serial: int, kind: str) -> None:
    with pytest.raises(ValueError, match="no reference"):
        reference_for("BE", year, serial, kind)


def test_an_unknown_kind_is_a_fault() -> None:
    with pytest.raises(ValueError, match="kind"):
        reference_for("BE", 2026, 1, "gift")


@pytest.mark.parametrize("typed", ["+++120/2600/01226+++", "***120/2600/01226***", "120260001226", " 120 2600 01226 "])
def test_references_are_read_however_they_are_typed(typed: str) -> None:
    assert check_reference(typed).value == "+++120/2600/01226+++"


@pytest.mark.parametrize("typed", ["", "+++", "120260001227", "RF19 5390 0754 7034", "2026-00012", "000000000000"])
def test_what_is_no_reference_is_refused_with_words(typed: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        check_reference(typed)
    assert refused.value.kind == "payment_reference"
    assert refused.value.found == typed
    assert refused.value.words
    assert refused.value.suggestion


def test_the_examples_in_the_suggestion_are_themselves_right() -> None:
    assert check_reference("+++123/4567/89002+++").kind == "belgian"
    assert check_reference("RF18 5390 0754 7034").kind == "iso11649"


def test_the_payment_code_says_what_the_guideline_asks() -> None:
    assert epc_payload(TRANSFER) == ("BCD\n002\n1\nSCT\nGKCCBEBB\nCOIN\nBE68539007547034\nEUR3450.00\n\n120260001226")


def test_a_reference_without_check_digits_goes_into_the_free_text() -> None:
    transfer = Transfer("COIN", "BE68539007547034", Decimal("1.10"), "2026-00012")
    assert epc_payload(transfer) == ("BCD\n002\n1\nSCT\n\nCOIN\nBE68539007547034\nEUR1.10\n\n\n2026-00012")


def test_a_line_end_in_a_name_does_not_shift_the_account() -> None:
    hostile = Transfer("COIN\nDE00\nEUR1", TRANSFER.iban, TRANSFER.amount, TRANSFER.reference, TRANSFER.bic)
    payload = epc_payload(hostile)
    assert payload is not None
    assert payload.split("\n")[5:8] == ["COIN DE00 EUR1", "BE68539007547034", "EUR3450.00"]


@pytest.mark.parametrize("amount", ["0.01", "999999999.99"])
def test_amounts_at_the_bounds_have_a_code(amount: str) -> None:
    assert payment_qr_svg(Transfer("COIN", TRANSFER.iban, Decimal(amount), "x")) is not None


@pytest.mark.parametrize(
    "transfer",
    [
        Transfer("COIN", TRANSFER.iban, Decimal("0.00"), "x"),
        Transfer("COIN", TRANSFER.iban, Decimal("1000000000.00"), "x"),
        Transfer("COIN", TRANSFER.iban, Decimal("10"), "x", currency="CHF"),
        Transfer("COIN", "", Decimal("10"), "x"),
        Transfer(" ", TRANSFER.iban, Decimal("10"), "x"),
        Transfer("COIN", TRANSFER.iban, Decimal("10"), ""),
        Transfer("COIN", TRANSFER.iban, Decimal("10"), "x", bic="GKCC"),
        Transfer("😀" * 70, TRANSFER.iban, Decimal("10"), "😀" * 140),
    ],
)
def test_there_is_no_code_out_of_bounds(transfer: Transfer) -> None:
    assert payment_qr_svg(transfer) is None


def test_a_long_name_is_shortened() -> None:
    payload = epc_payload(Transfer("N" * 90, TRANSFER.iban, Decimal("10"), "x"))
    assert payload is not None
    assert payload.split("\n")[5] == "N" * 70


def test_the_code_is_an_svg_that_needs_nothing_else() -> None:
    svg = payment_qr_svg(TRANSFER)
    assert svg is not None
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')
    assert "href" not in svg
