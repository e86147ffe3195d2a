"""The single values a rulebook may hold, and how each must be written."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Scalar:
    """A kind of value: its name for the reader, and the words that tell an author what is allowed."""

    name: str
    allowed: str


KEY_PATTERN = re.compile(r"[a-z][a-z0-9_]*\Z")
SHARE_PATTERN = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})\Z")

Words = Annotated[str, Scalar("words", "words, not empty")]
Key = Annotated[str, Scalar("key", "a key of small letters, digits and _")]
TableKey = Annotated[str, Scalar("table key", "")]
"""Filled in from the name of the table it stands for; not written a second time."""
Amount = Annotated[Decimal, Scalar("amount", "an amount of zero or more with two decimals, such as 1450.00")]
Edge = Annotated[Decimal, Scalar("edge", "a number of zero or more, with no or two decimals")]
Percent = Annotated[Decimal, Scalar("percent", "a percentage from 0 to 100, such as 3.5")]
Factor = Annotated[Decimal, Scalar("factor", "a number above zero")]
Whole = Annotated[int, Scalar("whole", "a whole number of zero or more")]
Positive = Annotated[int, Scalar("positive", "a whole number of one or more")]
Share = Annotated[Fraction, Scalar("share", 'a fraction above zero and at most one, in quotes, such as "2/3"')]
"""Written as people say it: a third has no exact decimal form."""


def read_scalar(scalar: Scalar, value: object) -> str | int | Decimal | Fraction | None:
    """The value as the kind wants it, or `None` where it is not one."""
    if scalar.name == "share":
        return _read_share(value)
    if scalar.name == "words":
        return value if isinstance(value, str) and value.strip() else None
    if scalar.name == "key":
        return value if isinstance(value, str) and KEY_PATTERN.match(value) else None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    number = Decimal(value)
    if not number.is_finite() or number < 0:
        return None
    return _read_number(scalar.name, value, number)


def _read_share(value: object) -> Fraction | None:
    match = SHARE_PATTERN.match(value) if isinstance(value, str) else None
    share = Fraction(int(match[1]), int(match[2])) if match else None
    return share if share is not None and share <= 1 else None


def _read_number(name: str, value: int | Decimal, number: Decimal) -> int | Decimal | None:
    if name in ("whole", "positive"):
        return value if isinstance(value, int) and value >= (name == "positive") else None
    if name == "amount":
        return number if number.as_tuple().exponent == -2 else None
    if name == "edge":
        return number if number.as_tuple().exponent in (0, -2) else None
    if name == "percent":
        return number if number <= 100 else None
    return number if number > 0 else None
