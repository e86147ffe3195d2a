"""The room's periodic job: drafts that end. Run twice, or late, it does what is left to do and no more."""

from collections.abc import Callable, Iterable
from uuid import UUID

from koinon.core import clock
from koinon.core.actors import Actor, system_actor
from koinon.core.refusals import Refused
from koinon.core.schedule import scheduled
from koinon.rooms.admissions.actions.tidying import expire_draft, remind_of_draft
from koinon.rooms.admissions.queries import drafts_over, drafts_to_remind
from koinon.rooms.admissions.rules import rules_of_admission


@scheduled("admissions.tidy_drafts", "40 4 * * *")
def tidy_drafts() -> int:
    """Erase the drafts whose time is over; remind of those whose time soon will be."""
    actor = system_actor(clock.now())
    try:
        _rulebook, rules = rules_of_admission(actor.today)
    except Refused:
        return 0
    over = [row.public_id for row in drafts_over(actor.today)]
    soon = [row.public_id for row in drafts_to_remind(actor.today, rules)]
    return _each(expire_draft, over, actor) + _each(remind_of_draft, soon, actor)


def _each(do: Callable[..., object], applications: Iterable[UUID], actor: Actor) -> int:
    done = 0
    for application in applications:
        try:
            do(actor=actor, application=application)
        except Refused:
            continue  # somebody went on with it in this moment, or another worker was faster
        done += 1
    return done
