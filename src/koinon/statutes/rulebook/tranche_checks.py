"""Checks on tables of tranches and slices: edges that meet, amounts that do not fall."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from koinon.statutes.rulebook.fee_rules import Slice, Tranche
from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.positions import KeyPath
from koinon.statutes.rulebook.weight_rules import VoteTranche

Row = Tranche | Slice | VoteTranche


def check_table(findings: Findings, path: KeyPath, rows: Sequence[Row], *, counted: bool) -> None:
    """Each row begins where the one before ends, by the edge rule of what is read; only the last has no end."""
    findings.not_empty(path, rows, "one row or more")
    for place, row in enumerate(rows):
        _check_row(findings, (*path, place), row, counted=counted, first=place == 0)
        last = place == len(rows) - 1
        if last and row.up_to is not None:
            findings.report("gap", (*path, place, "up_to"), str(row.up_to), "no up_to in the last row")
        if not last and row.up_to is None:
            findings.report("missing_key", (*path, place), "no key 'up_to'", "up_to in every row but the last")
    for place, (one, other) in enumerate(pairwise(rows), start=1):
        _check_meeting(findings, (*path, place), one.up_to, other, counted=counted)


def _check_row(findings: Findings, path: KeyPath, row: Row, *, counted: bool, first: bool) -> None:
    wanted, other = ("from", "above") if counted or first else ("above", "from")
    begin, wrong = (row.from_, row.above) if wanted == "from" else (row.above, row.from_)
    if begin is None:
        findings.report("missing_key", path, f"no key {wanted!r}", f"{wanted} in this row", wanted)
    if wrong is not None:
        findings.report("unknown_key", (*path, other), repr(other), f"{wanted} in this row", wanted)
    for key, edge in (("from", row.from_), ("up_to", row.up_to)):
        if counted and edge is not None and edge != edge.to_integral_value():
            findings.report("wrong_value", (*path, key), str(edge), "a whole number, as the basis counts")
    if begin is not None and row.up_to is not None and row.up_to < begin:
        findings.report("order", (*path, "up_to"), str(row.up_to), f"at least the lower edge {begin}")


def _check_meeting(findings: Findings, path: KeyPath, upper: Decimal | None, row: Row, *, counted: bool) -> None:
    begin, key = (row.from_, "from") if counted else (row.above, "above")
    if upper is None or begin is None:
        return
    wanted = upper + 1 if counted else upper
    if begin != wanted:
        code = "gap" if begin > wanted else "overlap"
        findings.report(code, (*path, key), f"{begin} ({code})", f"{wanted}, where the row before ends", str(wanted))


def check_votes(findings: Findings, path: KeyPath, tranches: Sequence[VoteTranche]) -> None:
    """A larger figure never gives fewer votes."""
    for place, (one, other) in enumerate(pairwise(tranches), start=1):
        if other.votes < one.votes:
            allowed = f"at least {one.votes}, the votes of the tranche before"
            findings.report("order", (*path, place, "votes"), str(other.votes), allowed)


def check_tranche_amounts(findings: Findings, path: KeyPath, tranches: Sequence[Tranche]) -> None:
    """A larger figure never costs less."""
    for place, (one, other) in enumerate(pairwise(tranches), start=1):
        if other.amount < one.amount:
            allowed = f"at least {one.amount}, the amount of the tranche before"
            findings.report("order", (*path, place, "amount"), str(other.amount), allowed)


def check_slice_amounts(findings: Findings, path: KeyPath, slices: Sequence[Slice], basis: str) -> None:
    """Each slice says in exactly one way what it adds; `each` is for counts, `percent` for money."""
    ways = ("each", "amount") if findings.rulebook.bases[basis].unit == "count" else ("percent", "amount")
    for place, row in enumerate(slices):
        given = [key for key in ("each", "percent", "amount") if getattr(row, key) is not None]
        if len(given) != 1 or given[0] not in ways:
            found = " and ".join(given) or "neither"
            findings.report("wrong_value", (*path, place), found, f"exactly one of {', '.join(ways)}")
