"""Who acts on the command line: somebody on record, with the rights they hold that day."""

from datetime import datetime
from uuid import UUID

from koinon.core.actors import Actor
from koinon.doors.cli.options import WrongInput
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import actor_for

DOOR = "cli"


def actor_named(written: str, at: datetime) -> Actor:
    """The person with this e-mail address or public id, as an actor."""
    try:
        found = Person.objects.filter(public_id=UUID(written)).first()
    except ValueError:
        found = Person.objects.filter(email__iexact=written.strip()).first()
    if found is None:
        raise WrongInput(f"--as: nobody is on record as {written!r}; give an e-mail address on record")
    return actor_for(found, at, DOOR)
