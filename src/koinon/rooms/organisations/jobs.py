"""New names come into use on their day. Run twice, or late, the job does what is left and no more."""

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.refusals import Refused
from koinon.core.schedule import scheduled
from koinon.rooms.organisations.actions import apply_name_change
from koinon.rooms.organisations.queries import names_due


@scheduled("organisations.use_new_names", "5 0 * * *")
def use_new_names() -> int:
    """Put the names on record whose first day has come."""
    actor, done = system_actor(clock.now()), 0
    for change in names_due(actor.today).values_list("public_id", flat=True):
        try:
            apply_name_change(actor=actor, change=change)
        except Refused:
            continue  # taken back in this moment, or the name was given to another meanwhile; the desk sees it as late
        done += 1
    return done
