"""The fee of a member for a year, reckoned by the rulebook from what is known."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from koinon.core.canonical import canonical
from koinon.rooms.declarations.queries import inputs_of_many
from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.courses import courses_of
from koinon.rooms.memberships.models import Membership
from koinon.rooms.rulebook.queries import rulebook_for_year
from koinon.statutes.categories import fee_in_shares, shares_of_year
from koinon.statutes.fees import Fee
from koinon.statutes.instalments import Instalment, instalments
from koinon.statutes.rulebook import Rulebook


def fees_of_many(rulebook: Rulebook, memberships: Iterable[Membership], year: int) -> Mapping[int, Fee]:
    """The fees of many members (by membership's primary key) for a year, explained; who joined later is left out."""
    members = list(memberships)
    inputs, courses = inputs_of_many(rulebook, members, year), courses_of(members)
    return {
        member.pk: fee_in_shares(
            rulebook,
            shares_of_year(rulebook, courses[member.pk], year, member.starts_on),
            year=year,
            inputs=inputs[member.pk],
            member_from=member.starts_on,
        )
        for member in members
        if member.starts_on.year <= year
    }


def fee_of(rulebook: Rulebook, membership: Membership, year: int) -> Fee:
    """The fee of one member for a year."""
    return fees_of_many(rulebook, [membership], year)[membership.pk]


def explanation_of(fee: Fee, part: Instalment) -> dict[str, Any]:
    """What is stored with the invoice of one part of a fee: the part's amount and how it came about."""
    return replace(fee, amount=part.amount, lines=part.lines).as_data()


def outdated(proposals: Iterable[Invoice]) -> set[int]:
    """Which proposals (by primary key) rules and figures as they stand now would not give any more."""
    by_year: dict[int, list[Invoice]] = {}
    for invoice in proposals:
        by_year.setdefault(invoice.year, []).append(invoice)
    return {pk for year, rows in by_year.items() for pk in _outdated_of_year(year, rows)}


def _outdated_of_year(year: int, rows: Iterable[Invoice]) -> Iterable[int]:
    invoices = [(row, row.membership) for row in rows if row.membership is not None]
    rulebook = rulebook_for_year(year)
    fees = fees_of_many(rulebook, {member.pk: member for _row, member in invoices}.values(), year)
    for row, member in invoices:
        fee = fees.get(member.pk)
        parts = instalments(rulebook, fee) if fee is not None and fee.amount is not None else ()
        wanted = [explanation_of(fee, part) for part in parts if fee is not None and part.part == row.part]
        if [canonical(data) for data in wanted] != [canonical(row.explanation)]:
            yield row.pk
