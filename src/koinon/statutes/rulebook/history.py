"""Which version of the rules was in force on a day."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from koinon.statutes.rulebook.schema import Rulebook


class NoRuleInForce(Exception):
    """No version of the rules was in force on that day, so there is no answer (which is not zero)."""

    def __init__(self, on: date, first: date | None) -> None:
        """Keep the day asked for and the first day that has rules."""
        since = f"the first rules hold from {first}" if first else "there are no rules yet"
        super().__init__(f"no rule was in force on {on}: {since}")
        self.on = on
        self.first = first


class RulebookHistory:
    """The versions of one rulebook, each in force from its day until the next one's."""

    def __init__(self, versions: Iterable[Rulebook]) -> None:
        """Order the versions; raises `ValueError` for one without a day or two of the same day."""
        dated: dict[date, Rulebook] = {}
        for version in versions:
            if version.in_force_from is None:
                raise ValueError(f"rulebook {version.code} {version.version[:12]} has no day it is in force from")
            if version.in_force_from in dated:
                raise ValueError(f"two versions of {version.code} are in force from {version.in_force_from}")
            dated[version.in_force_from] = version
        self._days = sorted(dated)
        self._versions = [dated[day] for day in self._days]

    def in_force_on(self, on: date) -> Rulebook:
        """The version in force on a day; raises `NoRuleInForce` before the first."""
        place = bisect_right(self._days, on)
        if place == 0:
            raise NoRuleInForce(on, self._days[0] if self._days else None)
        return self._versions[place - 1]
