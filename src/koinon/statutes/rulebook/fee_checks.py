"""Checks on fees: every category has one, it stands on bases that exist, and its numbers are in order."""

from collections.abc import Callable, Mapping
from typing import Any

from koinon.statutes.rulebook.fee_rules import (
    ChosenPart,
    FeeRule,
    ProRata,
    RatePart,
    SlicePart,
    TranchePart,
)
from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.positions import KeyPath
from koinon.statutes.rulebook.schema import Basis
from koinon.statutes.rulebook.tranche_checks import check_slice_amounts, check_table, check_tranche_amounts


def check_basis(findings: Findings, path: KeyPath, basis: Basis) -> None:
    """A choice has options; a figure has a phrase that its value fits into."""
    if basis.unit == "choice":
        if len(basis.options) < 2:
            findings.report("missing_key", path, f"{len(basis.options)} options", "two options or more")
        return
    if basis.options:
        findings.report("unknown_key", (*path, "options"), "options", "options only where unit is choice")
    if not basis.phrase:
        findings.report("missing_key", path, "no key 'phrase'", "a phrase with {value}")
    findings.places((*path, "phrase"), basis.phrase, ("value",))
    findings.places((*path, "phrase_one"), basis.phrase_one, ("value",))


def check_fee(findings: Findings, path: KeyPath, fee: FeeRule) -> None:
    """A fee belongs to a category, has parts, and its floor is not above its ceiling."""
    findings.refer(path, fee.key, findings.rulebook.categories)
    findings.not_empty((*path, "parts"), fee.parts, "one part or more")
    findings.unique((*path, "parts"), (part.key for part in fee.parts))
    if fee.floor is not None and fee.ceiling is not None and fee.floor.amount > fee.ceiling.amount:
        allowed = f"at most the ceiling of {fee.ceiling.amount}"
        findings.report("limits", (*path, "floor", "amount"), str(fee.floor.amount), allowed)


def check_tranche_part(findings: Findings, path: KeyPath, part: TranchePart) -> None:
    """A table of tranches reads a figure, has no gap or overlap, and its amounts do not fall."""
    if _has_unit(findings, path, part.basis, ("count", "money")):
        check_table(findings, (*path, "tranches"), part.tranches, counted=_is_counted(findings, part.basis))
        check_tranche_amounts(findings, (*path, "tranches"), part.tranches)
        _check_below(findings, path, part, part.tranches[0].from_ if part.tranches else None)


def check_slice_part(findings: Findings, path: KeyPath, part: SlicePart) -> None:
    """A table of slices reads a figure, has no gap or overlap, and each slice adds something."""
    if _has_unit(findings, path, part.basis, ("count", "money")):
        check_table(findings, (*path, "slices"), part.slices, counted=_is_counted(findings, part.basis))
        check_slice_amounts(findings, (*path, "slices"), part.slices, part.basis)
        _check_below(findings, path, part, part.slices[0].from_ if part.slices else None)


def _is_counted(findings: Findings, basis: str) -> bool:
    return findings.rulebook.bases[basis].unit == "count"


def _check_below(findings: Findings, path: KeyPath, part: TranchePart | SlicePart, first: object) -> None:
    if first is not None and first != 0 and part.below is None:
        findings.report("missing_key", path, "no key 'below'", f"who is asked below the first edge of {first}")


def check_rate_part(findings: Findings, path: KeyPath, part: RatePart) -> None:
    """A rate reads a figure in money."""
    _has_unit(findings, path, part.basis, ("money",))


def check_chosen_part(findings: Findings, path: KeyPath, part: ChosenPart) -> None:
    """There is an amount for each option of a choice, and for nothing else."""
    if not _has_unit(findings, path, part.basis, ("choice",)):
        return
    options = findings.rulebook.bases[part.basis].options
    for key in part.amounts:
        findings.refer((*path, "amounts", key), key, options)
    for key in options:
        if key not in part.amounts:
            findings.report("coverage", (*path, "amounts"), f"no amount for {key!r}", "an amount for each option")


def _has_unit(findings: Findings, path: KeyPath, key: str, units: tuple[str, ...]) -> bool:
    bases = findings.rulebook.bases
    findings.refer((*path, "basis"), key, bases)
    if key not in bases:
        return False
    if bases[key].unit not in units:
        found = f"{key!r}, a {bases[key].unit}"
        findings.report("reference", (*path, "basis"), found, f"a basis whose unit is {' or '.join(units)}")
        return False
    return True


def check_pro_rata(findings: Findings, path: KeyPath, pro_rata: ProRata) -> None:
    """The phrase has places for the months only."""
    findings.places((*path, "phrase"), pro_rata.phrase, ("value", "of"))


def check_whole(findings: Findings) -> None:
    """Every category has a fee."""
    for key in findings.rulebook.categories:
        if key not in findings.rulebook.fees:
            findings.report("coverage", ("fees",), f"no fee for {key!r}", "a fee for each category")


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    Basis: check_basis,
    FeeRule: check_fee,
    TranchePart: check_tranche_part,
    SlicePart: check_slice_part,
    RatePart: check_rate_part,
    ChosenPart: check_chosen_part,
    ProRata: check_pro_rata,
}
