"""The room's periodic job."""

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.schedule import scheduled
from koinon.rooms.decisions.reconciling import register_votes, settle_consequences


@scheduled("decisions.reconcile", "*/15 * * * *")
def reconcile() -> int:
    """Enter what was decided and is not in the register, and settle what follows from it."""
    actor = system_actor(clock.now())
    return register_votes(actor) + settle_consequences(actor)
