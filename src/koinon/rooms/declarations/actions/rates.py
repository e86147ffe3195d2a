"""Record exchange rates that no shipped table has."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from koinon.adapters.exchange_rates import supported_currencies
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.declarations import ExchangeRateRecorded
from koinon.core.refusals import refuse
from koinon.rooms.declarations.models import ExchangeRate

SMALLEST, LARGEST, STEP = Decimal("0.0001"), Decimal(10) ** 9, Decimal("0.00000001")


@action("declarations.record_exchange_rate", needs="declarations.record_rate")
def record_exchange_rate(*, actor: Actor, currency: str, on: date, rate: Decimal, source: str) -> ExchangeRateRecorded:
    """Record how many units of a currency one euro was worth on a day, with the source."""
    if currency not in supported_currencies():
        refuse("currency_unknown", _("We do not know the currency %(code)s.") % {"code": currency})
    if not rate.is_finite() or not SMALLEST <= rate < LARGEST or rate != rate.quantize(STEP):
        refuse(
            "rate_invalid",
            _("A rate lies between 0.0001 and 999,999,999 and has at most eight decimals."),
            to_do=_("Give units of the currency for one euro."),
        )
    if not source.strip():
        refuse("source_needed", _("A rate needs its source."), to_do=_("Say where it is published."))
    if ExchangeRate.objects.filter(currency=currency, on=on).exists():
        refuse("rate_known", _("A rate is on record for this day."), kept=_("It stays as it is."))
    ExchangeRate.objects.create(
        currency=currency, on=on, rate=rate, source=source.strip()[:120], recorded_by=actor.person
    )
    return ExchangeRateRecorded(currency, on)
