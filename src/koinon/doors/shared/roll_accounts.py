"""A line of a roll explained: whether one may vote, why, and how its votes came about; drawn up now, or frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account, AccountLine, rule_words
from koinon.rooms.assemblies.models import RollAddition
from koinon.rooms.assemblies.models import RollLine as FrozenLine
from koinon.statutes.assembly.roll import Roll, RollLine
from koinon.statutes.assembly.weights import CapNote, WeightAccount
from koinon.statutes.assembly.words import ROLL_REASONS, step_text
from koinon.statutes.data import from_data
from koinon.statutes.entitlements import EntitlementVerdict, entitlement_from_data
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.reference import reference_as_data


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A member's line with its account, from whichever roll it comes."""

    entitled: bool
    reason: Any
    group: str
    waived_by: str
    weights: Sequence[WeightAccount]
    right: EntitlementVerdict | None

    @property
    def votes(self) -> dict[str, int | None]:
        """The votes by weight key; `None` where they are not known yet."""
        return {weight.key: weight.votes for weight in self.weights}


def from_roll(line: RollLine) -> OwnLine:
    """The line of a roll that is drawn up now."""
    return OwnLine(line.entitled, line.reason, line.group, line.waived_by or "", line.weights, line.right)


def from_frozen(row: FrozenLine, added: RollAddition | None = None) -> OwnLine:
    """The line of a frozen roll with the account that was kept; `added` where the meeting let it vote since."""
    kept = added.account if added else row.account
    weights = [from_data(WeightAccount, found) for found in kept.get("weights") or ()]
    right = entitlement_from_data(kept["right"]) if kept.get("right") else None
    if added:
        return OwnLine(True, "waiver", row.group, added.waived_by, weights, right)
    return OwnLine(row.entitled, row.reason, row.group, row.waived_by, weights, right)


def line_account(line: OwnLine, rulebook: Rulebook, body: str, on: date, hash_: str = "") -> Account:
    """The account of a line: may it vote, and why; each weight with its steps; the record date and the rules."""
    return Account(
        title=_("Your votes"),
        value=votes_words(line),
        sentence=reason_words(line),
        lines=[*_grounds(line, rulebook, body), *(one for weight in line.weights for one in _steps(weight))],
        rule=rule_words(reference_as_data(rulebook.reference)),
        sources=[
            _("as of %(day)s") % {"day": words.long_date(on)},
            *([_("frozen roll %(hash)s") % {"hash": hash_[:12]}] if hash_ else []),
        ],
        unknown=line.entitled and None in line.votes.values(),
        wordy=True,
    )


def votes_words(line: OwnLine) -> str:
    """The votes of a line, such as "3 votes"; by each weight key where there are several."""
    if not line.entitled:
        return _("No vote")
    known = list(line.weights)
    if any(weight.votes is None for weight in known):
        return _("Not known yet")
    if len(known) == 1:
        return count_words(known[0].votes or 0)
    return "; ".join(f"{words.say(weight.label)}: {count_words(weight.votes or 0)}" for weight in known)


def count_words(votes: int) -> str:
    """One vote, or 1,250 votes."""
    return ngettext("%(n)s vote", "%(n)s votes", votes) % {"n": words.number(votes)}


def reason_words(line: OwnLine) -> str:
    """Why it may vote or may not; with the decision by which its vote was not withheld."""
    said = _(ROLL_REASONS[line.reason])
    return f"{said} ({line.waived_by})" if line.waived_by else said


def group_words(rulebook: Rulebook, body: str, group: str) -> str:
    """The category of a member, or the seat of a person."""
    if group in rulebook.categories:
        return words.say(rulebook.categories[group].label)
    seats = rulebook.bodies[body].seats
    return next((words.say(seat.label) for seat in seats if seat.key == group), group)


def _grounds(line: OwnLine, rulebook: Rulebook, body: str) -> list[AccountLine]:
    seat = line.right is None
    named = AccountLine(label=_("Seat") if seat else _("Category"), value=group_words(rulebook, body, line.group))
    if line.right is None:
        return [named]
    standing = rulebook.standing.levels.get(line.right.standing)
    return [
        named,
        AccountLine(label=_("Standing"), value=words.say(standing.label) if standing else line.right.standing),
        AccountLine(label=words.say(line.right.label), state=line.right.outcome),
    ]


def _steps(weight: WeightAccount) -> list[AccountLine]:
    """The steps of one weight: the last one bears the votes."""
    label = words.say(weight.label)
    if weight.missing is not None:
        return [AccountLine(label=label, detail=words.say(weight.missing.question), value=_("Not known yet"))]
    said = [step_text(step, _) for step in weight.steps]
    return [AccountLine(label=label, detail="; ".join(said), value=words.number(weight.votes or 0))]


def not_voting(roll: Roll) -> list[RollLine]:
    """Those on a roll who would vote by their category, and whose vote is withheld."""
    return [line for line in roll.lines if line.reason == "standing"]


def cap_sentences(caps: Sequence[Mapping[str, Any]], rulebook: Rulebook) -> list[str]:
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
