"""`koinon assemblies recount`: how many results a recount confirms, and what differs."""

import json
from uuid import uuid4

import pytest

from koinon.rooms.assemblies.models import Vote
from tests.doors.cli.conftest import Said
from tests.rooms.assemblies.meeting import Gathering, opened, planned
from tests.world import World


@pytest.fixture
def held(world: World) -> Gathering:
    """A meeting with one vote."""
    found = opened(world)
    vote = found.asks()
    found.casts("delegate", vote)
    found.closes(vote)
    return found


def test_what_agrees_ends_in_0(said: Said, held: Gathering) -> None:
    planned(held.world)
    for given in (str(held.id), "--all"):
        status, out, _err = said("assemblies", "recount", given)
        assert status == 0
        assert f"assembly 2026-06-18 {held.id}: 1 of 1 results agree" in out
        assert out.endswith("Recounted 1 meetings: 1 of 1 results agree. No difference.\n")


def test_a_difference_ends_in_1(said: Said, held: Gathering) -> None:
    Vote.objects.update(outcome="rejected")
    status, out, _err = said("assemblies", "recount", "--all")
    assert status == 1
    assert "0 of 1 results agree. Some records differ." in out
    assert "the outcome on record is 'rejected', the recount gives 'adopted'" in out
    (data,) = json.loads(said("assemblies", "recount", "--all", "--json")[1])
    assert (data["meeting"], data["votes"], data["agree"], len(data["differences"])) == (str(held.id), 1, 0, 1)


@pytest.mark.parametrize("given", [(), ("x",), (str(uuid4()), "--all")], ids=["nothing", "no id", "both"])
def test_what_names_no_meeting_is_wrong_input(said: Said, held: Gathering, given: tuple[str, ...]) -> None:
    status, _out, err = said("assemblies", "recount", *given)
    assert status == 2
    assert "recount" in err


def test_a_meeting_that_is_not_there(said: Said, held: Gathering) -> None:
    assert said("assemblies", "recount", str(uuid4()))[0] == 2
    assert said("assemblies", "recount", str(planned(held.world).id))[0] == 2
