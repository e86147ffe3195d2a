"""Bodies exist because a rulebook names them: they are put on record once and stay."""

from datetime import date
from uuid import UUID

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.bodies import BodiesKept
from koinon.rooms.bodies.models import Body
from koinon.rooms.bodies.rules import rules_of


@action("bodies.keep_bodies", needs="bodies.keep")
def keep_bodies(*, actor: Actor, in_force_from: date, version: UUID | None = None) -> BodiesKept:
    """Put the bodies that the rules of a day name on record; those that are there already stay as they are."""
    rulebook = rules_of(in_force_from, actor.today)
    made = [key for key in rulebook.bodies if body_on_record(key)[1]]
    return BodiesKept(version, tuple(made))


def body_on_record(key: str) -> tuple[Body, bool]:
    """The row of a body that the rules name, made at its first use; and whether it was made now."""
    return Body.objects.get_or_create(key=key)
