"""Dates, money and figures as people write them, in the active language."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# English here is Europe's: 3 March 2026 and €1,450.00.
HOME_VARIANTS = {"en": "en_GB"}
Figure = Decimal | int | str | None


def locale() -> Locale:
    """The Babel locale of the active language; English where Babel does not know it."""
    language = (get_language() or "en").replace("-", "_")
    try:
        return Locale.parse(HOME_VARIANTS.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def decimal(value: Decimal | int | str) -> Decimal:
    """The figure as Decimal; floats are refused, because money was never one."""
    if isinstance(value, float):
        raise TypeError("A float is no figure of ours.")
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no figure.") from error


def money(value: Figure, currency: str = "EUR") -> str:
    """€1,450.00; an unknown amount is called unknown and never becomes zero."""
    if value is None or value == "":
        return _("unknown")
    return _minus(babel_numbers.format_currency(decimal(value), currency, locale=locale()))


def whole_money(value: Decimal | int | str, currency: str = "EUR") -> str:
    """€540,000,000: a figure in money, without cents where it has none."""
    amount, where = decimal(value), locale()
    if amount % 1:
        return money(amount, currency)
    pattern = where.currency_formats["standard"].pattern.replace(".00", "")
    return _minus(babel_numbers.format_currency(amount, currency, pattern, locale=where, currency_digits=False))


def brief_money(value: Decimal | int | str, currency: str = "EUR") -> str:
    """€500m for the edges of tranches, where two decimals say it exactly; else written out."""
    amount, where = decimal(value), locale()
    scale = Decimal(10) ** (9 if abs(amount) >= 10**9 else 6)
    if abs(amount) < scale or (amount / scale) % Decimal("0.01"):
        return whole_money(amount, currency)
    short = babel_numbers.format_compact_currency(amount, currency, locale=where, fraction_digits=2)
    # English writes m and bn; Babel's data writes M and B.
    return short.replace("M", "m").replace("B", "bn") if where.language == "en" else short


def number(value: Figure) -> str:
    """540,000,000; an unknown figure is called unknown."""
    if value is None or value == "":
        return _("unknown")
    return babel_numbers.format_decimal(decimal(value), "#,##0.######", locale=locale())


def percent(rate: Decimal | str) -> str:
    """3.5 % from 0.035."""
    return babel_numbers.format_percent(decimal(rate), "#,##0.####\u00a0%", locale=locale())


def day_of(value: date | datetime | str) -> date:
    """The calendar day at the confederation's seat; ISO text is read, because stored explanations hold it."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def long_date(value: date | datetime | str | None) -> str:
    """3 March 2026."""
    if not value:
        return ""
    return babel_dates.format_date(day_of(value), "long", locale=locale())


def day_and_month(value: date | datetime | str | None) -> str:
    """3 March, where the year is plain from what stands around it."""
    if not value:
        return ""
    return babel_dates.format_skeleton("MMMMd", day_of(value), locale=locale())


def month_of(value: date) -> str:
    """March 2026."""
    return babel_dates.format_skeleton("yMMMM", value, locale=locale())


def month_names() -> list[str]:
    """January to December."""
    names = babel_dates.get_month_names("wide", context="stand-alone", locale=locale())
    return [str(names[month]).capitalize() for month in range(1, 13)]


def moment(value: datetime | None) -> str:
    """3 March 2026, 14:05, at the confederation's seat."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{long_date(local)}, {babel_dates.format_time(local.time(), 'HH:mm', locale=locale())}"


def say(text: Mapping[str, str] | str | None) -> str:
    """The words of a LocalText in the active language, else in its base language, else the first there is."""
    if not text:
        return ""
    if not isinstance(text, Mapping):
        return str(text)
    language = get_language() or "en"
    for wanted in (language, language.partition("-")[0]):
        if wanted in text:
            return text[wanted]
    return next(iter(text.values()))


def _minus(shown: str) -> str:
    """A minus sign of a figure's width instead of a hyphen."""
    return shown.replace("-", "\u2212", 1)
