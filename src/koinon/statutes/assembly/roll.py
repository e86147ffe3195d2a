"""The roll: who may vote in a body, with which votes, and why; frozen at the opening of a meeting.

Source items S7 and S30 in CECOP's rulebook.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from koinon.statutes.assembly.weights import CapNote, WeightAccount
from koinon.statutes.data import as_data, from_data
from koinon.statutes.entitlements import EntitlementVerdict
from koinon.statutes.inputs import InputError
from koinon.statutes.missing import Missing
from koinon.statutes.rulebook.reference import RulebookReference

RollReason = Literal["granted", "waiver", "not_in_category", "standing", "not_member", "seat", "seat_without_vote"]


@dataclass(frozen=True, slots=True)
class RollLine:
    """One voter: whether it may vote, why, and its votes by each weight key (none where it may not).

    `group` is the member's category or the person's seat; `right` explains the entitlement of a member.
    """

    member: str
    group: str
    country: str
    entitled: bool
    reason: RollReason
    waived_by: str | None
    weights: tuple[WeightAccount, ...]
    right: EntitlementVerdict | None

    @property
    def votes(self) -> dict[str, int]:
        """The known votes by weight key."""
        return {account.key: account.votes for account in self.weights if account.votes is not None}


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody who belongs to a body on a day, ordered by key, those that may not vote included."""

    body: str
    on: date
    lines: tuple[RollLine, ...]
    caps: tuple[CapNote, ...]
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    @property
    def missing(self) -> dict[str, tuple[Missing, ...]]:
        """What must be known before the roll can be frozen, by member."""
        gaps = {
            line.member: tuple(account.missing for account in line.weights if account.missing is not None)
            for line in self.lines
        }
        return {member: found for member, found in gaps.items() if found}

    @property
    def can_be_frozen(self) -> bool:
        """Whether every weight is known and no cap in the way; otherwise somebody has to decide first."""
        return not self.missing and not any(note.blocks for note in self.caps)

    def entitled(self) -> tuple[RollLine, ...]:
        """Those that may vote."""
        return tuple(line for line in self.lines if line.entitled)

    def totals(self) -> dict[str, Fraction]:
        """All votes by weight key."""
        totals: dict[str, Fraction] = {}
        for line in self.entitled():
            for key, votes in line.votes.items():
                totals[key] = totals.get(key, Fraction(0)) + votes
        return totals

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def roll_from_data(data: dict[str, Any]) -> Roll:
    """The inverse of `Roll.as_data`."""
    return from_data(Roll, data)


def frozen_form(roll: Roll) -> dict[str, Any]:
    """What is hashed of a frozen roll: JSON-safe, in one order, without words. Raises `InputError` for an open roll.

    Whoever freezes it writes this down canonically and hashes it; the same members with the same votes by the same
    rules give the same form, however they were read.
    """
    if not roll.can_be_frozen:
        raise InputError(
            "roll", ", ".join(roll.missing) or "a cap that cannot be kept", "a roll without open questions"
        )
    return {
        "body": roll.body,
        "on": roll.on.isoformat(),
        "rulebook": roll.rulebook.version,
        "lines": [
            {
                "member": line.member,
                "group": line.group,
                "country": line.country,
                "entitled": line.entitled,
                "reason": line.reason,
                "waived_by": line.waived_by,
                "votes": dict(sorted(line.votes.items())),
            }
            for line in sorted(roll.lines, key=lambda line: line.member)
        ],
    }
