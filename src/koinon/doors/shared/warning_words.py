"""What looks odd about a declared figure, in words: the rulebook's template with its figures filled in."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from koinon.doors.shared import words

# The figures that are measured in the basis's unit; the others say how far apart two figures are.
MEASURED = ("value", "before", "least", "most")


def warning_words(warning: Mapping[str, Any], currency: str) -> str:
    """A stored warning (statutes/plausibility.py) as a sentence, in the active language."""
    said = words.say(warning["words"])
    for name, value in warning["params"].items():
        # Replaced and not formatted: a rulebook's words must never reach into Python's format language.
        said = said.replace(f"{{{name}}}", _shown(name, value, warning["unit"], currency))
    return said


def _shown(name: str, value: Any, unit: str, currency: str) -> str:
    if name in MEASURED:
        # What is odd about a figure is never in its cents.
        rounded = Decimal(str(value)).quantize(Decimal(1))
        return words.whole_money(rounded, currency) if unit == "money" else words.number(rounded)
    return words.number(Decimal(str(value))).replace("-", "\u2212")
