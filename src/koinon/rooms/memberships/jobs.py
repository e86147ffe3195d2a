"""What comes to pass on its day: notices whose last day is over, changes of category whose first day has come.

Run twice, or late, it does what is left and no more.
"""

from collections.abc import Callable

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.refusals import Refused
from koinon.core.schedule import scheduled
from koinon.rooms.memberships.actions import apply_category_change, let_notice_take_effect
from koinon.rooms.memberships.queries import changes_due, notices_due


@scheduled("memberships.carry_out", "5 0 * * *")
def carry_out() -> int:
    """End the memberships whose notice has run out; put members into the category that was decided for them."""
    actor, done = system_actor(clock.now()), 0
    steps: list[Callable[[], object]] = [
        lambda key=key: let_notice_take_effect(actor=actor, notice=key)  # type: ignore[misc]
        for key in notices_due(actor.today).values_list("public_id", flat=True)
    ]
    steps += [
        lambda key=key: apply_category_change(actor=actor, change=key)  # type: ignore[misc]
        for key in changes_due(actor.today).values_list("public_id", flat=True)
    ]
    for step in steps:
        try:
            step()
        except Refused:
            continue  # taken back in this moment, or another worker was faster
        done += 1
    return done
