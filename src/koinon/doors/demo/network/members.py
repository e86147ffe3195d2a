"""Reads who the demo's members are."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from koinon.rooms.declarations.actions import TypedFigure

LATEST, BEFORE = 0, 1
EURO = "EUR"
CURRENCIES = {"SE": "SEK", "DK": "DKK", "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON", "GB": "GBP"}
# Bulgaria's accounts are in lev up to and with 2025.
LEV, LEV_UNTIL = "BGN", 2025


@dataclass(frozen=True, slots=True)
class DemoMember:
    """One invented member: its record, those who speak for it, its figures (latest first)."""

    key: str
    name: str
    short_name: str
    country: str
    address: tuple[str, str, str]
    criterion: str
    since: date
    people: Mapping[str, str]
    facts: Mapping[str, bool | str]
    emails: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, list[int]] = field(default_factory=dict)
    branch_of: str = ""

    def declared(self, year_index: int, year: int, years_before: Mapping[str, int]) -> list[TypedFigure]:
        """What it declares for a fee year, money in its own currency of the year that the figure describes."""
        return [
            TypedFigure(basis, Decimal(values[year_index]), self._currency(basis, year - years_before.get(basis, 0)))
            for basis, values in self.figures.items()
            if year_index < len(values)
        ]

    def _currency(self, basis: str, described: int) -> str:
        if basis == "cooperatives":
            return ""
        if self.country == "BG" and described <= LEV_UNTIL:
            return LEV
        return CURRENCIES.get(self.country, EURO)


def read_members(year: int) -> dict[str, DemoMember]:
    """The members of the demo of a year, by key."""
    written = tomllib.loads((Path(__file__).parent / "members.toml").read_text(encoding="utf-8"))
    return {key: _member(key, values, written["facts"], year) for key, values in written["members"].items()}


def _member(key: str, values: Mapping[str, Any], facts: Mapping[str, Any], year: int) -> DemoMember:
    own = dict(values)
    joined = own.pop("joined", None)
    if joined:
        own["since"] = date(year - joined["years_ago"], joined["month"], joined["day"])
    own["address"] = tuple(own["address"])
    own["facts"] = {**facts[own["criterion"]], **own.get("facts", {})}
    return DemoMember(key=key, **own)
