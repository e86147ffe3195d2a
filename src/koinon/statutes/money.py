"""Money is `Decimal` in cents, rounded half up; never a float."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Round an amount to cents, half a cent upwards in size (ROUND_HALF_UP)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def portion(amount: Decimal, numerator: int, denominator: int) -> Decimal:
    """`numerator`/`denominator` of an amount, rounded once, to cents."""
    return cents(amount * numerator / denominator)


def split(amount: Decimal, parts: int) -> tuple[Decimal, ...]:
    """An amount in `parts` shares that differ by at most a cent and add up to it; odd cents come first."""
    if parts < 1:
        raise ValueError(f"parts: found {parts}, allowed: 1 or more")
    whole, odd = divmod(int(cents(amount) * 100), parts)
    return tuple(Decimal(whole + (1 if place < odd else 0)) * CENT for place in range(parts))
