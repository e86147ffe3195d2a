"""Votes and elections as sentences: a quorum's and a majority's arithmetic, what was decided, what a tie leaves open.

Who passes a function that translates gets the words of this file translated; labels come in the rulebook's languages.
"""

from fractions import Fraction

from koinon.statutes.assembly.decision import Decision, Outcome
from koinon.statutes.assembly.elections import Election
from koinon.statutes.assembly.majority import PartResult
from koinon.statutes.assembly.quorum import QuorumPartResult
from koinon.statutes.explanation import Translate, same
from koinon.statutes.rulebook.voting_rules import Base, ElectionTieRule, TieRule
from koinon.statutes.texts import gettext_noop as _
from koinon.statutes.texts import say

OUTCOMES: dict[Outcome, str] = {
    "adopted": _("Adopted."),
    "rejected": _("Rejected."),
    "to_resolve": _("Not decided yet."),
    "no_quorum": _("Not decided: there is no quorum."),
}
BASES: dict[Base, str] = {
    "valid": _("yes and no"),
    "cast": _("votes cast"),
    "present": _("present or represented"),
    "entitled": _("entitled to vote"),
}
TIES: dict[TieRule, str] = {
    "rejected": _("As many for as against: it is rejected."),
    "chair": _("As many for as against: the chair's vote decides."),
    "repeat": _("As many for as against: the vote is repeated."),
}
ELECTION_TIES: dict[ElectionTieRule, str] = {
    "second_ballot": _("a second ballot between them"),
    "lot": _("the lot"),
}


def number_text(number: Fraction) -> str:
    """A number of votes: 1,250, or 12 3/5 where a head was split."""
    whole, rest = divmod(number, 1)
    if not rest:
        return f"{whole:,}"
    return f"{whole:,} {rest}" if whole else str(rest)


def decision_text(decision: Decision, language: str = "en", translate: Translate = same) -> tuple[str, ...]:
    """The account of a vote, sentence by sentence: outcome, quorum, majority, and what a tie meant."""
    asked = [quorum_text(part, language, translate) for part in decision.quorum.parts]
    if not asked:
        asked = [translate(_("Second convocation: whoever came decides."))]
    reached = [part_text(part, language, translate) for part in decision.majority.parts]
    tie = [translate(TIES[decision.majority.tie_rule])] if decision.majority.tie else []
    if decision.outcome == "no_quorum":
        reached, tie = [], []
    return (translate(OUTCOMES[decision.outcome]), *asked, *reached, *tie)


def part_text(part: PartResult, language: str = "en", translate: Translate = same) -> str:
    """A majority's arithmetic, such as "One vote each: 31 yes; more than 1/2 of 60 yes and no is 30: reached"."""
    return translate(
        _("{weight}: {got} yes; more than {fraction} of {base} {what} is {needed}: {verdict}")
        if part.strict
        else _("{weight}: {got} yes; at least {fraction} of {base} {what} is {needed}: {verdict}")
    ).format(
        weight=say(part.weight_label, language),
        got=number_text(part.counts.yes),
        fraction=part.fraction,
        base=number_text(part.base_votes),
        what=translate(BASES[part.base]),
        needed=number_text(part.needed),
        verdict=_verdict_text(part.passed, translate),
    )


def quorum_text(part: QuorumPartResult, language: str = "en", translate: Translate = same) -> str:
    """A quorum's arithmetic, such as "One vote each: 14 of 27 there; at least 1/2 is 13 1/2: reached"."""
    return translate(
        _("{weight}: {got} of {base} there; more than {fraction} is {needed}: {verdict}")
        if part.strict
        else _("{weight}: {got} of {base} there; at least {fraction} is {needed}: {verdict}")
    ).format(
        weight=say(part.weight_label, language),
        got=number_text(part.present),
        base=number_text(part.entitled),
        fraction=part.fraction,
        needed=number_text(part.needed),
        verdict=_verdict_text(part.passed, translate),
    )


def _verdict_text(passed: bool, translate: Translate) -> str:
    return translate(_("reached")) if passed else translate(_("not reached"))


def tie_text(election: Election, translate: Translate = same) -> str:
    """Between how many an election is undecided, and what decides; empty where there is no tie."""
    if election.tie is None:
        return ""
    words = translate(_("{number} have as many votes each, for seats left: {seats}. What decides: {rule}."))
    rule = translate(ELECTION_TIES[election.tie.rule])
    return words.format(number=len(election.tie.candidates), seats=election.tie.seats, rule=rule)
