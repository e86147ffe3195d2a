"""The demo's Assemblies: the one of last year, held from the first call to its last vote, and the coming one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from koinon.core.actors import Actor
from koinon.doors.demo.network.boards import BOARD
from koinon.doors.demo.network.boards import TODAY as BOARD_OF_TODAY
from koinon.doors.demo.network.steps import Network
from koinon.rooms.assemblies.actions import (
    ItemDetails,
    MeetingDetails,
    NamedDelegate,
    Question,
    accept_proxy,
    cast_vote,
    check_in,
    close_meeting,
    close_vote,
    convene,
    declare_conflict,
    elect,
    file_motion,
    give_proxy,
    leave,
    name_chair,
    name_delegate,
    open_meeting,
    open_vote,
    plan_meeting,
    revoke_proxy,
    set_agenda,
    supplement_agenda,
)
from koinon.rooms.assemblies.models import AgendaItem, Meeting, RollLine
from koinon.rooms.bodies.queries import held_on
from koinon.rooms.people.models import Person

ASSEMBLY = "assembly"
PLACE = "Illustration Hall, Brussels"
ONLINE = "https://meet.example/assembly"
EVERY_SECOND_YEAR = "Meet every second year"
YEARLY = ("minutes", "activity_report", "accounts", "discharge", "fees", "budget", "working_plan")
WORDS: Mapping[str, str] = {
    "activity_report": "What was done for each aim, and what was not.",
    "fees": "Tranches about 4 % higher from the next year on, after five years without a change.",
    "working_plan": "Public procurement first; a study on business transfers to employees.",
    EVERY_SECOND_YEAR: "Article 14 would say: the ordinary Assembly meets every second year.",
}
# Who came to the hall, who followed from afar, and whose votes others carried.
IN_THE_HALL = [
    "lega",
    "unione",
    "confederacion",
    "catalana",
    "vasca",
    "cuidados",
    "ateliers",
    "partage",
    "artisans",
    "shared_work",
    "verbund",
    "stiftung",
    "zwiazek",
    "liitto",
    "partilhado",
    "verkstad",
    "svaz",
    "uniunea",
]
FROM_AFAR = ("fundacja", "tutkimus")
PROXIES = {"szovetseg": "svaz", "forbund": "verkstad", "obsht_trud": "uniunea", "workshops": "shared_work"}
# Given first, then taken back: somebody came after all.
TAKEN_BACK = {"artisans": "ateliers"}
# Left before the elections.
LEFT_EARLY = "cuidados"


@dataclass(frozen=True, slots=True)
class Division:
    """How a vote went: who was against it and who abstained; the others were for it."""

    item: str
    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()


DIVISIONS = (
    Division("minutes"),
    Division("activity_report", abstained=("catalana",)),
    Division("accounts"),
    Division("discharge", abstained=("lega", "shared_work")),
    Division("fees", against=("uniunea", "svaz", "partage"), abstained=("artisans",)),
    Division("budget", against=("uniunea",)),
    Division("working_plan"),
    Division(
        EVERY_SECOND_YEAR,
        against=("lega", "confederacion", "vasca", "verbund", "ateliers", "liitto", "verkstad", "cuidados", "stiftung"),
        abstained=("zwiazek",),
    ),
)
# Stood for the Board, and for whom too few voted.
NOT_ELECTED = ("artisans", "delegate")
FOR_THEM = ("artisans", "partage", "fundacja")


@dataclass(slots=True)
class Hall:
    """An Assembly in the hall: its record, its items by name, and who is there for whom."""

    network: Network
    meeting: UUID
    items: dict[str, UUID] = field(default_factory=dict)
    voting: list[str] = field(default_factory=list)

    def person(self, key: str) -> Person:
        """Who speaks for a member: its delegate, else its contact."""
        people = self.network.people[key]
        return people.get("delegate") or people["contact"]

    def actor(self, key: str) -> Actor:
        """Who speaks for a member, now."""
        return self.network.calendar.actor(self.person(key))

    def chair(self) -> Actor:
        """Whoever presides, now."""
        return self.network.calendar.actor(Person.objects.get(public_id=self.row().chair))

    def row(self) -> Meeting:
        """The record."""
        return Meeting.objects.get(public_id=self.meeting)


def plan(network: Network, _keys: Sequence[str], on: tuple[int, int], elections: bool) -> None:
    """The secretary general plans the year's Assembly."""
    _plan(network, MeetingDetails(ASSEMBLY, "hybrid", _at(network, on), ordinary=True, elections=elections))


