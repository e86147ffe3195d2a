"""Who sits in which body on a day, who did, and what is vacant; limited to what the actor may see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from koinon.core.actors import Actor
from koinon.rooms.bodies.models import Body, HeldSeat, SelfDescription
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import NOT_ADMITTED, running_on
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import in_force
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


@dataclass(frozen=True, slots=True)
class SeatOn:
    """Somebody in a body on a day. `seat` is the rulebook's key, `held` None for whoever sits there by office.

    `organisation` is the public id of the member that they were elected for, where one is on record.
    """

    body: str
    person: UUID
    name: str
    seat: str
    starts_on: date
    organisation: UUID | None = None
    organisation_name: str = ""
    country: str = ""
    invented: bool = False
    held: HeldSeat | None = None


def held_on(day: date) -> "QuerySet[HeldSeat]":
    """The seats that are held on a day, first and last day included."""
    rows = HeldSeat.objects.select_related("body", "mandate__person", "organisation", "decision")
    return rows.filter(Q(mandate__ends_on=None) | Q(mandate__ends_on__gte=day), mandate__starts_on__lte=day)


def seats_on(body_key: str, day: date) -> list[SeatOn]:
    """Who sits in a body on a day, in the order of the rulebook's seats: elected, and by office. Three queries.

    Before the first rulebook there is no body, and so nobody sits there.
    No actor is asked: what is made of it (a roll, a page) says who may see it.
    """
    rulebook = _rules(day)
    return all_seats_on(rulebook, day, [body_key]).get(body_key, []) if rulebook else []


def all_seats_on(rulebook: Rulebook, day: date, bodies: Iterable[str]) -> dict[str, list[SeatOn]]:
    """The same for several bodies, by key, in two queries."""
    wanted = [key for key in bodies if key in rulebook.bodies]
    return in_order(rulebook, day, wanted, held_on(day).filter(body__key__in=wanted))


def in_order(rulebook: Rulebook, day: date, bodies: Sequence[str], held: Iterable[HeldSeat]) -> dict[str, list[SeatOn]]:
    """Seats that were found already by body, with those by office, in the order of the rulebook. One query."""
    found: dict[str, list[SeatOn]] = {key: [] for key in bodies}
    for row in sorted(held, key=lambda row: (row.starts_on, row.mandate.person.name)):
        found[row.body.key].append(seat_of(row))
    for one in _by_office(rulebook, day, bodies):
        found[one.body].append(one)
    for key, rows in found.items():
        order = {seat.key: place for place, seat in enumerate(rulebook.bodies[key].seats)}
        rows.sort(key=lambda row: order.get(row.seat, len(order)))
    return found


def seat_of(row: HeldSeat) -> SeatOn:
    """A held seat as rows show it."""
    organisation, person = row.organisation, row.mandate.person
    return SeatOn(
        body=row.body.key,
        person=person.public_id,
        name=person.name,
        seat=row.seat,
        starts_on=row.starts_on,
        organisation=organisation.public_id if organisation else None,
        organisation_name=organisation.name if organisation else "",
        country=organisation.country if organisation else "",
        invented=person.invented,
        held=row,
    )


def _by_office(rulebook: Rulebook, day: date, bodies: Iterable[str]) -> Iterator[SeatOn]:
    """Whoever sits in these bodies because they hold an office: derived from it, and stored nowhere."""
    seats = [(key, seat) for key in bodies for seat in rulebook.bodies[key].seats if seat.ex_officio]
    if not seats:
        return
    offices = {seat.ex_officio for _key, seat in seats}
    rows = Mandate.objects.filter(over=Mandate.Over.CONFEDERATION, role__in=offices).select_related("person")
    holders = list(in_force(rows, day).order_by("starts_on", "id"))
    for key, seat in seats:
        for row in holders:
            if row.role == seat.ex_officio:
                who = row.person
                yield SeatOn(key, who.public_id, who.name, seat.key, row.starts_on, invented=who.invented)


def visible_seats(actor: Actor) -> "QuerySet[HeldSeat]":
    """The held seats, past ones too, that this actor may see: at the desk all; elsewhere one's own, those of one's
    own organisations, and those of the bodies that one sits in."""
    rows = HeldSeat.objects.select_related("body", "mandate__person", "organisation", "decision")
    if actor.may("bodies.see"):
        return rows
    own = Q(body__public_id__in=actor.bodies) | Q(organisation__public_id__in=actor.mandates)
    return rows.filter(own | Q(mandate__person__public_id=actor.person)) if actor.person else rows.none()


def seats_of_person(actor: Actor) -> "QuerySet[HeldSeat]":
    """One's own seats, past ones too, the latest first."""
    if actor.person is None:
        return HeldSeat.objects.none()
    return visible_seats(actor).filter(mandate__person__public_id=actor.person).order_by("-mandate__starts_on", "-id")


