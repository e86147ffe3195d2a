"""The room's periodic job: requests for a quote whose time is over. Run twice, or late, it does what is left."""

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.refusals import Refused
from koinon.core.schedule import scheduled
from koinon.rooms.dues.actions import forget_quote_requests


@scheduled("dues.forget_quote_requests", "30 4 * * *")
def forget() -> int:
    """Forget who asked for a quote, a batch at a time."""
    actor, forgotten = system_actor(clock.now()), 0
    while True:
        try:
            forgotten += forget_quote_requests(actor=actor).count
        except Refused:
            return forgotten
