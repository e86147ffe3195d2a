"""Figures as people type them, read by clear rules and never guessed.

- Spaces and apostrophes part thousands: 540 000 000, 540'000'000.
- Of dot and comma, where both stand, the last is the decimal mark and the other parts thousands:
  540.000.000,00 and 540,000,000.00 are the same amount.
- One of them that stands several times parts thousands: 540.000.000.
- One of them that stands once is the decimal mark before one or two digits, or behind thousands that are parted
  by spaces. Before three digits it could be either: a count has no decimals, so it parts thousands; of an amount of
  money nobody can tell, so it is refused.
- Thousands stand in groups of three. Letters, signs and exponents are refused.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

LONGEST = 40
MOST_DIGITS = 15
NO_BREAK_SPACE = "\u00a0"


class Mistyped(ValueError):
    """What was typed is no figure, or could be two; the message says what to do."""


def read_figure(text: str, *, whole: bool) -> Decimal:
    """The figure that was typed, exact; `whole` for counts. Raises `Mistyped`."""
    bare = _bare(text)
    _check_signs(bare)
    thousands, decimals = _parted(bare, whole)
    digits = _ungrouped(thousands)
    _check_decimals(decimals, whole)
    if len(digits.lstrip("0")) > MOST_DIGITS:
        raise Mistyped(_("That is more than any figure can be. Check the number of digits."))
    return Decimal(digits) if whole else Decimal(f"{digits}.{decimals or '0'}")


def written_figure(value: Decimal) -> str:
    """A figure as `read_figure` reads it back, whatever the language: 540 000 000 or 540 000 000.50."""
    shown = f"{value:,.2f}" if value % 1 else f"{int(value):,}"
    return shown.replace(",", NO_BREAK_SPACE)


def _bare(text: str) -> str:
    """Without the euro sign at its ends, and with one kind of space and of apostrophe."""
    unified = "".join(" " if letter.isspace() else letter for letter in text).replace("\u2019", "'")
    return " ".join(unified.strip().strip("€").split())


def _check_signs(bare: str) -> None:
    if len(bare) > LONGEST:
        raise Mistyped(_("That is more than any figure can be. Check the number of digits."))
    if re.match(r"[-\u2212(]", bare) or bare.endswith("-"):
        raise Mistyped(_("A figure here is zero or more. Leave the minus sign out."))
    if not re.fullmatch(r"[0-9 '.,]+", bare) or not re.search(r"[0-9]", bare):
        raise Mistyped(_("Write the figure in digits and in full, for example 1 450 or 540 000 000."))


def _parted(bare: str, whole: bool) -> tuple[str, str | None]:
    """What stands before and behind the decimal mark; None behind where there is no mark."""
    marks = [letter for letter in bare if letter in ".,"]
    if not marks:
        return bare, None
    mark = marks[-1]
    before, _mark, behind = bare.rpartition(mark)
    if len(set(marks)) == 2:
        return before, behind
    if len(marks) > 1:
        return bare, None
    if re.fullmatch(r"[1-9][0-9]{0,2}", before) and re.fullmatch(r"[0-9]{3}", behind):
        if whole:
            return bare, None
        raise Mistyped(
            _("%(typed)s can be read in two ways. Write %(thousands)s, or the decimals with two digits.")
            % {"typed": bare, "thousands": f"{before} {behind}"}
        )
    return before, behind


def _ungrouped(thousands: str) -> str:
    """The digits before the decimal mark, their groups checked."""
    separators = {letter for letter in thousands if not letter.isdigit()}
    if len(separators) > 1:
        raise Mistyped(_("Part the thousands with one sign only, for example 540 000 000."))
    groups = thousands.split(separators.pop()) if separators else [thousands]
    if not groups[0] or any(not group for group in groups):
        raise Mistyped(_("Write the figure in digits and in full, for example 1 450 or 540 000 000."))
    if len(groups) > 1 and (
        groups[0].startswith("0") or len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])
    ):
        raise Mistyped(_("Part the thousands in groups of three, for example 540 000 000, or not at all."))
    return "".join(groups)


def _check_decimals(decimals: str | None, whole: bool) -> None:
    if decimals is None:
        return
    if whole and decimals.strip("0"):
        raise Mistyped(_("This is counted: give a whole number."))
    if not re.fullmatch(r"[0-9]{1,2}", decimals):
        raise Mistyped(_("Give at most two digits after the decimal mark."))