def past_seats(rows: "QuerySet[HeldSeat]", day: date) -> "QuerySet[HeldSeat]":
    """The seats that were left before a day, the latest first."""
    return rows.filter(mandate__ends_on__lt=day).order_by("-mandate__ends_on", "mandate__person__name", "id")


def coming_seats(rows: "QuerySet[HeldSeat]", day: date) -> "QuerySet[HeldSeat]":
    """The seats that are held from a later day on."""
    return rows.filter(mandate__starts_on__gt=day).order_by("mandate__starts_on", "mandate__person__name", "id")


def left_seats(bodies: Iterable[str], day: date) -> "QuerySet[HeldSeat]":
    """The seats of some bodies that were left before a day, with whom each followed."""
    rows = HeldSeat.objects.select_related("body", "mandate__person", "organisation", "follows")
    return rows.filter(body__key__in=list(bodies), mandate__ends_on__lt=day).order_by("mandate__starts_on", "id")


def of_running_terms(bodies: Iterable[str], day: date) -> "QuerySet[HeldSeat]":
    """The seats of some bodies that are held on a day or later, and those left in a term that is not over yet."""
    rows = HeldSeat.objects.select_related("body", "mandate__person", "organisation", "decision")
    held = Q(mandate__ends_on=None) | Q(mandate__ends_on__gte=day)
    return rows.filter(held | Q(term_ends_on__gte=day), body__key__in=list(bodies))


def members_spoken_for(person: UUID, day: date) -> list[UUID]:
    """The members from which somebody holds a mandate on a day."""
    held = Mandate.objects.filter(person__public_id=person, over=Mandate.Over.ORGANISATION)
    organisations = in_force(held, day).values("subject")
    rows = Membership.objects.exclude(state__in=NOT_ADMITTED).filter(organisation__public_id__in=organisations)
    return list(running_on(rows, day).order_by("id").values_list("organisation__public_id", flat=True))


def genders_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The genders that some people have said and let count, by public id."""
    rows = SelfDescription.objects.filter(person__public_id__in=list(people)).exclude(gender="")
    return dict(rows.values_list("person__public_id", "gender"))


def sits_in(actor: Actor, rulebook: Rulebook) -> frozenset[str]:
    """The bodies in which one sits today, by key: elected, or by office. One query; none for who was never elected."""
    elected = Body.objects.filter(public_id__in=actor.bodies).values_list("key", flat=True) if actor.bodies else ()
    by_office = [
        key for key, rule in rulebook.bodies.items() if any(seat.ex_officio in actor.roles for seat in rule.seats)
    ]
    return frozenset([*elected, *by_office])


def bodies_by_key() -> dict[str, Body]:
    """The bodies on record, by their key in the rulebook."""
    return {row.key: row for row in Body.objects.all()}


def _rules(day: date) -> Rulebook | None:
    try:
        return rulebook_in_force(day)
    except NoRuleInForce:
        return None
