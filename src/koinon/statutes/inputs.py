"""What callers hand to a rule, checked: wrong input is refused by name, missing input stays missing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from koinon.statutes.money import CENT
from koinon.statutes.rulebook.schema import Basis, Rulebook

Inputs = Mapping[str, Decimal | str | None]
"""Basis -> value: a `Decimal` for counts and money, the option's key for choices, `None` for unknown."""

LARGEST = Decimal(10) ** 15
"""More than any declared figure; beyond it, cents would no longer be exact in 28 digits."""


class InputError(ValueError):
    """An input that no rule can work with: what it is called, what was found, what is allowed."""

    def __init__(self, key: str, found: object, allowed: str) -> None:
        """Keep the three apart, so that a door can word the refusal itself."""
        super().__init__(f"{key}: found {found!r}, allowed: {allowed}")
        self.key = key
        self.found = found
        self.allowed = allowed


def one_of(key: str, found: str, allowed: Mapping[str, object]) -> None:
    """Refuse a key that the rulebook does not have."""
    if not isinstance(found, str) or found not in allowed:
        raise InputError(key, found, ", ".join(allowed))


def checked_inputs(rulebook: Rulebook, inputs: Inputs) -> dict[str, Decimal | str]:
    """The known inputs in their standard form; those that are `None` are left out.

    Raises `InputError` for a basis that the rulebook does not have and for a value out of its domain.
    """
    known: dict[str, Decimal | str] = {}
    for key, value in inputs.items():
        basis = rulebook.bases.get(key)
        if basis is None:
            raise InputError(key, value, "one of the bases " + ", ".join(rulebook.bases))
        if value is not None:
            known[key] = _checked_choice(basis, value) if basis.unit == "choice" else _checked_figure(basis, value)
    return known


def inputs_as_data(inputs: Mapping[str, Decimal | str]) -> dict[str, Any]:
    """JSON-safe: a number as its digits, the answer to a choice as its key."""
    return {key: {"text": value} if isinstance(value, str) else {"number": str(value)} for key, value in inputs.items()}


def inputs_from_data(data: Mapping[str, Any]) -> dict[str, Decimal | str]:
    """The inverse of `inputs_as_data`."""
    return {key: kept["text"] if "text" in kept else Decimal(kept["number"]) for key, kept in data.items()}


def _checked_choice(basis: Basis, value: object) -> str:
    if not isinstance(value, str) or value not in basis.options:
        raise InputError(basis.key, value, ", ".join(basis.options))
    return value


def _checked_figure(basis: Basis, value: object) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if basis.unit == "count":
        smallest, allowed = Decimal(1), f"a whole number from 0 to {LARGEST:,}"
    else:
        smallest, allowed = CENT, f"an amount from 0 to {LARGEST:,} with at most two decimals"
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= LARGEST:
        raise InputError(basis.key, value, allowed)
    standard = value.quantize(smallest)
    if standard != value:
        raise InputError(basis.key, value, allowed)
    return abs(standard)
