"""How dates, money, counts and tranches are written on paper, in the paper's language (by Babel)."""

from datetime import date
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent
from django.utils.translation import gettext as _

from koinon.adapters.pdf.paper import ExplanationLine

# A European confederation writes 3 March 2026, not March 3, 2026.
_EUROPEAN = {"en": "en_GB", "pt": "pt_PT"}
_PARTS_OF_A_WHOLE = frozenset({"pro_rata", "instalment"})


def locale_of(language: str) -> Locale:
    """Give the conventions of a language such as "en", "pt-br" or "nl-be"; English ones if it is unknown."""
    try:
        return Locale.parse(_EUROPEAN.get(language, language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def day(value: date, locale: Locale) -> str:
    """Write a date in full: 3 March 2026."""
    return format_date(value, format="long", locale=locale)


def money(amount: Decimal, currency: str, locale: Locale) -> str:
    """Write an amount with its cents: €1,450.00."""
    return format_currency(amount, currency, locale=locale)


def count(value: Decimal, locale: Locale) -> str:
    """Write a figure as exactly as it is known: 252, or 1,234.5."""
    return format_decimal(value, locale=locale, decimal_quantization=False)


def sum_of_money(amount: Decimal, currency: str, locale: Locale) -> str:
    """Write a figure in money, with cents only where it has some: €540,000,000."""
    if amount != amount.to_integral_value():
        return money(amount, currency, locale)
    pattern = str(locale.currency_formats["standard"].pattern).replace(".00", "")
    return format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False)


def short_money(amount: Decimal, currency: str, locale: Locale) -> str:
    """Write millions and milliards shortly where one decimal says all (€500m, €1.5bn), other sums in full."""
    unit = Decimal(10) ** (6 if abs(amount) < 10**9 else 9)
    if abs(amount) < unit or amount % (unit / 10) != 0:
        return sum_of_money(amount, currency, locale)
    short = format_compact_currency(amount, currency, locale=locale, fraction_digits=int(amount % unit != 0))
    if locale.language == "en":
        # Babel writes M and B, as bankers do; annual reports in Europe write m and bn.
        short = short.replace("M", "m").replace("B", "bn")
    return short


def basis(line: ExplanationLine, currency: str, locale: Locale) -> str:
    """Write the figure that a step of the computation stands on: 252 affiliated cooperatives."""
    if isinstance(line.value, str):
        return line.phrase or line.value
    if line.value is None:
        return line.phrase
    value = sum_of_money(line.value, currency, locale) if line.unit == "money" else count(line.value, locale)
    of = "" if line.upper is None else count(line.upper, locale)
    if line.phrase:
        # Not str.format: a phrase is data, and must not reach into objects.
        return line.phrase.replace("{value}", value).replace("{of}", of)
    if line.kind in _PARTS_OF_A_WHOLE:
        return _("%(part)s of %(whole)s") % {"part": value, "whole": of}
    return value


def tranche(line: ExplanationLine, currency: str, locale: Locale) -> str:
    """Write how the figure was read: the tranche it fell in, the rate applied to it, the bound it met."""
    if line.kind in _PARTS_OF_A_WHOLE:
        return ""
    if line.kind == "floor" and line.lower is not None:
        return _("at least %(bound)s") % {"bound": money(line.lower, currency, locale)}
    if line.kind == "ceiling" and line.upper is not None:
        return _("at most %(bound)s") % {"bound": money(line.upper, currency, locale)}
    parts = (_bounds(line, currency, locale), _rate(line, currency, locale))
    return " · ".join(part for part in parts if part)


def _rate(line: ExplanationLine, currency: str, locale: Locale) -> str:
    if line.rate is None:
        return ""
    if line.unit == "money":
        return format_percent(line.rate, locale=locale, decimal_quantization=False)
    return _("%(amount)s each") % {"amount": money(line.rate, currency, locale)}


def _bounds(line: ExplanationLine, currency: str, locale: Locale) -> str:
    # A tranche of money begins above its edge, so one that begins at nothing simply goes up to the next.
    lower = line.lower if line.lower or line.lower_included else None
    words = {
        "lower": "" if lower is None else _edge(lower, line.unit, currency, locale),
        "upper": "" if line.upper is None else _edge(line.upper, line.unit, currency, locale),
    }
    if lower is None:
        return _("up to %(upper)s") % words if words["upper"] else ""
    if words["upper"]:
        return f"{words['lower']}–{words['upper']}"
    return (_("from %(lower)s") if line.lower_included else _("above %(lower)s")) % words


def _edge(value: Decimal, unit: str, currency: str, locale: Locale) -> str:
    return short_money(value, currency, locale) if unit == "money" else count(value, locale)
