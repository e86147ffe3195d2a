"""Rolls, proxies, bodies and convocations as sentences; votes and elections are in `vote_words`.

Who passes a function that translates gets the words of this file translated.
"""

from koinon.statutes.assembly.carriage import IdleReason
from koinon.statutes.assembly.composition import FindingKind
from koinon.statutes.assembly.notice import Notice
from koinon.statutes.assembly.proxies import ProxyRefusal
from koinon.statutes.assembly.roll import RollReason
from koinon.statutes.assembly.weights import StepKind, WeightStep
from koinon.statutes.explanation import Translate, date_text, same
from koinon.statutes.texts import gettext_noop as _

ROLL_REASONS: dict[RollReason, str] = {
    "granted": _("Its category has the vote."),
    "waiver": _("The vote was withheld; the Assembly decided to let it vote."),
    "not_in_category": _("Its category does not have the vote."),
    "standing": _("Its vote is withheld by how it stands."),
    "not_member": _("It is not a member on this day."),
    "seat": _("The seat has a vote."),
    "seat_without_vote": _("The seat has no vote."),
}
IDLE: dict[IdleReason, str] = {
    "no_delegate": _("No delegate was named."),
    "absent": _("Nobody who speaks for it is there."),
    "holder_absent": _("Nobody who speaks for the holder of its proxy is there."),
    "barred": _("Whoever would cast it does not vote on this item."),
    "barred_absent": _("It does not vote on this item, and nobody of it is there."),
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
FINDINGS: dict[FindingKind, str] = {
    "too_few": _("Too few on this seat: {number}."),
    "too_many": _("Too many on this seat: {number}."),
    "outside": _("Not in the body that this one is drawn from: {number}."),
    "not_in_office": _("The seat belongs to an office that somebody else holds."),
    "on_two_seats": _("One person on several seats: {number}."),
}


def step_text(step: WeightStep, translate: Translate = same) -> str:
    """A step of a weight's account, such as "3,500.00, counted by units: 4" or "no country more than 20 of 90: 12"."""
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
