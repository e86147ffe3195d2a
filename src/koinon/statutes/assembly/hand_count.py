"""Votes counted by hand: what tellers wrote down becomes a tally once two of them agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from koinon.statutes.assembly.names import NameTally
from koinon.statutes.assembly.tally import Counts
from koinon.statutes.assembly.voices import Weights
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.voting_rules import ElectionRule

TELLERS = 2
Column = Literal["yes", "no", "abstain", "invalid"]


@dataclass(frozen=True, slots=True)
class TellerSheet:
    """What one teller counted, by weight key."""

    teller: str
    counts: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two tellers do not agree."""

    weight: str
    column: Column
    found: Mapping[str, str]


def differences(sheets: Sequence[TellerSheet]) -> tuple[Difference, ...]:
    """Every figure that the tellers do not agree on, with what each of them has."""
    keys = dict.fromkeys(key for sheet in sheets for key in sheet.counts)
    columns: tuple[Column, ...] = ("yes", "no", "abstain", "invalid")
    found = []
    for key in keys:
        for column in columns:
            figures = {sheet.teller: str(getattr(sheet.counts.get(key, Counts()), column)) for sheet in sheets}
            if len(set(figures.values())) > 1:
                found.append(Difference(key, column, figures))
    return tuple(found)


def hand_tally(sheets: Sequence[TellerSheet], present: Weights) -> dict[str, Counts]:
    """The tally that two tellers or more agree on, for the same majority rules as any other.

    `present` is all that could be cast, by weight key. Raises `InputError` for fewer than two tellers, for sheets that
    differ, for figures below zero, and for more votes than there were; `differences` says where.
    """
    if len({sheet.teller for sheet in sheets}) < TELLERS or len({sheet.teller for sheet in sheets}) < len(sheets):
        raise InputError("tellers", [sheet.teller for sheet in sheets], f"{TELLERS} different tellers")
    if differences(sheets):
        raise InputError("counts", [gap.weight for gap in differences(sheets)], "the same figures from each teller")
    tally = dict(sheets[0].counts)
    for key, counts in tally.items():
        if min(counts.yes, counts.no, counts.abstain, counts.invalid) < 0:
            raise InputError(key, str(counts), "votes of zero or more")
        if counts.cast > present.get(key, 0):
            raise InputError(key, str(counts.cast), f"at most the {present.get(key, 0)} that were there")
    return tally


def hand_names(rule: ElectionRule, tally: NameTally, seats: int, present: Fraction) -> NameTally:
    """A tally of names counted by hand, checked against what could be cast. Raises `InputError`.

    No candidate has more votes than there were valid ballots, and by block all of them together no more than each
    ballot has places.
    """
    if tally.cast > present or min(tally.valid, tally.blank, tally.invalid) < 0:
        raise InputError("ballots", str(tally.cast), f"from 0 to {present}")
    for name, votes in tally.votes.items():
        if not 0 <= votes <= tally.valid:
            raise InputError(name, str(votes), f"from 0 to {tally.valid}, the valid ballots")
    named = sum(tally.votes.values())
    if rule.method == "block" and named > tally.valid * seats:
        raise InputError("votes", str(named), f"at most {seats} names on each valid ballot")
    return tally
