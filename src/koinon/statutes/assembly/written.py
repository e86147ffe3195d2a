"""Decisions in writing between meetings: what may be decided so, and when it is decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from koinon.statutes.assembly.majority import MajorityResult, majority
from koinon.statutes.assembly.tally import Counts, Electorate, Tally
from koinon.statutes.assembly.voices import Weights
from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError, one_of
from koinon.statutes.rulebook.meeting_rules import WrittenRule
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook

WrittenOutcome = Literal["open", "adopted", "rejected"]
WrittenRefusal = Literal["not_allowed", "excluded"]


@dataclass(frozen=True, slots=True)
class WrittenDecision:
    """How a written procedure stands on a day. It is adopted as soon as nothing that is still out can change that,
    and rejected likewise; after `ends_on` only what has come in counts."""

    outcome: WrittenOutcome
    kind: str
    ends_on: date
    majority: MajorityResult
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def written_from_data(data: dict[str, Any]) -> WrittenDecision:
    """The inverse of `WrittenDecision.as_data`."""
    return from_data(WrittenDecision, data)


def why_not_in_writing(rulebook: Rulebook, kind: str) -> WrittenRefusal | None:
    """Why a kind of decision cannot be taken in writing, or `None` where it can."""
    one_of("decision", kind, rulebook.decisions)
    rule = rulebook.meetings[rulebook.decisions[kind].body].written
    if rule is None:
        return "not_allowed"
    return "excluded" if kind in rule.excluded else None


def decide_in_writing(
    rulebook: Rulebook, kind: str, *, tally: Tally, entitled: Weights, asked_on: date, today: date
) -> WrittenDecision:
    """How a written procedure that was begun on a day stands today. Silence is never a yes.

    Everybody who answered counts as present. Raises `InputError` for a decision that cannot be taken in writing, and
    for more votes than the roll has.
    """
    refusal = why_not_in_writing(rulebook, kind)
    body = rulebook.decisions[kind].body
    rule = rulebook.meetings[body].written
    if refusal is not None or rule is None:
        raise InputError("decision", kind, "a kind of decision that may be taken in writing")
    for key, counts in tally.items():
        if counts.cast > entitled.get(key, 0):
            raise InputError("tally", f"{counts.cast} ({key})", f"at most the {entitled.get(key, 0)} of the roll")
    ends_on = asked_on + timedelta(days=rule.days)
    now = _reached(rulebook, rule, tally, entitled)
    return WrittenDecision(
        outcome=_outcome(rulebook, rule, tally, entitled) if today <= ends_on else _final(now),
        kind=kind,
        ends_on=ends_on,
        majority=now,
        rule=f"meetings.{body}.written",
        source=rule.source,
        rulebook=rulebook.reference,
    )


def _outcome(rulebook: Rulebook, rule: WrittenRule, tally: Tally, entitled: Weights) -> WrittenOutcome:
    """Open while what is still out could decide either way."""
    best = _final(_reached(rulebook, rule, _with_the_rest(tally, entitled, "yes"), entitled))
    worst = _final(_reached(rulebook, rule, _with_the_rest(tally, entitled, "no"), entitled))
    return best if best == worst else "open"


def _final(result: MajorityResult) -> WrittenOutcome:
    # Nobody chairs a written procedure: what a meeting would still resolve has not been adopted.
    return "adopted" if result.verdict == "adopted" else "rejected"


def _reached(rulebook: Rulebook, rule: WrittenRule, tally: Tally, entitled: Weights) -> MajorityResult:
    present = {key: counts.cast for key, counts in tally.items()}
    return majority(rulebook, rule.majority, tally, Electorate(present, entitled))


def _with_the_rest(tally: Tally, entitled: Weights, choice: Literal["yes", "no"]) -> Tally:
    whole: dict[str, Counts] = {}
    for key, votes in entitled.items():
        counts = tally.get(key, Counts())
        rest = votes - counts.cast
        yes, no = (rest, 0) if choice == "yes" else (0, rest)
        whole[key] = Counts(counts.yes + yes, counts.no + no, counts.abstain, counts.invalid)
    return whole
