"""Values written down one way: no floats, sorted keys, and back again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from koinon.core.canonical import canonical, digest, plain, restored
from koinon.core.facts.dues import InvoiceIssued

IDENTITY = UUID("11111111-1111-1111-1111-111111111111")


@dataclass(frozen=True, slots=True)
class Everything:
    """One of each kind that inputs and facts hold."""

    identity: UUID | None
    amount: Decimal
    on: date
    at: datetime
    names: tuple[str, ...]


def test_amounts_are_strings_to_the_cent() -> None:
    fact = InvoiceIssued(IDENTITY, IDENTITY, "2026-0001", Decimal("1750.00"), date(2026, 5, 2), "a" * 64)
    assert plain(fact)["amount"] == "1750.00"
    assert restored(InvoiceIssued, plain(fact)) == fact


def test_the_same_bytes_whatever_the_order() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1}) != digest({"a": 1, "b": 2})


@given(
    st.builds(
        Everything,
        identity=st.none() | st.uuids(),
        amount=st.decimals(allow_nan=False, allow_infinity=False, places=2),
        on=st.dates(),
        at=st.datetimes(timezones=st.just(UTC)),
        names=st.tuples(st.text(), st.text()),
    )
)
def test_what_is_written_down_is_read_back(value: Everything) -> None:
    assert restored(Everything, plain(value)) == value
