"""What the property tests draw from: the rulebook, figures and days."""

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from koinon.statutes.rulebook import Rulebook, load_rulebook

from .conftest import CECOP

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

counts = st.integers(0, 100_000).map(Decimal)
sums = st.integers(0, 3_000_000_000_000).map(lambda number: Decimal(number) / 100)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@cache
def book() -> Rulebook:
    """CECOP's rulebook, where Hypothesis has no fixtures."""
    return load_rulebook(CECOP)
