"""What a declaration asks, figure by figure, as the rulebook words it; and given figures in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from babel.numbers import get_territory_currencies
from django.utils.translation import gettext as _

from koinon.core.refusals import Refusal
from koinon.doors.members_area.declaring import Declaring, figures_of
from koinon.doors.shared import words
from koinon.doors.shared.entrance import tried
from koinon.rooms.admissions.queries import figures_applied_with
from koinon.rooms.declarations.figures import rate_day
from koinon.rooms.declarations.models import Figure
from koinon.rooms.declarations.rates import UsedRate, rate_for
from koinon.statutes.declarations import figure_year
from koinon.statutes.rulebook import Rulebook


@dataclass(frozen=True)
class Asked:
    """One figure that is asked for, with what stands beside it: rates, an earlier figure, what is kept now."""

    standing: Declaring
    key: str
    before: Figure | None
    kept: Figure | None
    applied: Decimal | None = None

    @property
    def basis(self) -> Any:
        """The rulebook's basis."""
        return self.standing.rulebook.bases[self.key]

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return bool(self.basis.unit == "money")

    @property
    def described(self) -> int:
        """The year the figure describes."""
        return figure_year(self.standing.rulebook, self.key, self.standing.year)

    @property
    def hint(self) -> str:
        """Of which day or year the figure is, and the rulebook's help."""
        when = time_words(self.standing.rulebook, self.key, self.standing.year)
        return " ".join(part for part in (when, words.say(self.basis.help)) if part)

    @cached_property
    def rates(self) -> dict[str, UsedRate]:
        """The national currencies in which the figure may be given, with the rate that will be used."""
        if not self.money:
            return {}
        day = rate_day(self.described, self.standing.visit.actor.today)
        found = {code: tried(partial(rate_for, code, day)) for code in self._national}
        return {code: rate for code, rate in found.items() if not isinstance(rate, Refusal)}

    @property
    def currencies(self) -> list[str]:
        """The currencies on offer; the one most likely meant stands first."""
        if not self.money:
            return []
        offered = [*self.rates, self.house_currency]
        usual = self.before.currency if self.before else offered[0]
        return sorted(offered, key=lambda code: code != usual)

    @property
    def before_words(self) -> str:
        """What was declared a year earlier, as it was typed."""
        return figure_shown(self.standing.rulebook, self.before) if self.before else ""

    @property
    def before_when(self) -> str:
        """Of which day or year last year's figure was."""
        return time_words(self.standing.rulebook, self.key, self.standing.year - 1)

    @property
    def house_currency(self) -> str:
        """The currency of the rulebook."""
        return str(self.standing.rulebook.confederation.currency)

    @property
    def rate_words(self) -> list[str]:
        """The rates that will be used, each in a sentence; also that a national currency has none."""
        said = [conversion_words(code, rate.rate, rate.on, rate.source) for code, rate in self.rates.items()]
        unrated = [code for code in self._national if code not in self.rates] if self.money else []
        return said + [
            _("We have no exchange rate of %(currency)s for that time, so give the figure in %(house)s.")
            % {"currency": code, "house": self.house_currency}
            for code in unrated
        ]

    @property
    def _national(self) -> list[str]:
        """Currencies other than the rulebook's: the country's, and those used before."""
        country = self.standing.visit.organisation.country
        day = self.standing.visit.actor.today
        codes = list(get_territory_currencies(country, start_date=day, end_date=day))
        codes += [figure.currency for figure in (self.before, self.kept) if figure and figure.currency]
        return [code for code in dict.fromkeys(codes) if code != self.house_currency]


def asked_of(standing: Declaring) -> list[Asked]:
    """The figures a member is asked for, in the rulebook's order."""
    before, kept = figures_of(standing.before), figures_of(standing.draft or standing.in_force)
    applied = _applied(standing) if not (before or kept) else {}
    return [Asked(standing, key, before.get(key), kept.get(key), applied.get(key)) for key in standing.asked]


def _applied(standing: Declaring) -> dict[str, Decimal]:
    """What a new member has told us already, so that nothing is typed twice."""
    visit = standing.visit
    return figures_applied_with(visit.actor, visit.organisation.public_id, standing.year)


def time_words(rulebook: Rulebook, key: str, year: int) -> str:
    """Of which day or year a figure is."""
    rule, described = rulebook.declarations.figures[key], figure_year(rulebook, key, year)
    if rule.measured == "on_last_day":
        return _("On %(day)s.") % {"day": words.long_date(date(described, 12, 31))}
    if rule.measured == "over_the_year":
        return _("Of the year %(year)s.") % {"year": described}
    return _("As it is today.")


def conversion_words(currency: str, rate: Decimal, on: date, source: str) -> str:
    """The rate by which a figure is converted, with its day and source."""
    return _("€1 = %(rate)s %(currency)s on %(day)s (%(source)s).") % {
        "rate": words.number(rate),
        "currency": currency,
        "day": words.long_date(on),
        "source": source,
    }


@dataclass(frozen=True, slots=True)
class Given:
    """A given figure in words: what, how much as it was typed, what it comes to, of when."""

    label: str
    typed: str
    converted: str
    rate: str
    when: str


def given_figures(rulebook: Rulebook, figures: Sequence[Figure], year: int) -> list[Given]:
    """Given figures in the rulebook's order and words."""
    order = list(rulebook.bases)
    known = sorted((row for row in figures if row.basis in order), key=lambda row: order.index(row.basis))
    return [_given(rulebook, row, year) for row in known]


def figure_shown(rulebook: Rulebook, figure: Figure) -> str:
    """A figure as it was typed: 252, or SEK 5,400,000,000."""
    house = rulebook.confederation.currency
    if rulebook.bases[figure.basis].unit == "money":
        if figure.currency in ("", house):
            return words.whole_money(figure.typed, house)
        return f"{words.number(figure.typed)}\u00a0{figure.currency}"
    return words.number(figure.typed)


def _given(rulebook: Rulebook, figure: Figure, year: int) -> Given:
    house = rulebook.confederation.currency
    foreign = figure.rate is not None and figure.rate_on is not None
    return Given(
        label=words.say(rulebook.bases[figure.basis].label),
        typed=figure_shown(rulebook, figure),
        converted=words.whole_money(figure.value, house) if foreign else "",
        rate=conversion_words(figure.currency, figure.rate, figure.rate_on, figure.rate_source)
        if figure.rate and figure.rate_on
        else "",
        when=time_words(rulebook, figure.basis, year),
    )
