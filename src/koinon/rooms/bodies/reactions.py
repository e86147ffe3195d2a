"""What the room does because something happened elsewhere."""

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.facts.rulebook import RulebookAdopted
from koinon.core.reactions import reacts_to
from koinon.rooms.bodies.actions import keep_bodies
from koinon.rooms.bodies.queries import bodies_by_key
from koinon.rooms.rulebook.queries import rulebook_of_hash


@reacts_to(RulebookAdopted)
def keep_its_bodies(fact: RulebookAdopted) -> None:
    """The bodies that an adopted rulebook names are put on record; where all are there already, nothing is done."""
    rulebook = rulebook_of_hash(fact.rulebook)
    if rulebook is not None and rulebook.bodies.keys() - bodies_by_key().keys():
        keep_bodies(actor=system_actor(clock.now()), in_force_from=fact.in_force_from, version=fact.version)