def plan_board(network: Network, _keys: Sequence[str], on: tuple[int, int]) -> None:
    """The secretary general plans a meeting of the Board, which nobody is called to yet."""
    _plan(network, MeetingDetails(BOARD, "hybrid", _at(network, on)))


def _at(network: Network, day: tuple[int, int]) -> datetime:
    return datetime.combine(date(network.year, *day), time(9, 15), ZoneInfo(settings.TIME_ZONE))


def _plan(network: Network, details: MeetingDetails) -> None:
    """A meeting with its place, over which the president presides."""
    secretary = network.office("secretary_general")
    whole = replace(details, time_zone=settings.TIME_ZONE, place=PLACE, online_address=ONLINE)
    meeting = plan_meeting(actor=secretary, details=whole).meeting
    president = held_on(network.calendar.today).filter(body__key=BOARD, seat="president").first()
    if president is not None:
        name_chair(actor=secretary, meeting=meeting, person=president.mandate.person.public_id)


def agree_on_agenda(network: Network, keys: Sequence[str]) -> None:
    """The agenda: what the rules ask for, and what is special this year."""
    hall = _coming(network)
    own = EVERY_SECOND_YEAR if network.year < network.calendar.year else "admissions"
    items = [_item(key, network, keys) for key in (*YEARLY, own)]
    row = hall.row()
    if row.elections:
        items.append(ItemDetails("elections"))
    set_agenda(actor=network.office("secretary_general"), meeting=hall.meeting, items=items, seen_version=row.version)


def _item(key: str, network: Network, concerned: Sequence[str]) -> ItemDetails:
    words = WORDS.get(key, "") if network.year < network.calendar.year else ""
    if key == EVERY_SECOND_YEAR:
        return ItemDetails(title=key, words=words, decision="statutes")
    concerns = network.organisations[concerned[0]] if key == "admissions" and concerned else None
    return ItemDetails(key, words=words, concerns=concerns)


def call(network: Network, _keys: Sequence[str]) -> None:
    """The convocation goes out."""
    row = _coming(network).row()
    convene(actor=network.office("secretary_general"), meeting=row.public_id, seen_version=row.version)


def add_item(network: Network, keys: Sequence[str], title: str, words: str) -> None:
    """A member proposes an item for the agenda."""
    (key,) = keys
    hall = _coming(network)
    supplement_agenda(
        actor=network.contact(key), meeting=hall.meeting, member=network.organisations[key], title=title, words=words
    )


def name_delegates(network: Network, keys: Sequence[str]) -> None:
    """Members say who votes for them, with a substitute where they have one."""
    hall = _coming(network)
    for key in keys:
        people, first = network.people[key], hall.person(key)
        others = tuple({people["contact"].public_id} - {first.public_id})
        name_delegate(
            actor=network.contact(key),
            meeting=hall.meeting,
            member=network.organisations[key],
            delegates=[NamedDelegate(first.public_id, others)],
        )


def give_proxies(network: Network, keys: Sequence[str], pairs: Mapping[str, str], accepted: bool = True) -> None:
    """Members who cannot come give their votes to others, who accept them."""
    hall, ids = _coming(network), network.organisations
    for giver, holder in pairs.items():
        given = give_proxy(actor=network.contact(giver), meeting=hall.meeting, giver=ids[giver], holder=ids[holder])
        if accepted:
            accept_proxy(actor=network.contact(holder), proxy=given.proxy)
        if giver in TAKEN_BACK and network.year < network.calendar.year:
            revoke_proxy(actor=network.contact(giver), proxy=given.proxy)


