"""A General Assembly of the test world, walked to any stage. Three of its four members have the vote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from koinon.core.actors import Actor
from koinon.rooms.assemblies.actions import (
    ItemDetails,
    MeetingDetails,
    Question,
    accept_proxy,
    cast_vote,
    check_in,
    close_meeting,
    close_vote,
    convene,
    give_proxy,
    open_meeting,
    open_vote,
    plan_meeting,
    set_agenda,
)
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Vote
from koinon.rooms.assemblies.rules import with_rules
from koinon.rooms.people.actions import name_for_organisation
from tests.world import World, moment

PLANNED = date(2026, 5, 4)
CONVENED = date(2026, 5, 11)
MEETING_ON = date(2026, 6, 18)
LATER = date(2026, 7, 9)
DETAILS = MeetingDetails("assembly", "hybrid", moment(MEETING_ON, 9), place="Brussels", ordinary=True)
ITEMS = tuple(
    ItemDetails(key) for key in ("minutes", "activity_report", "accounts", "discharge", "budget", "working_plan")
)
MORE = (
    ItemDetails(title="Change of the statutes", decision="statutes"),
    ItemDetails("elections"),
    ItemDetails(title="Exclusion", decision="exclusion"),
)
# Who votes for whom: `delegate` by their mandate, the others once they are named.
SPEAKERS = {"ours": "delegate", "theirs": "their_contact", "associated": "associated_contact"}


@dataclass(slots=True)
class Gathering:
    """A meeting and its people, by the world's short names."""

    world: World
    id: UUID

    @property
    def row(self) -> Meeting:
        """The record."""
        return with_rules().get(public_id=self.id)

    def item(self, key: str) -> UUID:
        """An item by its key, or by the kind of decision it asks for."""
        rows = AgendaItem.objects.filter(meeting__public_id=self.id)
        found = rows.filter(key=key).first() or rows.filter(decision=key).first()
        assert found is not None
        return found.public_id

    def desk(self, on: date = MEETING_ON, hour: int = 10) -> Actor:
        """The secretary general on a day."""
        return self.world.actor("secretary_general", on, hour)

    def actor(self, name: str, on: date = MEETING_ON, hour: int = 10) -> Actor:
        """Somebody on the day of the meeting."""
        return self.world.actor(name, on, hour)

    def comes(self, *names: str, **more: Any) -> None:
        """People check in at the door."""
        for name in names:
            check_in(actor=self.desk(), meeting=self.id, person=self.world.people[name], **more)

    def opens(self) -> None:
        """The meeting is opened."""
        open_meeting(actor=self.desk(), meeting=self.id)

    def asks(self, item: str = "accounts", **question: Any) -> UUID:
        """A vote is opened on an item."""
        given = Question(**question)
        return open_vote(actor=self.desk(), item=self.item(item), question=given).vote

    def casts(self, name: str, vote: UUID, choice: str = "yes", **more: Any) -> Any:
        """Somebody votes."""
        return cast_vote(actor=self.actor(name), vote=vote, choice=choice, **more)

    def closes(self, vote: UUID) -> Vote:
        """The vote is closed; gives its record."""
        close_vote(actor=self.desk(), vote=vote)
        return Vote.objects.get(public_id=vote)

    def proxy(self, giver: str, holder: str, on: date = CONVENED, **more: Any) -> UUID:
        """A proxy is given and accepted."""
        ids = self.world.organisations
        given = give_proxy(actor=self.desk(on), meeting=self.id, giver=ids[giver], holder=ids[holder], **more)
        accept_proxy(actor=self.desk(on), proxy=given.proxy)
        return given.proxy


def planned(world: World, **changes: Any) -> Gathering:
    """The Assembly is planned; it has no agenda yet."""
    details = replace(DETAILS, **changes)
    return Gathering(world, plan_meeting(actor=world.actor("secretary_general", PLANNED), details=details).meeting)


def with_agenda(world: World, items: Sequence[ItemDetails] = (*ITEMS, *MORE), **changes: Any) -> Gathering:
    """It has an agenda."""
    found = planned(world, **changes)
    concerned = [replace(item, concerns=_concerned(world, item)) for item in items]
    set_agenda(actor=found.desk(PLANNED), meeting=found.id, items=concerned, seen_version=1)
    return found


def _concerned(world: World, item: ItemDetails) -> UUID | None:
    return world.organisations["associated"] if item.decision == "exclusion" else item.concerns


def convened(world: World, **changes: Any) -> Gathering:
    """It is convened in time, and everybody who speaks for a member holds the mandate of delegate."""
    name_delegates(world)
    found = with_agenda(world, **changes)
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    return found


def name_delegates(world: World) -> None:
    """Everybody who speaks for a member holds the mandate of delegate."""
    for member, name in SPEAKERS.items():
        if name != "delegate":
            name_for_organisation(
                actor=world.actor("secretary_general", PLANNED),
                person=world.people[name],
                organisation=world.organisations[member],
                role="delegate",
                starts_on=date(2025, 1, 1),
            )


def opened(world: World, *names: str) -> Gathering:
    """It is open, with these people there: without names all three who vote."""
    found = convened(world)
    found.comes(*(names or SPEAKERS.values()))
    found.opens()
    return found


def held(world: World, on: date, *names: str) -> Gathering:
    """One that was held on another day and is closed, with a vote of those who hold a mandate of delegate."""
    found = with_agenda(world, starts_at=moment(on, 9))
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    for name in names:
        check_in(actor=found.desk(on), meeting=found.id, person=world.people[name])
    open_meeting(actor=found.desk(on), meeting=found.id)
    vote = open_vote(actor=found.desk(on), item=found.item("accounts"), question=Question()).vote
    for name in names:
        cast_vote(actor=found.actor(name, on), vote=vote, choice="yes")
    close_vote(actor=found.desk(on), vote=vote)
    close_meeting(actor=found.desk(on), meeting=found.id)
    return found


def at(hour: int, on: date = MEETING_ON) -> datetime:
    """An hour of the day of the meeting."""
    return moment(on, hour)
