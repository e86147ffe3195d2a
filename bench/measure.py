"""Time a piece of work several times and print a table with its spread."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

RULEBOOK = Path(__file__).resolve().parents[1] / "rulebook" / "cecop"
YEAR = 2026


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was measured, in which unit, each run's value, and what must be reached."""

    what: str
    unit: str
    runs: Sequence[float]
    goal: float | None = None
    more_is_better: bool = False

    @property
    def median(self) -> float:
        """The middle of the runs."""
        return statistics.median(self.runs)

    @property
    def verdict(self) -> str:
        """Whether the median reaches the goal."""
        if self.goal is None:
            return ""
        reached = self.median >= self.goal if self.more_is_better else self.median <= self.goal
        return "reached" if reached else "MISSED"


def timed(work: Callable[[], object], runs: int = 5, prepare: Callable[[], object] | None = None) -> list[float]:
    """Seconds of each run; `prepare` runs before each and is not counted."""
    seconds = []
    for _run in range(runs):
        if prepare is not None:
            prepare()
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return seconds


def milliseconds(seconds: Sequence[float]) -> list[float]:
    """The same in milliseconds."""
    return [1000 * value for value in seconds]


def table(title: str, figures: Sequence[Figure]) -> None:
    """Print figures with least, median, most and the goal."""
    print(f"\n{title}")
    print(f"{'':54} {'unit':>10} {'least':>9} {'median':>9} {'most':>9} {'goal':>8}")
    for figure in figures:
        goal = "" if figure.goal is None else f"{'≥' if figure.more_is_better else '≤'} {figure.goal:g}"
        values = f"{min(figure.runs):9.3g} {figure.median:9.3g} {max(figure.runs):9.3g}"
        print(f"{figure.what:54} {figure.unit:>10} {values} {goal:>8} {figure.verdict}")
