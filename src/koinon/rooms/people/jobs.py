"""The room's periodic job: invitations that are over. Run twice, or late, it does what is left to do and no more."""

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.schedule import scheduled
from koinon.rooms.people.actions import erase_invitations, expire_invitations
from koinon.rooms.people.queries import invitations_run_out, invitations_to_erase
from koinon.rooms.rulebook.queries import keeping_on


@scheduled("people.tidy_invitations", "10 4 * * *")
def tidy_invitations() -> int:
    """End the invitations that nobody answered; erase what is kept no longer by the rules."""
    actor = system_actor(clock.now())
    unanswered = list(invitations_run_out(actor.at).values_list("public_id", flat=True))
    ended = len(expire_invitations(unanswered, actor=actor).done)
    rules = keeping_on(actor.today)
    over = list(invitations_to_erase(actor.today, rules).values_list("public_id", flat=True)) if rules else []
    return ended + len(erase_invitations(over, actor=actor).done)
