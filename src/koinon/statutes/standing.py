"""How a member stands: good until something is overdue and a reminder has been sent.

Source item S39 in CECOP's rulebook; what is withheld meanwhile is the rulebook's to name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError
from koinon.statutes.money import ZERO
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import LocalText
from koinon.statutes.transitions import MEMBER_STATES, MEMBERSHIP

StandingKey = Literal["good", "overdue", "suspended", "not_member"]
ClaimStatus = Literal["settled", "open", "overdue", "waived", "reminded"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One invoice as it stands on a day. `waived`: a recorded decision keeps the member's rights despite it."""

    year: int
    amount_due: Decimal
    paid: Decimal
    due_on: date
    reminded_on: date | None = None
    waived: bool = False


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """What a claim means for the standing, and the rest that is still to pay."""

    claim: Claim
    status: ClaimStatus
    outstanding: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands on a day, and why."""

    key: StandingKey
    label: LocalText
    summary: LocalText
    rights_lost: tuple[str, ...]
    on: date
    state: str
    claims: tuple[ClaimVerdict, ...]
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    @property
    def outstanding(self) -> Decimal:
        """What is overdue in all."""
        late = (verdict for verdict in self.claims if verdict.status in ("overdue", "waived", "reminded"))
        return sum((verdict.outstanding for verdict in late), ZERO)

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def standing_from_data(data: dict[str, Any]) -> Standing:
    """The inverse of `Standing.as_data`."""
    return from_data(Standing, data)


def standing(rulebook: Rulebook, *, state: str, claims: Sequence[Claim], on: date) -> Standing:
    """The standing of an organisation whose membership is in `state`, on a day.

    A reminder counts if it was sent after the due day. A waived claim stays overdue but takes no rights.
    Raises `InputError` for a state that memberships do not have and for a claim below zero.
    """
    if state not in MEMBERSHIP.states:
        raise InputError("state", state, ", ".join(MEMBERSHIP.states))
    wait = timedelta(days=rulebook.standing.days_after_reminder)
    verdicts = tuple(_verdict(claim, on, wait) for claim in claims)
    key = _key(state, {verdict.status for verdict in verdicts})
    level = rulebook.standing.levels[key]
    return Standing(
        key=key,
        label=level.label,
        summary=level.summary,
        rights_lost=level.rights_lost,
        on=on,
        state=state,
        claims=verdicts,
        rule=f"standing.levels.{key}",
        source=rulebook.standing.source,
        rulebook=rulebook.reference,
    )


def _key(state: str, statuses: set[ClaimStatus]) -> StandingKey:
    if state not in MEMBER_STATES:
        return "not_member"
    if "reminded" in statuses:
        return "suspended"
    return "overdue" if statuses & {"overdue", "waived"} else "good"


def _verdict(claim: Claim, on: date, wait: timedelta) -> ClaimVerdict:
    for key, amount in (("amount_due", claim.amount_due), ("paid", claim.paid)):
        if not amount.is_finite() or amount < 0:
            raise InputError(key, amount, "an amount of zero or more")
    outstanding = max(claim.amount_due - claim.paid, ZERO)
    return ClaimVerdict(claim, _status(claim, outstanding, on, wait), outstanding)


def _status(claim: Claim, outstanding: Decimal, on: date, wait: timedelta) -> ClaimStatus:
    if outstanding == 0:
        return "settled"
    if on <= claim.due_on:
        return "open"
    if claim.waived:
        return "waived"
    reminded = claim.reminded_on is not None and claim.reminded_on > claim.due_on
    if reminded and claim.reminded_on is not None and claim.reminded_on + wait <= on:
        return "reminded"
    return "overdue"