def hold(network: Network, _keys: Sequence[str]) -> None:
    """The Assembly of last year, from the first who came to the closing words."""
    hall = _coming(network)
    hall.items = {row.key or row.label["en"]: row.public_id for row in AgendaItem.objects.filter(meeting=hall.row())}
    for key in (*IN_THE_HALL, *FROM_AFAR):
        _comes(hall, key)
    open_meeting(actor=hall.chair(), meeting=hall.meeting)
    hall.voting = _voting(hall)
    amended = _motion(hall)
    treasurer_of_old = hall.person("ateliers").public_id
    declare_conflict(
        actor=hall.actor("ateliers"), item=hall.items["discharge"], person=treasurer_of_old, words="Sat on the Board."
    )
    for division in DIVISIONS:
        _divide(hall, division, motion=amended if division.item == EVERY_SECOND_YEAR else None)
    gone = hall.person(LEFT_EARLY)
    leave(actor=network.calendar.actor(gone), meeting=hall.meeting, person=gone.public_id)
    _elect_board(hall)
    close_meeting(actor=hall.chair(), meeting=hall.meeting)
    # What follows from its votes follows now: the register numbers them in their order.
    network.calendar.deliver()


def _coming(network: Network) -> Hall:
    """The Assembly of the calendar's year."""
    row = Meeting.objects.get(body=ASSEMBLY, starts_at__year=network.year)
    return Hall(network, row.public_id)


def _comes(hall: Hall, key: str) -> None:
    person = hall.person(key)
    actor = hall.network.office("membership") if key in IN_THE_HALL else hall.actor(key)
    check_in(actor=actor, meeting=hall.meeting, person=person.public_id, online=key in FROM_AFAR)


def _voting(hall: Hall) -> list[str]:
    """Of those who are there, whoever has a vote: network affiliates come and listen."""
    entitled = set(RollLine.objects.filter(roll__meeting=hall.row(), entitled=True).values_list("member", flat=True))
    return [key for key in (*IN_THE_HALL, *FROM_AFAR) if hall.network.organisations[key] in entitled]


def _motion(hall: Hall) -> UUID:
    """The change of the statutes is put as a motion, in words that can be voted on."""
    filed = file_motion(
        actor=hall.chair(),
        item=hall.items[EVERY_SECOND_YEAR],
        title="Article 14, first sentence",
        text="The ordinary General Assembly meets every second year, in the first half of the year.",
    )
    return filed.motion


def _divide(hall: Hall, division: Division, motion: UUID | None) -> None:
    item = hall.items[division.item]
    vote = open_vote(actor=hall.chair(), item=item, question=Question(motion=motion)).vote
    for key in hall.voting:
        if division.item == "discharge" and key == "ateliers":
            continue
        choice = "no" if key in division.against else "abstain" if key in division.abstained else "yes"
        cast_vote(actor=hall.actor(key), vote=vote, choice=choice)
    close_vote(actor=hall.chair(), vote=vote)


def _elect_board(hall: Hall) -> None:
    """Nine seats, ten who stand; and the Executive Committee, for which nobody stands against another."""
    people, item = hall.network.people, hall.items["elections"]
    stand = [str(people[sitting.member][sitting.role].public_id) for sitting in BOARD_OF_TODAY]
    tenth = str(people[NOT_ELECTED[0]][NOT_ELECTED[1]].public_id)
    question = Question(seats=len(stand), candidates=(*stand, tenth))
    vote = open_vote(actor=hall.chair(), item=item, question=question).vote
    for place, key in enumerate(key for key in hall.voting if key != LEFT_EARLY):
        # Nobody fills in all the same names: each leaves one out, some for the tenth.
        names = [name for at, name in enumerate(stand) if at != place % len(stand)]
        cast_vote(actor=hall.actor(key), vote=vote, names=(*names, *([tenth] if key in FOR_THEM else [])))
    close_vote(actor=hall.chair(), vote=vote)
    inner = tuple(str(people[one.member][one.role].public_id) for one in BOARD_OF_TODAY if one.inner)
    elect(actor=hall.chair(), item=item, seats=len(inner), candidates=inner)
