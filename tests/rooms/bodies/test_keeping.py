"""Bodies exist because a rulebook names them."""

from datetime import date
from uuid import uuid4

from koinon.core.canonical import restored
from koinon.core.facts.rulebook import RulebookAdopted
from koinon.core.models import OutboxMessage
from koinon.rooms.bodies.actions import keep_bodies
from koinon.rooms.bodies.models import Body
from koinon.rooms.bodies.queries import bodies_by_key
from koinon.rooms.bodies.reactions import keep_its_bodies
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, publish

ON = date(2026, 1, 1)


def test_keep_bodies(world: World) -> None:
    version = RulebookVersion.objects.get().public_id
    kept = keep_bodies(actor=world.actor("system"), in_force_from=ON, version=version)
    assert set(kept.keys) == {"assembly", "board", "executive"}
    assert line_of("bodies.keep_bodies", version).outcome["keys"] == list(kept.keys)
    before = {key: row.public_id for key, row in bodies_by_key().items()}
    # Once more, and nothing is made twice: documents point to these ids.
    assert keep_bodies(actor=world.actor("system"), in_force_from=ON).keys == ()
    assert {key: row.public_id for key, row in bodies_by_key().items()} == before


def test_keep_bodies_refused(world: World) -> None:
    assert refused(keep_bodies, actor=world.actor("auditor"), in_force_from=ON) == "not_allowed"
    RulebookVersion.objects.all().delete()
    assert refused(keep_bodies, actor=world.actor("system"), in_force_from=ON) == "no_rulebook"
    assert not Body.objects.exists()
    assert no_line_of("bodies.keep_bodies")


def test_an_adopted_rulebook_puts_its_bodies_on_record(world: World) -> None:
    publish(world)
    message = OutboxMessage.objects.filter(kind="reaction:bodies.reactions.keep_its_bodies").latest("id")
    keep_its_bodies(restored(RulebookAdopted, message.payload))
    assert set(bodies_by_key()) == {"assembly", "board", "executive"}
    # Delivered once more, or after another adoption, it has nothing to do and says nothing.
    keep_its_bodies(restored(RulebookAdopted, message.payload))
    assert line_of("bodies.keep_bodies", restored(RulebookAdopted, message.payload).version)


def test_a_rulebook_without_bodies_puts_none_there(world: World) -> None:
    RulebookVersion.objects.all().delete()
    keep_its_bodies(RulebookAdopted(uuid4(), "cecop", "0", ON))
    assert not Body.objects.exists()
