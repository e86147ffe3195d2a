"""The test world stands, and the main job can be walked in it."""

from datetime import date

import pytest

from koinon.rooms.dues.models import Invoice
from tests import world as stages
from tests.world import World


def test_everybody_has_the_rights_of_their_mandates(world: World) -> None:
    assert world.actor("treasurer").roles == {"treasurer"}
    assert world.actor("contact").mandates == {world.organisations["ours"]: frozenset({"contact"})}
    assert not world.actor("former").mandates
    assert world.actor("former", date(2025, 6, 1)).mandates
    assert not world.actor("stranger").mandates


@pytest.mark.parametrize("member", ["ours", "theirs", "associated", "network"])
def test_every_member_can_be_walked_to_paid(published: World, member: str) -> None:
    invoice = stages.paid(published, member)
    assert Invoice.objects.get(public_id=invoice).state == "paid"


def test_world_is_as_it_was(world: World) -> None:
    assert not Invoice.objects.exists()
