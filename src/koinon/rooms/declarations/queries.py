"""What was declared, and what follows from it for the fee."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from koinon.core.actors import Actor
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.queries import facts_of_many
from koinon.statutes.rulebook import Rulebook

IN_FORCE = ("submitted", "locked")
Inputs = dict[str, Decimal | str | None]


def visible_declarations(actor: Actor) -> "QuerySet[Declaration]":
    """The declarations this actor may see: all at the desk, drafts too so that it can help; elsewhere one's own."""
    rows = Declaration.objects.select_related("membership__organisation")
    if actor.may("declarations.see"):
        return rows
    return rows.filter(membership__organisation__public_id__in=actor.organisations("declarations.see"))


def declaration_in_force(membership: Membership, year: int) -> Declaration | None:
    """The submitted or locked version of a member's figures for a fee year."""
    rows = Declaration.objects.filter(membership=membership, year=year, state__in=IN_FORCE)
    return rows.prefetch_related("figures").order_by("-number").first()


def draft_of(membership: Membership, year: int) -> Declaration | None:
    """The draft of a member's figures for a fee year."""
    rows = Declaration.objects.filter(membership=membership, year=year, state="draft")
    return rows.prefetch_related("figures").first()


def bases_to_declare(rulebook: Rulebook, membership: Membership) -> tuple[str, ...]:
    """The figures that this member's fee needs from its declaration, in the rulebook's order."""
    criterion = rulebook.criteria.get(membership.criterion)
    needed = criterion.fee_basis if criterion else rulebook.fees[membership.category].bases
    return tuple(key for key in needed if rulebook.bases[key].unit != "choice")


def inputs_of_many(rulebook: Rulebook, memberships: Iterable[Membership], year: int) -> Mapping[int, Inputs]:
    """What is known for the fees of many members (by membership's primary key), in two queries at most.

    Figures come from the declaration in force; choices (the nature of an institution) from the
    organisation's facts as of the end of the year or today's knowledge.
    """
    members = list(memberships)
    known: dict[int, Inputs] = {member.pk: {} for member in members}
    needed = {key for member in members for key in _needed(rulebook, member)}
    choices = [key for key, basis in rulebook.bases.items() if basis.unit == "choice" and key in needed]
    if needed - set(choices):
        figures = Figure.objects.filter(
            declaration__membership__in=known, declaration__year=year, declaration__state__in=IN_FORCE
        )
        for pk, basis, value in figures.values_list("declaration__membership_id", "basis", "value"):
            known[pk][basis] = value
    if not choices:
        return known
    facts = facts_of_many([member.organisation_id for member in members], choices, date(year, 12, 31))
    for member in members:
        known[member.pk].update(facts.get(member.organisation_id, {}))
    return known


def _needed(rulebook: Rulebook, member: Membership) -> Iterable[str]:
    """What a member's fee can stand on; anything where its category changes."""
    criterion = rulebook.criteria.get(member.criterion)
    if member.changes_category or criterion is None:
        return rulebook.bases
    return criterion.fee_basis


def declarations_in_force(memberships: Iterable[int], year: int) -> dict[int, Declaration]:
    """The declaration in force of each of many memberships (by primary key)."""
    rows = Declaration.objects.filter(membership__in=list(memberships), year=year, state__in=IN_FORCE)
    return {row.membership_id: row for row in rows}


def figures_before(membership: Membership, year: int) -> dict[str, Decimal]:
    """The figures in force for the year before, for comparison; empty where there are none."""
    rows = Figure.objects.filter(
        declaration__membership=membership, declaration__year=year - 1, declaration__state__in=IN_FORCE
    )
    return dict(rows.values_list("basis", "value"))


def organisation_of_declaration(declaration: UUID) -> UUID | None:
    """Whose declaration it is; None for one that does not exist."""
    rows = Declaration.objects.filter(public_id=declaration)
    return rows.values_list("membership__organisation__public_id", flat=True).first()
