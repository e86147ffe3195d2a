"""What a member owes for meetings: it comes from the records, and goes when its cause goes."""

from datetime import date

from koinon.rooms.assemblies.actions import (
    NamedDelegate,
    WrittenQuestion,
    accept_proxy,
    ask_in_writing,
    cancel_meeting,
    cast_vote,
    decline_proxy,
    give_proxy,
    name_delegate,
    revoke_proxy,
)
from koinon.rooms.rulebook.queries import adopted_rules
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.kinds import Kind
from koinon.rooms.tasks.queries import tasks_of_house, tasks_of_member
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, convened, name_delegates, with_agenda
from tests.world import World

OURS = (kinds.NAME_SPEAKER, kinds.ANSWER_PROXY, kinds.ANSWER_IN_WRITING, kinds.ATTEND_MEETING)


def owed(world: World, on: date = CONVENED, member: str = "ours", who: str = "contact") -> dict[Kind, Task]:
    """The tasks of meetings that a member has on a day."""
    asked = Asked(world.actor(who, on), adopted_rules(), world.organisations[member])
    return {task.kind: task for task in tasks_of_member(asked) if task.kind in OURS}


def test_a_delegate_is_to_be_named_once_the_meeting_is_convened(world: World) -> None:
    with_agenda(world)
    assert not owed(world)
    found = convened(world)
    task = owed(world)[kinds.NAME_SPEAKER]
    assert (task.record, task.due_on, list(task.names)) == (found.id, MEETING_ON, ["assembly"])
    person = NamedDelegate(world.people["delegate"])
    ours = world.organisations["ours"]
    name_delegate(actor=found.desk(CONVENED), meeting=found.id, member=ours, delegates=[person])
    assert kinds.NAME_SPEAKER not in owed(world)
    assert kinds.NAME_SPEAKER in owed(world, member="theirs", who="their_contact")


def test_a_proxy_for_the_whole_meeting_says_who_votes(world: World) -> None:
    found = convened(world)
    ids = world.organisations
    item = found.item("accounts")
    some = give_proxy(
        actor=found.desk(CONVENED), meeting=found.id, giver=ids["ours"], holder=ids["theirs"], items=(item,)
    )
    assert kinds.NAME_SPEAKER in owed(world), "somebody votes on the other items"
    revoke_proxy(actor=found.desk(CONVENED), proxy=some.proxy)
    given = give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=ids["ours"], holder=ids["theirs"])
    assert kinds.NAME_SPEAKER not in owed(world)
    decline_proxy(actor=found.desk(CONVENED), proxy=given.proxy)
    assert kinds.NAME_SPEAKER in owed(world)


def test_a_proxy_is_to_be_answered(world: World) -> None:
    found = convened(world)
    ids = world.organisations
    given = give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=ids["ours"], holder=ids["theirs"])
    task = owed(world, member="theirs", who="their_contact")[kinds.ANSWER_PROXY]
    assert (task.record, list(task.names)) == (found.id, [world.organisation("ours").name])
    assert kinds.ANSWER_PROXY not in owed(world)
    accept_proxy(actor=found.desk(CONVENED), proxy=given.proxy)
    assert kinds.ANSWER_PROXY not in owed(world, member="theirs", who="their_contact")


def test_one_is_called_on_the_day_and_as_long_as_it_is_open(world: World) -> None:
    found = convened(world)
    assert kinds.ATTEND_MEETING not in owed(world)
    assert owed(world, MEETING_ON)[kinds.ATTEND_MEETING].record == found.id
    found.comes("delegate", "their_contact")
    found.opens()
    tasks = owed(world, MEETING_ON)
    assert kinds.ATTEND_MEETING in tasks
    assert kinds.NAME_SPEAKER not in tasks, "it is too late"


def test_what_is_asked_in_writing_is_owed_until_it_is_answered(world: World) -> None:
    name_delegates(world)
    question = WrittenQuestion("assembly", "ordinary", "A new name", "Shall we take it?")
    asked = ask_in_writing(actor=world.actor("secretary_general", CONVENED), question=question)
    task = owed(world)[kinds.ANSWER_IN_WRITING]
    assert (task.record, task.due_on) == (asked.meeting, date(2026, 5, 26))
    assert kinds.ANSWER_IN_WRITING not in owed(world, member="network", who="network_contact"), "it has no vote"
    cast_vote(actor=world.actor("delegate", CONVENED), vote=asked.vote, choice="yes")
    assert kinds.ANSWER_IN_WRITING not in owed(world)
    assert kinds.ATTEND_MEETING not in owed(world), "nobody comes together"


def test_a_cancelled_meeting_asks_for_nothing(world: World) -> None:
    found = convened(world)
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="Rain")
    assert not owed(world)
    assert not owed(world, MEETING_ON)


def test_the_desk_is_not_told_of_each(world: World) -> None:
    convened(world)
    found = tasks_of_house(Asked(world.actor("secretary_general", CONVENED), adopted_rules()))
    assert not {task.kind for task in found} & set(OURS)
