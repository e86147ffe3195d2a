"""Proxies: given, accepted within the rulebook's caps, revocable until a vote was cast by them."""

from typing import Any
from uuid import UUID, uuid4

from koinon.rooms.assemblies.actions import accept_proxy, close_meeting, decline_proxy, give_proxy, revoke_proxy
from koinon.rooms.assemblies.models import Ballot, Proxy
from koinon.rooms.assemblies.queries import own_proxies
from tests.rooms.assemblies.meeting import CONVENED, Gathering, convened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def give(found: Gathering, giver: str = "ours", holder: str = "theirs", who: str = "contact", **more: Any) -> UUID:
    """A member gives a proxy."""
    ids = found.world.organisations
    given = {"meeting": found.id, "giver": ids[giver], "holder": ids[holder], **more}
    return give_proxy(actor=found.actor(who, CONVENED), **given).proxy


def answer(found: Gathering, act: Any, proxy: UUID, who: str = "their_contact") -> Any:
    """Accept, decline or revoke."""
    return act(actor=found.actor(who, CONVENED), proxy=proxy)


def test_give_and_accept_proxy(world: World) -> None:
    found = convened(world)
    proxy = give(found)
    assert Proxy.objects.get().state == "given"
    answer(found, accept_proxy, proxy)
    row = Proxy.objects.get()
    assert (row.state, row.giver, row.accepted_at > row.given_at) == ("accepted", world.organisations["ours"], True)
    assert line_of("assemblies.give_proxy", proxy).outcome["holder"] == str(world.organisations["theirs"])
    assert line_of("assemblies.accept_proxy", proxy)


def test_give_proxy_refused(world: World) -> None:
    found = convened(world)
    assert refused(give, found, holder="ours") == "proxy_to_itself"
    assert refused(give, found, holder="network") == "proxy_holder_may_not_vote"
    assert refused(give, found, "network", "ours", "network_contact") == "proxy_giver_may_not_vote"
    assert refused(give, found, items=(uuid4(),)) == "item_elsewhere"
    assert refused(give, found, "theirs") == "not_found"
    assert refused(give, found, who="editor") == "not_allowed"
    assert no_line_of("assemblies.give_proxy")
    give(found)
    assert refused(give, found, holder="associated") == "proxy_given_already"


def test_accept_proxy_refused(world: World) -> None:
    found = convened(world)
    proxy = give(found)
    assert refused(answer, found, accept_proxy, proxy, "contact") == "not_found"
    assert refused(answer, found, accept_proxy, uuid4()) == "not_found"
    answer(found, accept_proxy, proxy)
    assert refused(answer, found, accept_proxy, proxy) == "proxy_state"
    assert refused(answer, found, decline_proxy, proxy) == "proxy_state"


def test_nobody_holds_more_than_the_rulebook_lets_them(world: World) -> None:
    found = convened(world)
    texts = dict(found.row.rules.texts)
    text = texts["assemblies.toml"].replace("per_holder = 2", "per_holder = 1")
    first, other = give(found), give(found, "associated", "theirs", "associated_contact")
    from koinon.rooms.rulebook.models import RulebookVersion

    version = RulebookVersion.objects.get()
    version.pk, version.public_id, version.texts, version.hash = None, uuid4(), {**texts, "assemblies.toml": text}, "x"
    version.save()
    row = found.row
    row.rules = version
    row.save()
    answer(found, accept_proxy, first)
    assert refused(answer, found, accept_proxy, other) == "proxy_holder_has_enough"
    assert Proxy.objects.get(public_id=other).state == "given"


def test_decline_proxy(world: World) -> None:
    found = convened(world)
    proxy = give(found)
    assert refused(answer, found, decline_proxy, proxy, "contact") == "not_found"
    answer(found, decline_proxy, proxy)
    assert Proxy.objects.get().state == "declined"
    assert line_of("assemblies.decline_proxy", proxy)
    give(found, holder="associated")


def test_revoke_proxy(world: World) -> None:
    found = convened(world)
    proxy = found.proxy("ours", "theirs")
    answer(found, revoke_proxy, proxy, "contact")
    assert Proxy.objects.get().state == "revoked"
    assert line_of("assemblies.revoke_proxy", proxy)
    found.comes("their_contact", "associated_contact")
    found.opens()
    vote = found.asks()
    found.casts("their_contact", vote)
    assert [row.member for row in Ballot.objects.all()] == [world.organisations["theirs"]]


def test_revoke_proxy_refused(world: World) -> None:
    found = convened(world)
    proxy = found.proxy("ours", "theirs")
    assert refused(answer, found, revoke_proxy, proxy, "their_contact") == "not_found"
    found.comes("their_contact", "associated_contact")
    found.opens()
    found.casts("their_contact", found.asks())
    assert refused(answer, found, revoke_proxy, proxy, "contact") == "proxy_state"
    assert Proxy.objects.get().state == "used"
    assert no_line_of("assemblies.revoke_proxy")


def test_after_the_close_proxies_stay_as_they_are(world: World) -> None:
    found = convened(world)
    proxy = found.proxy("ours", "theirs")
    found.opens()
    close_meeting(actor=found.desk(), meeting=found.id)
    assert refused(answer, found, revoke_proxy, proxy, "contact") == "meeting_state"


def test_members_see_the_proxies_they_gave_or_hold(world: World) -> None:
    found = convened(world)
    proxy = give(found)
    seen = {who: [row.public_id for row in own_proxies(world.actor(who), found.row)] for who in world.people}
    assert {who for who, rows in seen.items() if rows == [proxy]} >= {"contact", "their_contact", "auditor"}
    assert seen["associated_contact"] == seen["stranger"] == seen["former"] == []
