"""Declared figures that deserve a second look; a warning never refuses anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import Inputs, checked_inputs
from koinon.statutes.money import cents
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.rulebook.yearly_rules import JumpRule, RangeRule, UnitSlipRule
from koinon.statutes.texts import LocalText

Figures = Mapping[str, Decimal | str]


@dataclass(frozen=True, slots=True)
class PlausibilityWarning:
    """What looks odd about a figure.

    `key` is jump, unit_slip or the key of a range. `words` hold places for `params`: value, before, least and
    most are numbers in the basis's `unit`; factor says how far apart two figures are, change how much the
    figure rose, in per cent. `rule` and `rulebook` say where the limit stands.
    """

    key: str
    basis: str
    unit: str
    words: LocalText
    params: Mapping[str, Decimal]
    severity: Literal["look", "serious"]
    rule: str
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe."""
        data: dict[str, Any] = as_data(self)
        return data


def warning_from_data(data: dict[str, Any]) -> PlausibilityWarning:
    """The inverse of `PlausibilityWarning.as_data`."""
    return from_data(PlausibilityWarning, data)


def warnings(rulebook: Rulebook, figures: Inputs, last_year_figures: Inputs) -> tuple[PlausibilityWarning, ...]:
    """Compare declared figures with last year's and with what the field knows; unknown ones are passed over.

    A figure that looks like a slip of unit is not reported as a jump as well. Raises `InputError` for
    figures that no rule can read.
    """
    now, before = checked_inputs(rulebook, figures), checked_inputs(rulebook, last_year_figures)
    slips = tuple(_unit_slips(rulebook, now, before))
    slipped = {warning.basis for warning in slips}
    jumps = tuple(warning for warning in _jumps(rulebook, now, before) if warning.basis not in slipped)
    return (*slips, *jumps, *_ranges(rulebook, now))


def _pair(now: Figures, before: Figures, basis: str) -> tuple[Decimal, Decimal] | None:
    """This year's and last year's figure, where both are known and above zero, so that they can be compared."""
    value, last = now.get(basis), before.get(basis)
    if isinstance(value, Decimal) and isinstance(last, Decimal) and value > 0 and last > 0:
        return value, last
    return None


def _unit_slips(rulebook: Rulebook, now: Figures, before: Figures) -> Iterator[PlausibilityWarning]:
    for place, rule in enumerate(rulebook.plausibility.unit_slips):
        pair = _pair(now, before, rule.basis)
        if pair is None:
            continue
        # A figure given in millions is too small, one given in thousands of a thousand too large.
        larger = max(pair) / min(pair)
        if any(Decimal(factor) / rule.within <= larger <= factor * rule.within for factor in rule.factors):
            yield _compared(rulebook, "unit_slip", rule, f"plausibility.unit_slips.{place}", pair)


def _jumps(rulebook: Rulebook, now: Figures, before: Figures) -> Iterator[PlausibilityWarning]:
    for place, rule in enumerate(rulebook.plausibility.jumps):
        pair = _pair(now, before, rule.basis)
        if pair is not None and not rule.fall <= pair[0] / pair[1] <= rule.rise:
            yield _compared(rulebook, "jump", rule, f"plausibility.jumps.{place}", pair)


def _compared(
    rulebook: Rulebook, key: str, rule: JumpRule | UnitSlipRule, place: str, pair: tuple[Decimal, Decimal]
) -> PlausibilityWarning:
    value, last = pair
    params = {
        "value": value,
        "before": last,
        "factor": _short(max(pair) / min(pair)),
        "change": _percent(pair),
    }
    return _warning(rulebook, key, rule, place, params)


def _ranges(rulebook: Rulebook, now: Figures) -> Iterator[PlausibilityWarning]:
    for place, rule in enumerate(rulebook.plausibility.ranges):
        value = _ranged(rule, now)
        if value is not None and not rule.least <= value <= rule.most:
            params = {"value": value, "least": rule.least, "most": rule.most}
            yield _warning(rulebook, rule.key, rule, f"plausibility.ranges.{place}", params)


def _ranged(rule: RangeRule, now: Figures) -> Decimal | None:
    value, per = now.get(rule.basis), now.get(rule.per or "")
    if not isinstance(value, Decimal):
        return None
    if rule.per is None:
        return value
    return cents(value / per) if isinstance(per, Decimal) and per > 0 else None


def _warning(
    rulebook: Rulebook,
    key: str,
    rule: JumpRule | UnitSlipRule | RangeRule,
    place: str,
    params: dict[str, Decimal],
) -> PlausibilityWarning:
    return PlausibilityWarning(
        key=key,
        basis=rule.basis,
        unit=rulebook.bases[rule.basis].unit,
        words=rule.words,
        params=params,
        severity=rule.severity,
        rule=place,
        rulebook=rulebook.reference,
    )


def _short(factor: Decimal) -> Decimal:
    """A factor as people say it: whole from ten on, else with one decimal."""
    return factor.quantize(Decimal(1) if factor >= 10 else Decimal("0.1"), rounding=ROUND_HALF_UP)


def _percent(pair: tuple[Decimal, Decimal]) -> Decimal:
    """The change from last year in whole per cent; below zero for a fall."""
    return ((pair[0] / pair[1] - 1) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
