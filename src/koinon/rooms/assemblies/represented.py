"""How one is represented in a meeting that was found for an actor: the agenda, whom one named, how votes were cast."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from koinon.core.actors import Actor
from koinon.rooms.assemblies.models import (
    AgendaItem,
    Ballot,
    Delegation,
    ItemPaper,
    ItemSupport,
    Meeting,
    Motion,
    Proxy,
    RollAddition,
    Vote,
)
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.queries import ANNOUNCED, visible_meetings
from koinon.rooms.assemblies.rules import rule_of, with_rules
from koinon.rooms.documents.models import Edition
from koinon.rooms.memberships.queries import memberships_of
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.people.queries import in_force
from koinon.statutes.assembly.amendments import Amendment, Order, voting_order
from koinon.statutes.rulebook import Rulebook

# What is still ahead, or happens now.
COMING = ("convened", "open")


def announced_meetings(actor: Actor) -> "QuerySet[Meeting]":
    """The meetings that one may see and that were convened, at the desk too; the last first."""
    return visible_meetings(actor).filter(state__in=ANNOUNCED).exclude(convened_at=None)


def ahead_of_members(actor: Actor, rulebook: Rulebook) -> "QuerySet[Meeting]":
    """The meetings of members that are ahead or happen now, for whoever speaks for a member; the next one first."""
    if not actor.may("assemblies.see") and not actor.organisations("assemblies.see"):
        return Meeting.objects.none()
    bodies = [key for key, rule in rulebook.meetings.items() if rule.right]
    rows = with_rules().filter(body__in=bodies, state__in=COMING).exclude(convened_at=None)
    if not actor.may("assemblies.see"):
        rows = rows.filter(Exists(memberships_of(actor.organisations("assemblies.see"), actor.today)))
    return rows.order_by("starts_at", "id")


def agenda_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """The agenda of a meeting with its papers; what members proposed is there with its supporters, standing or not."""
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("proposed_by", "concerns").order_by("position")
    items = list(rows)
    prefetch_related_objects(items, Prefetch("papers", ItemPaper.objects.select_related("document")))
    # Once it meets, what stands on its agenda stands there whoever supported it.
    proposed = [item for item in items if item.proposed_by_id and meeting.state in COMING]
    prefetch_related_objects(proposed, Prefetch("supporters", ItemSupport.objects.select_related("organisation")))
    return items


def motions_of(meeting: Meeting) -> Mapping[int, Sequence[Motion]]:
    """The motions of a meeting by item, each before its amendments, these in the order of voting. One query."""
    by_item: dict[int, list[Motion]] = {}
    for row in Motion.objects.filter(item__meeting=meeting).order_by("filed"):
        by_item.setdefault(row.item_id, []).append(row)
    return {item: _as_read(rows, rule_of(meeting).amendments) for item, rows in by_item.items()}


def _as_read(rows: Sequence[Motion], rule: Order) -> list[Motion]:
    by_key = {str(row.pk): row for row in rows}
    amendments = [Amendment(str(row.pk), row.filed, str(row.parent_id or "") or None, row.reach) for row in rows]
    below: dict[int | None, list[Motion]] = {}
    for key in voting_order(amendments, rule):
        row = by_key[key]
        row.parent = by_key.get(str(row.parent_id))
        below.setdefault(row.parent_id, []).append(row)
    return _with_amendments(None, below)


def _with_amendments(above: int | None, below: Mapping[int | None, Sequence[Motion]]) -> list[Motion]:
    return [one for row in below.get(above, ()) for one in (row, *_with_amendments(row.pk, below))]


def votes_of(meeting: Meeting) -> "QuerySet[Vote]":
    """The votes of a meeting in their order."""
    return Vote.objects.filter(meeting=meeting).select_related("motion", "item").order_by("opened_at", "id")


def ballots_of(meeting: Meeting, member: UUID) -> "QuerySet[Ballot]":
    """What was cast with a member's votes in a meeting; for whoever may see what that member did."""
    return Ballot.objects.filter(vote__meeting=meeting, member=member).order_by("place")


def delegations_of(meeting: Meeting, member: UUID) -> "QuerySet[Delegation]":
    """Whom a member named for a meeting, each part's delegate before the substitutes; `name` is the person's."""
    rows = Delegation.objects.filter(meeting=meeting, organisation__public_id=member)
    return rows.annotate(name=Subquery(Person.objects.filter(public_id=OuterRef("person")).values("name")[:1]))


def proxies_of(meeting: Meeting, member: UUID) -> "QuerySet[Proxy]":
    """The proxies that a member gave, and those that it was given, for a meeting, with both their names."""
    rows = Proxy.objects.filter(Q(giver=member) | Q(holder=member), meeting=meeting)
    return rows.annotate(giver_name=_name_of("giver"), holder_name=_name_of("holder")).order_by("given_at", "id")


def _name_of(end: str) -> Subquery:
    return Subquery(Organisation.objects.filter(public_id=OuterRef(end)).values("name")[:1])


def may_speak(meeting: Meeting, member: UUID) -> "QuerySet[Mandate]":
    """The mandates that let people speak for a member on the day of a meeting, delegates before contacts."""
    rows = Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject=member, role__in=SPEAKING)
    running = in_force(rows, meeting.meeting_on).filter(person__is_active=True)
    return running.select_related("person").order_by("-role", "starts_on", "id")


def paper_of_a_meeting(actor: Actor, edition: UUID) -> Edition | None:
    """One version of a paper of a meeting that the actor may see: what one decides on, one may read."""
    found = Edition.objects.select_related("document").filter(public_id=edition, document__withdrawn_on=None).first()
    if found is None or actor.person is None:
        return None
    meetings = announced_meetings(actor).values("pk")
    on_an_agenda = ItemPaper.objects.filter(document=found.document_id, item__meeting__in=meetings)
    return found if on_an_agenda.exists() else None


def addition_of(meeting: Meeting, member: UUID) -> RollAddition | None:
    """How a meeting let a member vote whose vote was withheld when the roll was frozen."""
    return RollAddition.objects.filter(roll__meeting=meeting, member=member).first()
