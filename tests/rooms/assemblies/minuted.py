"""A meeting in which nearly everything happened, and its minutes walked to any stage."""

from datetime import date
from uuid import UUID

from koinon.core.actors import Actor
from koinon.rooms.assemblies.actions import (
    Question,
    Sheet,
    accept_proxy,
    approve_minutes,
    cast_vote,
    check_in,
    close_meeting,
    close_vote,
    complete_minutes,
    confirm_hand_count,
    convene,
    declare_conflict,
    draft_minutes,
    elect,
    file_motion,
    give_proxy,
    leave,
    name_chair,
    open_meeting,
    open_vote,
    record_hand_count,
    send_minutes,
    set_agenda,
    sign_minutes,
    state_quorum,
    stop_and_repeat,
)
from koinon.rooms.assemblies.minutes import WrittenWords
from koinon.rooms.assemblies.models import Minutes, MinutesVersion, Vote
from tests.rooms.assemblies.meeting import CONVENED, ITEMS, LATER, SPEAKERS, Gathering, convened, planned
from tests.world import World, moment

NEXT_YEAR = date(2027, 6, 17)
CHAIR = "their_contact"
COLUMNS = {"one_each": {"yes": "2", "no": "1"}}


def held(world: World) -> Gathering:
    """Held and closed: a proxy, a guest, a late arrival, amendments, a vote stopped and repeated, a hand count."""
    found = convened(world)
    name_chair(actor=found.desk(CONVENED), meeting=found.id, person=world.people[CHAIR])
    ids = world.organisations
    given = give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=ids["associated"], holder=ids["ours"])
    accept_proxy(actor=found.desk(CONVENED), proxy=given.proxy)
    found.comes("delegate", CHAIR)
    found.comes("stranger", online=True)
    found.opens()
    _votes(found)
    leave(actor=found.desk(), meeting=found.id, person=world.people["stranger"])
    close_meeting(actor=found.desk(), meeting=found.id)
    return found


def _votes(found: Gathering) -> None:
    state_quorum(actor=found.desk(), meeting=found.id)
    plan = found.item("working_plan")
    motion = file_motion(actor=found.desk(), item=plan, title="The plan", text="We do three things.\nThen we rest.")
    amended = file_motion(
        actor=found.desk(), item=plan, title="Four things", text="We do four.", parent=motion.motion, reach=2
    )
    first = found.asks("working_plan", motion=amended.motion)
    again = stop_and_repeat(actor=found.desk(), vote=first, reason="The wrong words were on the screen").repeated_as
    found.casts("delegate", again, "no")
    found.casts(CHAIR, again, "yes")
    found.closes(again)
    whole = found.asks("working_plan", motion=motion.motion)
    found.casts("delegate", whole)
    found.casts(CHAIR, whole, "abstain")
    found.closes(whole)
    declare_conflict(
        actor=found.desk(), item=found.item("budget"), person=found.world.people[CHAIR], words="A supplier"
    )
    budget = found.asks("budget")
    found.casts("delegate", budget, "no")
    found.closes(budget)
    _by_hand(found)
    elect(actor=found.desk(), item=found.item("elections"), seats=2, candidates=(str(found.world.people["contact"]),))


def _by_hand(found: Gathering) -> None:
    people = found.world.people
    tellers = (people["editor"], people["finance_contact"])
    vote = found.asks("accounts", method="paper", tellers=tellers)
    record_hand_count(actor=found.actor("editor"), vote=vote, sheet=Sheet(columns=COLUMNS))
    confirm_hand_count(actor=found.actor("finance_contact"), vote=vote, teller=people["editor"])
    found.closes(vote)


def record_of(found: Gathering) -> Minutes:
    """The minutes."""
    return Minutes.objects.select_related("meeting__rules").get(meeting__public_id=found.id)


def latest(found: Gathering) -> MinutesVersion:
    """The version that was written last."""
    return (
        MinutesVersion.objects.select_related("account").filter(minutes__meeting__public_id=found.id).latest("number")
    )


def written(found: Gathering) -> WrittenWords:
    """What a secretary writes."""
    return WrittenWords(
        keeper="Ilse Schreiber",
        opening="The chair welcomed everybody.",
        items={str(found.item("budget")): "Several asked for more time.\nThe treasurer explained."},
        incidents="The connection was lost for five minutes.",
        closing="The next Assembly is in June.",
    )


def drafted(world: World) -> Gathering:
    """Drafted from the records."""
    found = held(world)
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    return found


def completed(world: World) -> Gathering:
    """Completed by the secretary."""
    found = drafted(world)
    complete_minutes(actor=found.desk(LATER), meeting=found.id, words=written(found), seen_version=1)
    return found


def chair_of(found: Gathering, on: date = LATER) -> Actor:
    """The chair of the meeting."""
    return found.actor(CHAIR, on)


def signed(world: World) -> Gathering:
    """Signed by the chair."""
    found = completed(world)
    sign_minutes(actor=chair_of(found), meeting=found.id, seen_version=2)
    return found


def sent(world: World) -> Gathering:
    """Sent to everybody who belongs to the body."""
    found = signed(world)
    send_minutes(actor=found.desk(LATER), meeting=found.id, seen_version=3)
    return found


def approved(world: World) -> Gathering:
    """Approved by a vote of the next year's Assembly."""
    found = sent(world)
    approve_minutes(actor=found.desk(NEXT_YEAR), meeting=found.id, vote=later_vote(world))
    return found


def later_meeting(world: World, **changes: object) -> Gathering:
    """The next year's Assembly, open."""
    found = planned(world, starts_at=moment(NEXT_YEAR, 9), **changes)
    set_agenda(actor=found.desk(CONVENED), meeting=found.id, items=ITEMS, seen_version=1)
    convene(actor=found.desk(date(2027, 5, 3)), meeting=found.id, seen_version=2)
    for name in SPEAKERS.values():
        check_in(actor=found.desk(NEXT_YEAR), meeting=found.id, person=world.people[name])
    open_meeting(actor=found.desk(NEXT_YEAR), meeting=found.id)
    return found


def later_vote(world: World, choice: str = "yes", item: str = "minutes", **changes: object) -> UUID:
    """A vote on the minutes in the next year's Assembly."""
    found = later_meeting(world, **changes)
    vote = open_vote(actor=found.desk(NEXT_YEAR), item=found.item(item), question=Question()).vote
    for name in SPEAKERS.values():
        cast_vote(actor=found.actor(name, NEXT_YEAR), vote=vote, choice=choice)
    close_vote(actor=found.desk(NEXT_YEAR), vote=vote)
    return vote


def votes_of(found: Gathering) -> list[Vote]:
    """All votes of the meeting in order."""
    return list(Vote.objects.filter(meeting__public_id=found.id).order_by("opened_at"))
