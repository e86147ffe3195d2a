"""What membership would cost an organisation: reckoned from figures nobody has declared, put on paper, kept nowhere.

Only who asked for one is kept, until the rulebook's time for that is over.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from koinon.adapters import pdf
from koinon.adapters.identifiers import country_name
from koinon.adapters.pdf import formats
from koinon.core.refusals import refuse
from koinon.rooms.dues.models import QuoteRequest
from koinon.rooms.dues.papers import explanation_line, issuer, rulebook_line
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.rulebook.queries import rulebook_for_year, rulebook_in_force, rulebook_of_version, versions
from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.inputs import InputError, inputs_from_data
from koinon.statutes.missing import Missing
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.texts import say

# A quote speaks of this year or the next: rules beyond it are not adopted yet.
YEARS_AHEAD = 1


@dataclass(frozen=True, slots=True)
class QuotedFigure:
    """What somebody told us of a basis: a count, money in the rulebook's currency, or the key of an answer."""

    basis: str
    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Asked:
    """For what a quote is asked: the kind of membership, the year, the month of joining, the figures."""

    category: str
    year: int
    figures: tuple[QuotedFigure, ...] = ()
    joining_month: int | None = None

    @property
    def inputs(self) -> dict[str, Decimal | str]:
        """The figures by basis, as a rule reads them."""
        return {figure.basis: figure.value for figure in self.figures}

    @property
    def member_from(self) -> date | None:
        """The first day of the month of joining; None for a whole year."""
        return date(self.year, self.joining_month, 1) if self.joining_month else None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a quote is for: the organisation, and who asked on its behalf."""

    organisation: str
    name: str
    country: str
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A fee with the day it was quoted and the last day it holds."""

    fee: Fee
    made_on: date
    valid_until: date

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"quote-{self.fee.category}-{self.fee.year}.pdf"


def quote_for(asked: Asked, today: date) -> Quote:
    """Reckon what is asked; refused where an answer is wrong, the fee unknown, or an amount not ours to quote."""
    rules = rules_asked_of(asked, today)
    valid_until = valid_until_of(rulebook_in_force(today), today)
    if valid_until is None:
        refuse(
            "no_rule",
            _("The rulebook does not say how long a quote is valid, so none is given."),
            to_do=_("Adopt a rulebook that says it."),
        )
    fee = fee_asked(rules, asked)
    _check_known(fee)
    check_published(fee)
    return Quote(fee, today, valid_until)


def rules_asked_of(asked: Asked, today: date) -> Rulebook:
    """The rules of the year that is asked for; refused where a quote is for another time, or none are in force."""
    if not today.year <= asked.year <= today.year + YEARS_AHEAD:
        refuse("year_unknown", _("A quote is for this year or the next."), to_do=_("Choose one of the two."))
    if asked.joining_month is not None and not 1 <= asked.joining_month <= 12:
        refuse("month_unknown", _("There is no such month."), to_do=_("Choose one of the twelve."))
    try:
        rulebook_in_force(today)
        return rulebook_for_year(asked.year)
    except NoRuleInForce:
        refuse("no_rulebook", _("No rulebook is in force for %(year)s.") % {"year": asked.year})


def figures_of(request: QuoteRequest) -> dict[str, Decimal | str]:
    """The figures that came with a request, by basis."""
    return inputs_from_data(request.figures)


def valid_until_of(rulebook: Rulebook, made_on: date) -> date | None:
    """The last day a quote made on a day holds; None where the rulebook does not say how long."""
    rule = rulebook.invoicing.quotes
    return made_on + timedelta(days=rule.valid_days) if rule else None


def check_published(fee: Fee) -> None:
    """Outside the demo nothing is quoted on an amount that nobody has adopted."""
    if fee.illustrative and not settings.KOINON_DEMO:
        refuse(
            "illustrative",
            _("This fee stands on illustrative amounts: the confederation has not published the scale behind it."),
            kept=_("Nothing was sent."),
            to_do=_("Adopt a rulebook with the real amounts, then make the quote."),
        )


def missing_words(gaps: tuple[Missing, ...], language: str) -> str:
    """What has to be known before a fee can be, one question after the other."""
    return " ".join(say(gap.question, language) for gap in gaps)


def quote_paper(quote: Quote, language: str, to: Addressee | None = None) -> bytes:
    """The PDF of a quote in a language; for one day, the same question gives the same bytes."""
    house = confederation()
    if house is None:
        refuse("no_confederation", _("The confederation's own record is missing."))
    fee, rulebook = quote.fee, _rules_of(quote.fee)
    return pdf.render_quote(
        pdf.QuotePaper(
            language=language,
            issuer=issuer(house),
            category=say(rulebook.categories[fee.category].label, language),
            year=fee.year,
            made_on=quote.made_on,
            valid_until=quote.valid_until,
            figures=_figures(fee, rulebook, language),
            explanation=tuple(explanation_line(line, language) for line in fee.lines),
            total=fee.amount or Decimal(0),
            rulebook=_rulebook_words(fee, language),
            # Midday at the seat: the paper's bytes must not depend on the hour it was asked for.
            written_at=timezone.make_aware(datetime.combine(quote.made_on, time(12))),
            recipient=_recipient(to, language) if to else None,
            member_from=fee.member_from,
            currency=fee.currency,
            illustrative=fee.illustrative,
            illustrative_issuer=house.illustrative,
            invented=to is not None and to.invented,
        )
    )


def _rules_of(fee: Fee) -> Rulebook:
    """The version that a fee was reckoned by, whichever is in force by now."""
    return rulebook_of_version(versions().defer("texts").filter(hash=fee.rulebook.version)[0])


def fee_asked(rulebook: Rulebook, asked: Asked) -> Fee:
    """The fee that is asked for, which may be unknown; refused where an answer does not fit its question."""
    try:
        return compute_fee(
            rulebook,
            category=asked.category,
            year=asked.year,
            inputs=asked.inputs,
            member_from=asked.member_from,
        )
    except InputError as wrong:
        if wrong.key == "category":
            refuse("category_unknown", _("There is no such kind of membership."), to_do=_("Choose one of those shown."))
        refuse(
            "figure_wrong",
            _("A figure is not one the fee can be reckoned from: %(key)s.") % {"key": wrong.key},
            to_do=_("Check the figures and send the form again."),
        )


def _check_known(fee: Fee) -> None:
    if fee.amount is None:
        refuse(
            "fee_unknown",
            _("The fee is not known: a figure or a decision is missing."),
            kept=_("Nothing was sent."),
            to_do=missing_words(fee.missing, translation.get_language() or "en"),
        )


def _figures(fee: Fee, rulebook: Rulebook, language: str) -> tuple[tuple[str, str], ...]:
    """The figures given, each as its question and its answer."""
    locale = formats.locale_of(language)

    def answer(key: str, value: Decimal | str) -> str:
        basis = rulebook.bases[key]
        if isinstance(value, str):
            return say(basis.options[value].label, language)
        if basis.unit == "money":
            return formats.sum_of_money(value, fee.currency, locale)
        return formats.count(value, locale)

    return tuple((say(rulebook.bases[key].question, language), answer(key, value)) for key, value in fee.inputs.items())


def _rulebook_words(fee: Fee, language: str) -> str:
    words = {"rules": rulebook_line(fee.rulebook, language), "version": fee.rulebook.version[:7]}
    with translation.override(language):
        return gettext("Rulebook %(rules)s · version %(version)s") % words


def _recipient(to: Addressee, language: str) -> pdf.Recipient:
    return pdf.Recipient(to.organisation, (country_name(to.country, language),), attention=to.name)
