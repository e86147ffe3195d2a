"""References: what a body's decisions are called, and the next number without a gap and without a twin."""

from koinon.core.models import Decision
from koinon.rooms.decisions.models import DecisionSeries


def mark_of(label: str) -> str:
    """The letters before a body's numbers: GA for General Assembly, B for Board."""
    return "".join(word[0] for word in label.split() if word[0].isalpha()).upper() or "D"


def reference_of(label: str, year: int, number: int) -> str:
    """How a decision is cited: GA2026/3."""
    return f"{mark_of(label)}{year}/{number}"


def next_number(series: DecisionSeries, label: str) -> int:
    """The number after the last one of a locked series; those that were given on paper already are passed over."""
    number = series.last + 1
    while Decision.objects.filter(body=label, reference=reference_of(label, series.year, number)).exists():
        number += 1
    return number
