"""The parts in which a fee is asked for."""

from dataclasses import dataclass
from decimal import Decimal

from koinon.statutes.fee_line import FeeLine
from koinon.statutes.fee_parts import NO_WORDS
from koinon.statutes.fees import Fee
from koinon.statutes.inputs import InputError
from koinon.statutes.money import split
from koinon.statutes.rulebook.schema import Rulebook


@dataclass(frozen=True, slots=True)
class Instalment:
    """Part `part` of `of`, due so many days after its invoice. `lines` add up to `amount`."""

    part: int
    of: int
    amount: Decimal
    due_days: int
    lines: tuple[FeeLine, ...]


def instalments(rulebook: Rulebook, fee: Fee) -> tuple[Instalment, ...]:
    """A known fee in equal parts; where there are several, a line takes away what the others ask for.

    Odd cents go to the first parts. Raises `InputError` for an unknown fee.
    """
    if fee.amount is None:
        raise InputError("fee", None, "a fee that is known")
    rules = rulebook.invoicing.instalments
    shares = split(fee.amount, len(rules))
    return tuple(
        Instalment(
            part=place,
            of=len(rules),
            amount=share,
            due_days=rule.due_days,
            lines=fee.lines if len(rules) == 1 else (*fee.lines, _line(rulebook, fee, place, share)),
        )
        for place, (rule, share) in enumerate(zip(rules, shares, strict=True), start=1)
    )


def _line(rulebook: Rulebook, fee: Fee, part: int, share: Decimal) -> FeeLine:
    rules = rulebook.invoicing.instalments
    assert fee.amount is not None, "asked for above"
    return FeeLine(
        key="instalment",
        label=rules[part - 1].label,
        basis=None,
        value=Decimal(part),
        unit="count",
        kind="instalment",
        lower=None,
        upper=Decimal(len(rules)),
        rate=None,
        amount=share - fee.amount,
        illustrative=fee.illustrative,
        phrase=NO_WORDS,
        lower_included=False,
        source=(),
    )
