"""The floor: who may come, who is there and whose votes they carry, before the opening and after it."""

from datetime import date

from koinon.rooms.assemblies.actions import NamedDelegate, cast_vote, declare_conflict, leave, name_chair, name_delegate
from koinon.rooms.assemblies.floor import Floor, floor_of, progress_of
from koinon.rooms.assemblies.models import Vote
from tests.rooms.assemblies.meeting import MEETING_ON, SPEAKERS, Gathering, convened, opened
from tests.world import World


def floor(found: Gathering, hour: int = 11) -> Floor:
    seen = floor_of(found.desk(MEETING_ON, hour), found.row)
    assert seen is not None
    return seen


def carriers(seen: Floor) -> dict[str, str]:
    return {seen.called.names[piece.member]: piece.via for piece in seen.carriage.carried}


def test_before_the_opening_it_is_as_it_would_be(world: World) -> None:
    found = convened(world)
    assert floor(found).represented() == (0, 3)
    assert not floor(found).quorum.met
    found.comes("delegate", "their_contact")
    seen = floor(found)
    assert seen.represented() == (2, 3)
    assert seen.quorum.met
    assert set(seen.there()) == {str(world.people[name]) for name in ("delegate", "their_contact")}
    assert seen.people()[str(world.people["delegate"])] == "Delegate"


def test_it_is_for_whoever_presides(world: World) -> None:
    found = convened(world)
    assert floor_of(found.actor("delegate"), found.row) is None
    name_chair(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    assert floor_of(found.actor("delegate"), found.row) is not None


def test_proxies_count_while_their_holder_is_there(world: World) -> None:
    found = convened(world)
    found.proxy("theirs", "ours")
    found.comes("delegate")
    found.opens()
    assert sorted(carriers(floor(found)).values()) == ["delegate", "proxy"]
    leave(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    assert floor(found).represented() == (0, 3)


def test_who_came_later_is_there(world: World) -> None:
    found = opened(world, "delegate", "their_contact")
    assert floor(found).represented() == (2, 3)
    found.comes("associated_contact", online=True)
    seen = floor(found)
    assert seen.represented() == (3, 3)
    assert [stay.online for stay in seen.there().values()].count(True) == 1


def test_how_far_a_vote_is(world: World) -> None:
    found = opened(world)
    declare_conflict(actor=found.desk(), item=found.item("accounts"), person=world.people["associated_contact"])
    vote = found.asks("accounts")
    row = Vote.objects.select_related("item__concerns", "meeting__rules").get(public_id=vote)
    theirs = world.organisation("theirs").name
    assert progress_of(floor(found), row).awaited == tuple(sorted([world.organisation("ours").name, theirs]))
    cast_vote(actor=found.actor("delegate"), vote=vote, choice="no")
    done = progress_of(floor(found), row)
    assert (done.cast, done.of, done.awaited) == (1, 2, (theirs,))
    leave(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    gone = progress_of(floor(found), row)
    assert (gone.cast, gone.of) == (1, 2)  # what was cast stays


def test_delegates_named_for_the_meeting(world: World) -> None:
    found = convened(world)
    named = [NamedDelegate(world.people["contact"], (world.people["delegate"],))]
    desk = found.desk(date(2026, 6, 1))
    name_delegate(actor=desk, meeting=found.id, member=world.organisations["ours"], delegates=named)
    found.comes("delegate")
    assert carriers(floor(found)) == {world.organisation("ours").name: "substitute"}
    assert len(floor(found).called.pieces) == len(SPEAKERS)
