"""A permission may be open to everyone: strangers hold it too, and nobody is named to it."""

from datetime import UTC, datetime

import pytest

from koinon.core import permissions
from koinon.core.actors import Actor, anonymous_actor, system_actor
from koinon.core.permissions import ANYONE, ROLES, permission

AT = datetime(2026, 4, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "_registry", {})


@pytest.mark.parametrize(
    "actor",
    [
        anonymous_actor(AT, "website"),
        system_actor(AT),
        Actor(kind="person", at=AT, door="website"),
        Actor(kind="person", at=AT, door="desk", roles=frozenset({"technician"})),
    ],
    ids=["stranger", "system", "person without roles", "technician"],
)
def test_an_open_permission_is_held_by_all(actor: Actor) -> None:
    permission("street.write", "write to us", roles=[ANYONE])
    assert actor.may("street.write")


def test_other_permissions_stay_closed_to_strangers() -> None:
    permission("house.keep", "keep the house", roles=["secretary_general"])
    permission("house.nobody", "nobody's")
    stranger = anonymous_actor(AT, "website")
    assert not stranger.may("house.keep")
    assert not stranger.may("house.nobody")


def test_holding_the_word_as_a_role_gives_nothing_else() -> None:
    permission("house.keep", "keep the house", roles=["secretary_general"])
    assert not Actor(kind="person", at=AT, door="desk", roles=frozenset({ANYONE})).may("house.keep")


def test_nobody_can_be_named_to_it() -> None:
    assert ANYONE not in ROLES


def test_whoever_is_named_beside_everyone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="open to everyone"):
        permission("street.shout", "shout", roles=[ANYONE, "treasurer"])
    with pytest.raises(ValueError, match="open to everyone"):
        permission("street.sing", "sing", roles=[ANYONE], mandates=["contact"])
