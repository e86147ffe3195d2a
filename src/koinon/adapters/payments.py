"""References a bank carries through a transfer, and the QR code that fills in a transfer.

Belgium: ten digits and their remainder by 97 (OGM-VCS), printed +++123/4567/89012+++. Elsewhere: the RF
creditor reference of ISO 11649. The QR code follows EPC069-12, version 002.
"""

import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import segno
from django.utils.translation import gettext as _
from stdnum import iso11649
from stdnum.be import ogm_vcs
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from koinon.adapters.identifiers.errors import InvalidIdentifier

# The digit and the letter that keep the references of different papers apart where their serial numbers meet.
_KINDS = {"invoice": (1, "I"), "credit_note": (2, "C")}
_LARGEST_SERIAL = 99_999

_SMALLEST, _LARGEST = Decimal("0.01"), Decimal("999999999.99")
_NAME_LENGTH = 70
_PAYLOAD_BYTES = 331


@dataclass(frozen=True, slots=True)
class Reference:
    """A structured reference: `value` as it is printed, `compact` as banks exchange it."""

    kind: Literal["belgian", "iso11649"]
    value: str
    compact: str


def belgian_reference(number: int) -> str:
    """Give +++123/4567/89002+++ for 1234567890: ten digits and the number modulo 97 (97 where it is 0)."""
    if not 0 < number <= 9_999_999_999:
        raise ValueError(f"a Belgian reference holds 1 to 9999999999, not {number}")
    digits = f"{number:010}"
    return f"+++{ogm_vcs.format(digits + ogm_vcs.calc_check_digits(digits))}+++"


def iso11649_reference(text: str) -> str:
    """Give the RF reference of up to 21 letters and digits, in groups of four: RF18 5390 0754 7034."""
    core = text.upper()
    if not re.fullmatch(r"[A-Z0-9]{1,21}", core):
        raise ValueError(f"an RF reference holds 1 to 21 letters and digits, not {text!r}")
    check = mod_97_10.calc_check_digits(core + "RF")
    return str(iso11649.format(f"RF{check}{core}"))


def reference_for(seat_country: str, year: int, serial: int, kind: str = "invoice") -> str:
    """Give the reference of a numbered paper: Belgian where the confederation has its seat there, else RF.

    `kind` is "invoice" or "credit_note"; a year holds 99,999 of each.
    """
    if kind not in _KINDS:
        raise ValueError(f"no reference for a paper of kind {kind!r}")
    if not (1000 <= year <= 9999 and 1 <= serial <= _LARGEST_SERIAL):
        raise ValueError(f"no reference for number {serial} of {year}")
    digit, letter = _KINDS[kind]
    if seat_country.upper() == "BE":
        return belgian_reference(int(f"{digit}{year}{serial:05}"))
    return iso11649_reference(f"{letter}{year}{serial:05}")


def check_reference(text: str) -> Reference:
    """Give a reference that was typed, or that a bank sent, in its printed form; check digits must hold."""
    bare = re.sub(r"[\s+*/.\-]", "", text).upper()
    try:
        if bare.startswith("RF"):
            compact = str(iso11649.validate(bare))
            return Reference("iso11649", str(iso11649.format(compact)), compact)
        compact = str(ogm_vcs.validate(bare))
    except ValidationError as error:
        raise InvalidIdentifier(
            kind="payment_reference",
            found=text,
            code="not_a_reference",
            words=_("This is not a payment reference: its digits do not agree with each other."),
            suggestion=_("Copy it as printed, for example +++123/4567/89002+++ or RF18 5390 0754 7034."),
        ) from error
    return Reference("belgian", f"+++{ogm_vcs.format(compact)}+++", compact)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A credit transfer that somebody is asked to make."""

    name: str
    iban: str
    amount: Decimal
    reference: str
    bic: str = ""
    currency: str = "EUR"


def payment_qr_svg(transfer: Transfer) -> str | None:
    """Give the EPC QR code as SVG, or None where `epc_payload` gives none; leave four modules free around."""
    payload = epc_payload(transfer)
    if payload is None:
        return None
    # Level M is the guideline's. The mask is fixed: any mask can be read, and trying all eight takes longer
    # than laying out the whole invoice.
    code = segno.make_qr(payload.encode(), error="m", boost_error=False, mask=0)
    out = io.BytesIO()
    code.save(out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, nl=False, omitsize=True)
    return out.getvalue().decode()


def epc_payload(transfer: Transfer) -> str | None:
    """Give what the QR code says (EPC069-12, version 002, UTF-8), or None where there can be no such code.

    There is none for another currency than the euro, without an account, a name or a reference, or for an
    amount out of bounds. A name longer than 70 characters is shortened; the account decides where the money
    goes.
    """
    iban, bic = _bare(transfer.iban), _bare(transfer.bic)
    name = _one_line(transfer.name)[:_NAME_LENGTH].strip()
    structured, text = _remittance(transfer.reference)
    speakable = iban and name and (structured or text) and len(bic) in {0, 8, 11}
    if not speakable or transfer.currency != "EUR" or not _SMALLEST <= transfer.amount <= _LARGEST:
        return None
    amount = f"EUR{transfer.amount.quantize(_SMALLEST)}"
    fields = ["BCD", "002", "1", "SCT", bic, name, iban, amount, "", structured, text]
    payload = "\n".join(fields).rstrip("\n")
    return payload if len(payload.encode()) <= _PAYLOAD_BYTES else None


def _remittance(reference: str) -> tuple[str, str]:
    """Tell a structured reference, which banks check, from free text; the guideline allows one of the two."""
    try:
        return check_reference(reference).compact, ""
    except InvalidIdentifier:
        return "", _one_line(reference)[:140].strip()


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _one_line(text: str) -> str:
    # The code's fields are parted by line ends: a line end inside a name would shift account and amount.
    return " ".join(text.split())
