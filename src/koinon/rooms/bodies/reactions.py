"""What the room does because something happened elsewhere."""

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.facts.rulebook import RulebookAdopted
from koinon.core.reactions import reacts_to
from koinon.core.refusals import Refused
from koinon.rooms.bodies.actions import keep_bodies


@reacts_to(RulebookAdopted)
def keep_its_bodies(fact: RulebookAdopted) -> None:
    """A rulebook that names bodies puts them on record; one that names none puts nothing there."""
    try:
        keep_bodies(actor=system_actor(clock.now()), in_force_from=fact.in_force_from, version=fact.version)
    except Refused as left:
        if left.refusal.code != "no_rulebook":
            raise
