"""Fees that stay unknown though nothing is left to declare: whose, and what has to be known."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koinon.rooms.dues import arrears
from koinon.rooms.dues.fees import fees_of_many
from koinon.rooms.memberships.models import Membership
from koinon.statutes.missing import Missing
from koinon.statutes.rulebook import Rulebook

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Above a few hundred open fees none is tried on a page: computing them says the same.
TRIED = 300


@dataclass(frozen=True, slots=True)
class UnknownFee:
    """A member whose fee cannot be computed, and the gaps that somebody has to fill."""

    member: Membership
    gaps: tuple[Missing, ...]


def unknown_fees(
    members: "QuerySet[Membership]", year: int, rules: Rulebook | None, waiting: int
) -> tuple[UnknownFee, ...]:
    """Those of the members without a proposal whose fee is unknown; none where too many wait to try them."""
    if rules is None or not 0 < waiting <= TRIED:
        return ()
    declaring = arrears.without_figures(members, year, rules).values("pk")
    rows = arrears.without_proposal(members, year).exclude(pk__in=declaring)
    tried = list(rows.order_by("organisation__name", "pk")[:TRIED])
    fees = fees_of_many(rules, tried, year) if tried else {}
    return tuple(
        UnknownFee(member, fees[member.pk].missing) for member in tried if member.pk in fees and fees[member.pk].missing
    )
