"""The roll in words: why somebody votes or does not, how their votes came about, what the caps did."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account, AccountLine, rule_words
from koinon.doors.shared.fee_words import missing
from koinon.statutes.assembly.weights import CapNote, WeightAccount
from koinon.statutes.assembly.words import ROLL_REASONS, step_text
from koinon.statutes.data import as_data, from_data
from koinon.statutes.entitlements import EntitlementVerdict
from koinon.statutes.rulebook import Rulebook

Data = Mapping[str, Any]


def reason_words(reason: str, waived_by: str | None = None) -> str:
    """Why somebody votes, or does not; with the decision that lets them where there is one."""
    said = _(ROLL_REASONS[reason])  # type: ignore[index]
    return f"{said} {waived_by}" if waived_by else said


def group_words(rulebook: Rulebook, body: str, group: str) -> str:
    """A member's category, or a person's seat, by its name."""
    if group in rulebook.categories:
        return words.say(rulebook.categories[group].label)
    seats = {seat.key: seat.label for seat in rulebook.bodies[body].seats} if body in rulebook.bodies else {}
    return words.say(seats.get(group, group))


def right_account(right: Data | None, sentence: str, entitled: bool) -> Account:
    """The account of the right to vote: what gives it, or withholds it."""
    verdict = from_data(EntitlementVerdict, right) if right else None
    return Account(
        title=_("Right to vote"),
        value=_("May vote") if entitled else _("Does not vote"),
        sentence=sentence,
        rule=rule_words(as_data(verdict.rulebook)) if verdict else "",
        sources=[_("Source: %(items)s") % {"items": ", ".join(verdict.source)}] if verdict and verdict.source else [],
    )


def weight_accounts(weights: Sequence[Data]) -> Iterator[Account]:
    """The accounts of a voter's votes, one for each weight key."""
    for row in weights:
        weight = from_data(WeightAccount, row)
        gap = as_data(weight.missing)
        yield Account(
            title=words.say(weight.label),
            value=words.number(weight.votes) if weight.votes is not None else _("Not known yet"),
            lines=[AccountLine(label=step_text(step, _), value=words.number(step.votes)) for step in weight.steps],
            asks=[missing(gap)] if gap else [],
            unknown=weight.votes is None,
            sources=[_("Source: %(items)s") % {"items": ", ".join(weight.source)}] if weight.source else [],
            wordy=True,
        )


def cap_sentences(caps: Sequence[Data], rulebook: Rulebook) -> list[str]:
    """What each cap did to the roll; nothing of those that nobody reached."""
    return [said for row in caps if (said := _cap_sentence(from_data(CapNote, row), rulebook))]


def _cap_sentence(note: CapNote, rulebook: Rulebook) -> str:
    if note.kept and note.limit is None:
        return ""
    of = {
        "weight": words.say(rulebook.weights[note.weight].label) if note.weight in rulebook.weights else note.weight,
        "limit": note.limit,
        "total": note.total,
        "lapsed": note.lapsed,
    }
    if not note.kept:
        return _("%(weight)s: the cap cannot be kept with those who vote.") % of
    said = (
        _("%(weight)s: no member has more than %(limit)s votes; %(lapsed)s of %(total)s lapsed.")
        if note.kind == "member_cap"
        else _("%(weight)s: no country has more than %(limit)s votes; %(lapsed)s of %(total)s lapsed.")
    )
    return said % of
