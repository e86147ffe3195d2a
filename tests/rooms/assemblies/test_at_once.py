"""Many at the same moment: nobody votes twice, and a ballot is either acknowledged and counted, or refused."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest

from koinon.core.refusals import Refused
from koinon.rooms.assemblies.actions import cast_vote, close_vote, revoke_proxy
from koinon.rooms.assemblies.models import Ballot, Proxy, Vote
from koinon.rooms.assemblies.recount import recount
from tests.rooms.assemblies.meeting import SPEAKERS, Gathering, convened, opened
from tests.together import at_once
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def outcomes(*calls: Callable[[], object]) -> Sequence[str]:
    """What came of each call: "done", or the code of the refusal."""
    found = []
    for outcome in at_once(*calls):
        assert not isinstance(outcome, Exception) or isinstance(outcome, Refused), outcome
        found.append(outcome.refusal.code if isinstance(outcome, Refused) else "done")
    return found


def casting(found: Gathering, name: str, vote: UUID, choice: str = "yes") -> Callable[[], object]:
    """Somebody's phone, ready to vote."""
    actor = found.actor(name)
    return lambda: cast_vote(actor=actor, vote=vote, choice=choice)


def test_one_delegate_on_two_devices(world: World) -> None:
    found = opened(world)
    for _ in range(ROUNDS):
        vote = found.asks()
        both = outcomes(casting(found, "delegate", vote, "yes"), casting(found, "delegate", vote, "no"))
        assert sorted(both) in (["done", "made_already"], ["done", "voted_already"])
        ballot = Ballot.objects.get(vote__public_id=vote)
        assert ballot.choice == ("yes" if both[0] == "done" else "no")
        found.closes(vote)
    assert recount(found.row).differences == []


def test_a_phone_that_sends_twice_under_one_key(world: World) -> None:
    found = opened(world)
    vote, actor = found.asks(), found.actor("delegate")
    given = {"actor": actor, "vote": vote, "choice": "yes"}
    assert outcomes(*[lambda: cast_vote.once("phone", **given)] * 2) == ["done", "done"]
    assert Ballot.objects.count() == 1


def test_a_chair_who_closes_while_votes_arrive(world: World) -> None:
    found = opened(world)
    for _ in range(ROUNDS):
        vote, desk = found.asks(), found.desk()
        calls = [casting(found, name, vote) for name in SPEAKERS.values()]
        *cast, closed = outcomes(*calls, lambda: close_vote(actor=desk, vote=vote))  # noqa: B023
        assert closed == "done"
        assert set(cast) <= {"done", "vote_closed"}
        row = Vote.objects.get(public_id=vote)
        acknowledged = cast.count("done")
        assert Ballot.objects.filter(vote=row).count() == acknowledged
        assert row.result["majority"]["parts"][0]["counts"]["yes"] == str(acknowledged)
    assert recount(found.row).differences == []


def test_two_chairs_who_close(world: World) -> None:
    found = opened(world)
    vote, desk = found.asks(), found.desk()
    found.casts("delegate", vote)
    both = outcomes(*[lambda: close_vote(actor=desk, vote=vote)] * 2)
    assert sorted(both) == ["done", "vote_closed"]


def test_a_proxy_that_is_revoked_while_it_is_used(world: World) -> None:
    found = convened(world)
    proxy = found.proxy("ours", "theirs")
    found.comes("their_contact", "associated_contact")
    found.opens()
    vote, giver = found.asks(), found.actor("contact")
    cast, revoked = outcomes(casting(found, "their_contact", vote), lambda: revoke_proxy(actor=giver, proxy=proxy))
    state = Proxy.objects.get().state
    by_proxy = Ballot.objects.filter(via="proxy").count()
    if state == "used":
        assert (cast, revoked, by_proxy) == ("done", "proxy_state", 1)
    else:
        assert (state, revoked, by_proxy) == ("revoked", "done", 0)
        assert cast in ("done", "proxy_revoked")
    found.closes(vote)
    assert recount(found.row).differences == []
