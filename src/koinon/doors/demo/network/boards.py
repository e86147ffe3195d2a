"""The demo's Boards and Executive Committees: the one before, the one of today, and a seat that fell vacant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.decisions import DecisionReference
from koinon.doors.demo.network import register
from koinon.doors.demo.network.steps import Network
from koinon.rooms.bodies.actions import agree_to_publish, describe_oneself, elect, end_seat, record_resignation
from koinon.rooms.bodies.actions.electing import Candidate
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import held_on
from koinon.rooms.people.actions import add_person, name_for_organisation
from koinon.rooms.people.models import Person

BOARD, EXECUTIVE = "board", "executive"
WOMAN, MAN = "woman", "man"


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody on the demo's Board: the seat, the member, the role there, what they said and agreed to show."""

    seat: str
    member: str
    role: str
    gender: str
    publish: str = "name"
    inner: str = ""


TODAY = (
    Sitting("president", "confederacion", "contact", WOMAN, inner="president"),
    Sitting("vice_president", "ateliers", "finance_contact", MAN, inner="vice_president"),
    Sitting("vice_president", "verbund", "contact", WOMAN, inner="treasurer"),
    Sitting("member", "lega", "delegate", WOMAN),
    Sitting("member", "zwiazek", "delegate", MAN),
    Sitting("member", "verkstad", "delegate", MAN),
    Sitting("member", "partilhado", "contact", WOMAN),
    Sitting("member", "svaz", "contact", "", publish="organisation"),
    Sitting("member", "liitto", "finance_contact", MAN),
)
# Whoever sat there before spoke for a member then: seat, member, name.
BEFORE = (
    ("president", "lega", "Silvio Marchetti"),
    ("vice_president", "ateliers", "Odile Renard"),
    ("member", "confederacion", "Ramón Ibarra"),
    ("member", "shared_work", "Griet Claessens"),
    ("member", "verkstad", "Lars Hedman"),
)
INNER_BEFORE = {"lega": "president", "ateliers": "vice_president"}


def take_over(network: Network, _keys: Sequence[str]) -> None:
    """The membership officer puts the Board that sits on record, as the Assembly elected it four years ago."""
    year = network.year
    decision = DecisionReference("General Assembly", date(year - 4, 5, 22), f"GA{year - 4}/9")
    for seat, member, name in BEFORE:
        person = _who_spoke_for(network, member, name)
        candidate = Candidate(person, network.organisations[member])
        starts_on = date(year - 4, 5, 23)
        _seated(network, (BOARD, seat), candidate, starts_on, decision, "name")
        if member in INNER_BEFORE:
            _seated(network, (EXECUTIVE, INNER_BEFORE[member]), candidate, starts_on, decision, "name")


def elect_anew(network: Network, _keys: Sequence[str]) -> None:
    """The Assembly has elected a new Board and its Executive Committee; those who sat there before leave."""
    year = network.year
    # Its ninth vote was on the Board, its tenth on the Executive Committee (assembly.py).
    decision, inner = (DecisionReference("General Assembly", date(year, 5, 22), f"GA{year}/{n}") for n in (9, 10))
    keeper = network.office("membership")
    for row in held_on(network.calendar.today).filter(body__key=BOARD):
        end_seat(actor=keeper, seat=row.public_id, ends_on=date(year, 5, 22), decision=decision)
    for sitting in TODAY:
        person = network.people[sitting.member][sitting.role]
        candidate = Candidate(person.public_id, network.organisations[sitting.member])
        starts_on = date(year, 5, 23)
        _seated(network, (BOARD, sitting.seat), candidate, starts_on, decision, sitting.publish)
        if sitting.inner:
            _seated(network, (EXECUTIVE, sitting.inner), candidate, starts_on, inner, sitting.publish)
        if sitting.gender:
            who = network.calendar.actor(person)
            describe_oneself(actor=who, person=person.public_id, gender=sitting.gender)


def resign(network: Network, keys: Sequence[str]) -> None:
    """Those who sit in the Board for some members leave it, and nobody has followed yet."""
    for row in HeldSeat.objects.filter(
        organisation__public_id__in=[network.organisations[key] for key in keys], body__key=BOARD, ending=""
    ):
        record_resignation(actor=network.office("membership"), seat=row.public_id, ends_on=network.calendar.today)


def _seated(
    network: Network,
    place: tuple[str, str],
    candidate: Candidate,
    starts_on: date,
    decision: DecisionReference,
    publish: str,
) -> None:
    """Elected to a body's seat; what may be published they say themselves."""
    body, seat = place
    keeper = network.office("membership")
    taken = elect(actor=keeper, body=body, seat=seat, candidate=candidate, starts_on=starts_on, decision=decision).seat
    who = network.calendar.actor(Person.objects.get(public_id=candidate.person))
    agree_to_publish(actor=who, seat=taken, publish=publish)


def _who_spoke_for(network: Network, member: str, name: str) -> UUID:
    """A delegate of those days, put on record with the Board that they sat in."""
    year, house = network.year, network.calendar.house()
    address = f"{register.slug(name).replace('-', '.')}@{register.slug(member)}.example"
    person: UUID = add_person(actor=house, email=address, name=name, source=register.INVENTED, invented=True).person
    name_for_organisation(
        actor=house,
        person=person,
        organisation=network.organisations[member],
        role="delegate",
        starts_on=date(year - 5, 1, 1),
        ends_on=date(year, 5, 31),
    )
    return person
