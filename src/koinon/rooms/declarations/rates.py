"""The exchange rate of a day: what the treasurer recorded first, then the European Central Bank's table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from koinon.adapters.exchange_rates import NoRate, ecb_rate
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.declarations.models import ExchangeRate


@dataclass(frozen=True, slots=True)
class UsedRate:
    """Units of a currency for one unit of the rulebook's, of a day, from a source."""

    rate: Decimal
    on: date
    source: str


def rate_for(currency: str, on: date) -> UsedRate:
    """The rate of a currency on a day; refuses when nobody has recorded one."""
    own = ExchangeRate.objects.filter(currency=currency, on__lte=on, on__year=on.year).order_by("-on").first()
    if own is not None:
        return UsedRate(own.rate, own.on, own.source)
    try:
        found = ecb_rate(currency, on)
    except NoRate:
        refuse(
            "no_rate",
            _("We have no exchange rate of %(currency)s for %(day)s.")
            % {"currency": currency, "day": day_in_words(on)},
            to_do=_("Give the figure in euro, or ask the treasurer to record the rate."),
        )
    return UsedRate(found.rate, found.on, found.source)
