"""One line of a fee's account: a figure, the rule that read it, and the amount it adds or takes away."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from koinon.statutes.texts import LocalText

Unit = Literal["count", "money", "choice", "none"]
LineKind = Literal["tranche", "slice", "fixed", "rate", "floor", "ceiling", "pro_rata", "instalment"]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A line; the lines of a fee add up to its amount.

    `key` and `label` name the part of the rule. `value` is the figure read (of a slice: what lies within it;
    of pro rata: the months that count), put into words by `phrase`. `lower` and `upper` are the tranche's
    edges: `upper` belongs to it, `lower` does where `lower_included`; of a floor or ceiling the bound; of
    pro rata `upper` is the months of a year. `rate` is what one unit costs (0.035 for 3.5 %). `amount` is in
    the fee's currency and may be below zero for ceiling and pro rata. `source` names the items of the
    rulebook's source.
    """

    key: str
    label: LocalText
    basis: str | None
    value: Decimal | str | None
    unit: Unit
    kind: LineKind
    lower: Decimal | None
    upper: Decimal | None
    rate: Decimal | None
    amount: Decimal
    illustrative: bool
    phrase: LocalText
    lower_included: bool
    source: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; numbers as strings."""
        return {
            "key": self.key,
            "label": dict(self.label),
            "basis": self.basis,
            "value": _text(self.value),
            "unit": self.unit,
            "kind": self.kind,
            "lower": _text(self.lower),
            "upper": _text(self.upper),
            "rate": _text(self.rate),
            "amount": str(self.amount),
            "illustrative": self.illustrative,
            "phrase": dict(self.phrase),
            "lower_included": self.lower_included,
            "source": list(self.source),
        }


def line_from_data(data: dict[str, Any]) -> FeeLine:
    """The inverse of `FeeLine.as_data`."""
    value = data["value"]
    return FeeLine(
        **{
            **data,
            "value": value if value is None or data["unit"] == "choice" else Decimal(value),
            "lower": _number(data["lower"]),
            "upper": _number(data["upper"]),
            "rate": _number(data["rate"]),
            "amount": Decimal(data["amount"]),
            "source": tuple(data["source"]),
        }
    )


def _text(value: Decimal | str | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
