"""Checks on meetings and the year: bodies that there are, days in their order, papers and steps told apart."""

from collections.abc import Callable, Mapping
from typing import Any

from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.meeting_rules import AgendaItem, Meeting, ProxyRule, WrittenRule, YearRule, YearStep
from koinon.statutes.rulebook.positions import KeyPath

STEP_DAYS = ("on", "days_before", "days_after", "at")


def check_meeting(findings: Findings, path: KeyPath, rule: Meeting) -> None:
    """A body that there is meets; where its members vote, some right of theirs lets them."""
    book = findings.rulebook
    findings.refer(path, rule.key, book.bodies)
    findings.refer((*path, "quorum"), rule.quorum, book.quorums)
    findings.not_empty((*path, "weights"), rule.weights, "one weight or more")
    findings.refer_all((*path, "weights"), rule.weights, book.weights)
    findings.unique((*path, "agenda"), (item.key for item in rule.agenda))
    if rule.right is not None:
        findings.refer((*path, "right"), rule.right, book.entitlements)
    body = book.bodies.get(rule.key)
    if body is not None and (body.made_of == "members") is not (rule.right is not None):
        code, found = ("missing_key", "no key") if rule.right is None else ("unknown_key", "key")
        findings.report(code, path, f"{found} 'right'", "the entitlement that lets members vote, in their body alone")
    if rule.split is not None:
        findings.refer((*path, "split", "weight"), rule.split.weight, rule.weights)
    if body is not None and body.made_of == "persons":
        _check_heads(findings, path, rule)
    _check_days(findings, path, rule)
    _check_counted(findings, path, rule)


def _check_heads(findings: Findings, path: KeyPath, rule: Meeting) -> None:
    """Persons have one vote each: what other weights read, only members have."""
    heads = [key for key, weight in findings.rulebook.weights.items() if weight.kind == "one_each"]
    for place, key in enumerate(rule.weights):
        if key in findings.rulebook.weights and key not in heads:
            findings.report("reference", (*path, "weights", place), repr(key), f"one vote each: {', '.join(heads)}")


def _check_days(findings: Findings, path: KeyPath, rule: Meeting) -> None:
    """Members can add to the agenda only after they have it."""
    if rule.supplement is not None and rule.supplement.days >= rule.notice.days:
        found, allowed = str(rule.supplement.days), f"fewer than the {rule.notice.days} days of notice"
        findings.report("order", (*path, "supplement", "days"), found, allowed)


def _check_counted(findings: Findings, path: KeyPath, rule: Meeting) -> None:
    """Whatever its decisions, elections and quorum count by stands on the roll."""
    book = findings.rulebook
    decided = [(key, item) for key, item in book.decisions.items() if item.body == rule.key]
    quorums: list[tuple[KeyPath, str]] = [((*path, "quorum"), rule.quorum)]
    quorums += [(("decisions", key, "quorum"), item.quorum) for key, item in decided if item.quorum is not None]
    majorities: list[tuple[KeyPath, str]] = [(("decisions", key, "majority"), item.majority) for key, item in decided]
    if rule.written is not None:
        majorities.append(((*path, "written", "majority"), rule.written.majority))
    for named, known in ((quorums, book.quorums), (majorities, book.majorities)):
        for place, key in named:
            for part in known[key].parts if key in known else ():
                _on_the_roll(findings, place, part.weight, rule)
    for key, election in book.elections.items():
        if election.body == rule.key:
            _on_the_roll(findings, ("elections", key, "weight"), election.weight, rule)


def _on_the_roll(findings: Findings, path: KeyPath, weight: str, rule: Meeting) -> None:
    if weight not in rule.weights:
        allowed = f"what counts by the weights of meetings.{rule.key}: {', '.join(rule.weights)}"
        findings.report("coverage", path, f"counts by {weight!r}", allowed)


def check_item(findings: Findings, path: KeyPath, item: AgendaItem) -> None:
    """An item asks for a decision or an election of the body on whose agenda it stands, not for both."""
    body = str(path[1])
    for key, named, known in (
        ("decision", item.decision, findings.rulebook.decisions),
        ("election", item.election, findings.rulebook.elections),
    ):
        if named is not None:
            findings.refer((*path, key), named, [name for name, rule in known.items() if rule.body == body])
    if item.decision is not None and item.election is not None:
        findings.report("wrong_value", path, "decision and election", "one of decision, election, or neither")
    findings.unique((*path, "papers"), (paper.key for paper in item.papers))


def check_proxies(findings: Findings, path: KeyPath, rule: ProxyRule) -> None:
    """A proxy is for something."""
    findings.not_empty((*path, "scopes"), rule.scopes, "meeting, items, or both")


def check_written(findings: Findings, path: KeyPath, rule: WrittenRule) -> None:
    """What is decided in writing, and what is excluded, are kinds of decision that there are."""
    findings.refer((*path, "majority"), rule.majority, findings.rulebook.majorities)
    findings.refer_all((*path, "excluded"), rule.excluded, findings.rulebook.decisions)


def check_year(findings: Findings, path: KeyPath, rule: YearRule) -> None:
    """The year turns around a meeting that there is, and no two of its tasks share a key."""
    findings.refer((*path, "around"), rule.around, findings.rulebook.meetings)
    findings.unique((*path, "steps"), (step.key for step in rule.steps))


def check_step(findings: Findings, path: KeyPath, step: YearStep) -> None:
    """A task has its day in exactly one way, and by a rule that there is."""
    given = [name for name in STEP_DAYS if getattr(step, name) is not None]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        findings.report("wrong_value", path, found, f"exactly one of {', '.join(STEP_DAYS)}")
    if step.body is not None:
        findings.refer((*path, "body"), step.body, findings.rulebook.meetings)
    year = findings.rulebook.year
    meeting = findings.rulebook.meetings.get(year.around) if year is not None else None
    if meeting is None:
        return
    needs = {"supplement_latest": meeting.supplement, "candidates_latest": meeting.candidate_days}
    if step.at in needs and needs[step.at] is None:
        allowed = f"a day that meetings.{meeting.key} has a rule about"
        findings.report("reference", (*path, "at"), repr(step.at), allowed)


def check_whole(findings: Findings) -> None:
    """Whoever is elected, is elected by somebody who elects."""
    electing = {rule.body for rule in findings.rulebook.elections.values()}
    for key, body in findings.rulebook.bodies.items():
        if body.elected_by is not None and body.elected_by not in electing:
            allowed = "a body with an election in assemblies.toml"
            findings.report("coverage", ("bodies", key, "elected_by"), repr(body.elected_by), allowed)


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    Meeting: check_meeting,
    AgendaItem: check_item,
    ProxyRule: check_proxies,
    WrittenRule: check_written,
    YearRule: check_year,
    YearStep: check_step,
}
