"""Fees of 10,000 members with their explanations: the pure computation, no database."""

from dataclasses import dataclass
from decimal import Decimal

from bench.measure import RULEBOOK, YEAR, Figure, table, timed
from koinon.statutes.fees import compute_fee
from koinon.statutes.rulebook import load_rulebook

MEMBERS = 10_000


@dataclass(frozen=True, slots=True)
class _Case:
    category: str
    inputs: dict[str, Decimal | str | None]


def main() -> None:
    """Print the table."""
    rulebook = load_rulebook(RULEBOOK)
    cases = [_case(number) for number in range(MEMBERS)]

    def compute() -> None:
        for case in cases:
            compute_fee(rulebook, category=case.category, year=YEAR, inputs=case.inputs)

    def with_account() -> None:
        for case in cases:
            compute_fee(rulebook, category=case.category, year=YEAR, inputs=case.inputs).as_data()

    table(
        f"Fees of {MEMBERS:,} members",
        [
            Figure("computed, with explanation", "s", timed(compute), 1.0),
            Figure("… and written down as data", "s", timed(with_account)),
            Figure("rulebook read from its files", "s", timed(lambda: load_rulebook(RULEBOOK))),
        ],
    )


def _case(number: int) -> _Case:
    if number % 10 < 7:
        return _Case(
            "full", {"cooperatives": Decimal(1 + number % 2000), "turnover": Decimal(700_000 * (number % 3000))}
        )
    if number % 10 < 9:
        return _Case("associated", {"nature": "financial" if number % 2 else "non_financial"})
    return _Case("network", {"budget": Decimal(5_000 + 37 * (number % 2000))})


if __name__ == "__main__":
    main()
