"""A fee's line in words: the figure it read, and what the rule did with it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from koinon.doors.shared import words

Line = Mapping[str, Any]


def detail(line: Line, currency: str) -> str:
    """Such as "252 affiliated cooperatives, tranche 201–500"."""
    return ", ".join(part for part in (figure(line, currency), step(line, currency)) if part)


def figure(line: Line, currency: str) -> str:
    """The figure of a line in the rulebook's phrase; empty where the line reads none."""
    phrase, value, unit = words.say(line["phrase"]), line["value"], line["unit"]
    if line["kind"] == "instalment":
        return _("part %(value)s of %(of)s") % {"value": value, "of": line["upper"]}
    if value is None or unit == "choice":
        return phrase
    shown = words.whole_money(value, currency) if unit == "money" else words.number(value)
    # Replaced and not formatted: a rulebook's phrase must never reach into Python's format language.
    return phrase.replace("{value}", shown).replace("{of}", words.number(line["upper"])) or shown


def step(line: Line, currency: str) -> str:
    """Such as "tranche €500m–€1bn", "3.5 %" or "at least €300.00"."""
    kind = line["kind"]
    if kind == "tranche":
        return _("tranche %(span)s") % {"span": span(line, currency)} if line["lower"] is not None else ""
    if kind == "slice":
        sliced = _("slice %(span)s") % {"span": span(line, currency)} if line["lower"] is not None else ""
        return ", ".join(part for part in (sliced, rate(line, currency)) if part)
    if kind == "rate":
        return rate(line, currency)
    if kind == "floor":
        return _("at least %(amount)s") % {"amount": words.money(line["lower"], currency)}
    if kind == "ceiling":
        return _("at most %(amount)s") % {"amount": words.money(line["upper"], currency)}
    return ""


def span(line: Line, currency: str) -> str:
    """The edges of a tranche: "201–500", "€500m–€1bn", "5,001 or more", "over €10bn"."""

    def shown(edge: str) -> str:
        return words.brief_money(edge, currency) if line["unit"] == "money" else words.number(edge)

    if line["upper"] is not None:
        return f"{shown(line['lower'])}–{shown(line['upper'])}"
    said = _("%(edge)s or more") if line["lower_included"] else _("over %(edge)s")
    return said % {"edge": shown(line["lower"])}


def rate(line: Line, currency: str) -> str:
    """A share in percent; of counted things, what each costs."""
    if line["rate"] is None:
        return ""
    if line["unit"] == "count":
        return _("%(amount)s each") % {"amount": words.money(line["rate"], currency)}
    return words.percent(Decimal(line["rate"]))


def missing(gap: Line) -> str:
    """What is missing, and who is asked where it is not the reader."""
    asked = {"secretariat": _("we ask the secretariat"), "treasurer": _("we ask the treasurer")}
    question, who = words.say(gap["question"]), asked.get(gap["asks"])
    return f"{question} ({who})" if who else question
