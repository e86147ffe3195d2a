"""Checks on bodies: seats that add up, terms that are warned of in time, smaller bodies drawn from larger ones."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from koinon.statutes.rulebook.body_rules import Body, Seat, TermRule
from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.positions import KeyPath


def check_body(findings: Findings, path: KeyPath, body: Body) -> None:
    """Persons sit on seats and are elected for a term; members sit by themselves."""
    findings.unique((*path, "seats"), (seat.key for seat in body.seats))
    findings.unique((*path, "delegated"), (function.key for function in body.delegated))
    if body.made_of == "members":
        _refuse_seats(findings, path, body)
    else:
        _check_persons(findings, path, body)
    _check_subset(findings, path, body)


def _refuse_seats(findings: Findings, path: KeyPath, body: Body) -> None:
    for key, given in (("seats", body.seats), ("elected_by", body.elected_by), ("term", body.term)):
        if given:
            findings.report("unknown_key", (*path, key), key, f"{key} only where a body is made of persons")


def _check_persons(findings: Findings, path: KeyPath, body: Body) -> None:
    findings.not_empty((*path, "seats"), body.seats, "one seat or more")
    is_elected = any(seat.ex_officio is None for seat in body.seats)
    for key, given in (("elected_by", body.elected_by), ("term", body.term)):
        if is_elected and given is None:
            findings.report("missing_key", path, f"no key {key!r}", f"{key}, as somebody is elected to this body")
    if body.elected_by is not None:
        findings.refer((*path, "elected_by"), body.elected_by, findings.rulebook.bodies)


def _check_subset(findings: Findings, path: KeyPath, body: Body) -> None:
    """What is drawn from a body is smaller than it, and only such a body has functions delegated to it."""
    if body.subset_of is None:
        if body.delegated:
            findings.report("missing_key", path, "no key 'subset_of'", "the body that these functions come from")
        return
    others = [key for key in findings.rulebook.bodies if key != body.key]
    findings.refer((*path, "subset_of"), body.subset_of, others)
    larger = findings.rulebook.bodies.get(body.subset_of)
    if larger is None or larger.key == body.key:
        return
    most, least = sum(seat.most for seat in larger.seats), sum(seat.least for seat in body.seats)
    if least > most:
        findings.report("limits", (*path, "seats"), f"at least {least} seats", f"at most the {most} of {larger.key}")
    if larger.subset_of == body.key:
        findings.report("order", (*path, "subset_of"), repr(larger.key), f"a body that is not drawn from {body.key}")


def check_seat(findings: Findings, path: KeyPath, seat: Seat) -> None:
    """There are not more seats at least than at most, and whoever sits by office holds one that there is."""
    if seat.least > seat.most:
        findings.report("limits", (*path, "least"), str(seat.least), f"at most {seat.most}")
    if seat.ex_officio is not None:
        findings.refer((*path, "ex_officio"), seat.ex_officio, findings.rulebook.roles)


def check_term(findings: Findings, path: KeyPath, term: TermRule) -> None:
    """Warnings come one after the other, within the term."""
    for place, (one, other) in enumerate(pairwise(term.warn_months), start=1):
        if other >= one:
            findings.report("order", (*path, "warn_months", place), str(other), f"fewer than {one} months")
    if term.warn_months and term.warn_months[0] >= term.months:
        found = str(term.warn_months[0])
        findings.report("limits", (*path, "warn_months", 0), found, f"fewer than the {term.months} of a term")


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    Body: check_body,
    Seat: check_seat,
    TermRule: check_term,
}
