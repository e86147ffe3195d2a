"""An account of a fee as plain text, for the command line and mails; screens render from the data itself.

Numbers are written simply, with a comma for thousands. Who passes a function that translates gets the few
words of this file translated; the words of the rules come in their own languages.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from koinon.statutes.fee_line import FeeLine
from koinon.statutes.fees import Fee
from koinon.statutes.missing import Missing
from koinon.statutes.texts import gettext_noop as _
from koinon.statutes.texts import say

Translate = Callable[[str], str]
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}
SHORT = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def same(words: str) -> str:
    """The words as they are: the translation into English."""
    return words


def as_text(fee: Fee, language: str = "en", translate: Translate = same) -> str:
    """The account of a fee: its amount, each line, what is missing, and the rules that decided."""
    rows = [line_cells(line, fee.currency, language, translate) for line in fee.lines]
    body = ["  " + line for line in _aligned(rows)]
    width = max((len(line) for line in body), default=48)
    title = f"{translate(_('Fee'))} {fee.year}"
    amount = translate(_("not known yet")) if fee.amount is None else money_text(fee.amount, fee.currency)
    mark = f"   {translate(_('illustrative'))}" if fee.illustrative else ""
    head = title + amount.rjust(max(width - len(title), len(amount) + 2)) + mark
    gaps = [f"  {missing_text(gap, language, translate)}" for gap in fee.missing]
    return "\n".join([head, *body, *gaps, f"  {rulebook_text(fee, language, translate)}"])


def _aligned(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """The rows as columns, amounts to the right; a column that is empty in every row takes no room."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if column == 3 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        )
        for row in rows
    ]


def line_cells(
    line: FeeLine, currency: str, language: str = "en", translate: Translate = same
) -> tuple[str, str, str, str]:
    """The four cells of a line: label, figure in words, how it was read, amount."""
    return (
        say(line.label, language),
        value_text(line, currency, language, translate),
        rule_text(line, currency, translate),
        money_text(line.amount, currency),
    )


def value_text(line: FeeLine, currency: str, language: str = "en", translate: Translate = same) -> str:
    """The figure of a line in words, such as "252 affiliated cooperatives"; empty where there is none."""
    phrase = say(line.phrase, language)
    if not isinstance(line.value, Decimal):
        return phrase
    value = figure_text(line.value, currency) if line.unit == "money" else f"{line.value:,}"
    of = "" if line.upper is None else f"{line.upper:,}"
    if line.kind == "instalment":
        phrase = translate(_("part {value} of {of}"))
    return phrase.format(value=value, of=of)


def rule_text(line: FeeLine, currency: str, translate: Translate = same) -> str:
    """How a line read its figure, such as "tranche 201–500", "3.5 %" or "at least €300.00"."""
    if line.kind == "tranche":
        return f"{translate(_('tranche'))} {tranche_text(line, currency, translate)}"
    if line.kind == "slice":
        span = f"{translate(_('slice'))} {tranche_text(line, currency, translate)}"
        return span if line.rate is None else f"{span}, {_rate_text(line, currency, translate)}"
    if line.kind == "rate":
        return _rate_text(line, currency, translate)
    if line.kind == "floor" and line.lower is not None:
        return translate(_("at least {amount}")).format(amount=money_text(line.lower, currency))
    if line.kind == "ceiling" and line.upper is not None:
        return translate(_("at most {amount}")).format(amount=money_text(line.upper, currency))
    return ""


def tranche_text(line: FeeLine, currency: str, translate: Translate = same) -> str | None:
    """The edges of a line's tranche, such as "201–500", "€500m–€1bn" or "over €10bn"; `None` without one."""
    if line.kind not in ("tranche", "slice") or line.lower is None:
        return None
    lower, upper = (_edge_text(edge, line.unit, currency) for edge in (line.lower, line.upper))
    if upper:
        return f"{lower}–{upper}"
    words = translate(_("{edge} or more")) if line.lower_included else translate(_("over {edge}"))
    return words.format(edge=lower)


def missing_text(gap: Missing, language: str = "en", translate: Translate = same) -> str:
    """What is missing and whom it is asked of."""
    asked = {
        "member": translate(_("asks the member")),
        "secretariat": translate(_("asks the secretariat")),
        "treasurer": translate(_("asks the treasurer")),
    }
    return f"{say(gap.question, language)} ({asked[gap.asks]})"


def rulebook_text(fee: Fee, language: str = "en", translate: Translate = same) -> str:
    """Which rules decided."""
    name = say(fee.rulebook.name, language)
    if fee.rulebook.in_force_from is None:
        return translate(_("Rulebook {name}, not in force yet")).format(name=name)
    since = date_text(fee.rulebook.in_force_from, translate)
    return translate(_("Rulebook {name}, in force since {date}")).format(name=name, date=since)


def date_text(day: date, translate: Translate = same) -> str:
    """A day, such as 1 January 2026."""
    return f"{day.day} {translate(MONTHS[day.month - 1])} {day.year}"


def money_text(amount: Decimal, currency: str) -> str:
    """An amount with its cents, such as €1,450.00 or −€87.50."""
    sign = "−" if amount < 0 else ""
    return f"{sign}{_symbol(currency)}{abs(amount):,.2f}"


def figure_text(amount: Decimal, currency: str) -> str:
    """A figure in money, without cents where it has none."""
    whole = amount == amount.to_integral_value()
    return f"{_symbol(currency)}{amount:,.0f}" if whole else money_text(amount, currency)


def short_money_text(amount: Decimal, currency: str) -> str:
    """A figure in money in millions or billions where two decimals say it exactly, such as €500m or €1.25bn."""
    for unit, letter in SHORT:
        scaled = amount / unit
        if scaled >= 1 and scaled == scaled.quantize(Decimal("0.01")):
            return f"{_symbol(currency)}{scaled.normalize():,f}{letter}"
    return figure_text(amount, currency)


def _edge_text(edge: Decimal | None, unit: str, currency: str) -> str:
    if edge is None:
        return ""
    return short_money_text(edge, currency) if unit == "money" else f"{edge:,}"


def _rate_text(line: FeeLine, currency: str, translate: Translate) -> str:
    if line.rate is None:
        return ""
    if line.unit == "count":
        return translate(_("{amount} each")).format(amount=money_text(line.rate, currency))
    return f"{(line.rate * 100).normalize():f} %"


def _symbol(currency: str) -> str:
    return SYMBOLS.get(currency, f"{currency} ")
