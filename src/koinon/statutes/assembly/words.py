"""The accounts of an assembly as sentences: a majority's arithmetic, a quorum, a weight, a convocation, a tie.

Who passes a function that translates gets the words of this file translated; labels come in the rulebook's languages.
"""

from fractions import Fraction

from koinon.statutes.assembly.carriage import IdleReason
from koinon.statutes.assembly.elections import Election
from koinon.statutes.assembly.majority import PartResult
from koinon.statutes.assembly.notice import Notice
from koinon.statutes.assembly.proxies import ProxyRefusal
from koinon.statutes.assembly.quorum import QuorumPartResult
from koinon.statutes.assembly.roll import RollReason
from koinon.statutes.assembly.weights import StepKind, WeightStep
from koinon.statutes.explanation import Translate, date_text, same
from koinon.statutes.rulebook.voting_rules import Base, ElectionTieRule, TieRule
from koinon.statutes.texts import gettext_noop as _
from koinon.statutes.texts import say

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
IDLE: dict[IdleReason, str] = {
    "no_delegate": _("No delegate was named."),
    "absent": _("Nobody who speaks for it is there."),
    "holder_absent": _("Nobody who speaks for the holder of its proxy is there."),
    "barred": _("Whoever would vote has an interest of their own in this item."),
}
ROLL_REASONS: dict[RollReason, str] = {
    "granted": _("Its category has the vote."),
    "waiver": _("The vote was withheld; the Assembly decided to let it vote."),
    "not_in_category": _("Its category does not have the vote."),
    "standing": _("Its vote is withheld by how it stands."),
    "not_member": _("It is not a member on this day."),
    "seat": _("The seat has a vote."),
    "seat_without_vote": _("The seat has no vote."),
}
PROXY_REFUSALS: dict[ProxyRefusal, str] = {
    "not_allowed": _("Nobody can be represented in this body."),
    "scope": _("A proxy cannot be limited, or widened, like this."),
    "giver_may_not_vote": _("The member has no vote to give."),
    "holder_may_not_vote": _("Only a member that may vote can hold a proxy."),
    "to_itself": _("A member does not represent itself by proxy."),
    "given_already": _("The member has given a proxy for this already."),
    "another_category": _("A proxy is held by a member of the same category."),
    "another_country": _("A proxy is held by a member from the same country."),
    "holder_has_enough": _("The holder has as many proxies as anybody may hold."),
}
STEPS: dict[StepKind, str] = {
    "one_each": _("one vote each: {votes}"),
    "units": _("{figure}, counted by units: {votes}"),
    "tranche": _("{figure}, by tranche: {votes}"),
    "least": _("at least {votes}"),
    "most": _("at most {votes}"),
    "member_cap": _("no member more than {limit} of {total}: {votes}"),
    "country_cap": _("no country more than {limit} of {total}: {votes}"),
}


def number_text(number: Fraction) -> str:
    """A number of votes: 1,250, or 12 3/5 where a head was split."""
    whole, rest = divmod(number, 1)
    if not rest:
        return f"{whole:,}"
    return f"{whole:,} {rest}" if whole else str(rest)


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


def step_text(step: WeightStep, translate: Translate = same) -> str:
    """A step of a weight's account, such as "3500.00, counted by units: 4" or "no country more than 20 of 90: 12"."""
    figure = "" if step.figure is None else f"{step.figure:,}"
    return translate(STEPS[step.kind]).format(figure=figure, votes=step.votes, limit=step.limit, total=step.total)


def notice_text(notice: Notice, translate: Translate = same) -> str:
    """Whether a convocation is in time, and by when it had to be sent."""
    words = (
        _("Sent {given} days before; at least {needed}, so by {day}: in time.")
        if notice.in_time
        else _("Sent {given} days before; at least {needed}, so by {day}: too late.")
    )
    day = date_text(notice.latest_on, translate)
    return translate(words).format(given=notice.given_days, needed=notice.needed_days, day=day)


def tie_text(election: Election, translate: Translate = same) -> str:
    """Between how many an election is undecided, and what decides; empty where there is no tie."""
    if election.tie is None:
        return ""
    words = translate(_("{number} have as many votes each, for seats left: {seats}. What decides: {rule}."))
    rule = translate(ELECTION_TIES[election.tie.rule])
    return words.format(number=len(election.tie.candidates), seats=election.tie.seats, rule=rule)
