"""The room's periodic jobs: what ends and what is erased. Run twice, or late, they do what is left and no more."""

from collections.abc import Callable, Iterable
from uuid import UUID

from koinon.core import clock
from koinon.core.actors import Actor, system_actor
from koinon.core.refusals import Refused
from koinon.core.schedule import scheduled
from koinon.rooms.admissions.actions import erase_applications, expire_draft, forget_links, remind_of_draft
from koinon.rooms.admissions.queries import applications_to_erase, drafts_over, drafts_to_remind
from koinon.rooms.admissions.rules import rules_of_admission
from koinon.rooms.rulebook.queries import keeping_on


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


@scheduled("admissions.erase", "50 4 * * *")
def erase() -> int:
    """Erase what is kept no longer by the rules: applications that came to nothing, links that open nothing."""
    actor = system_actor(clock.now())
    rules = keeping_on(actor.today)
    if rules is None:
        return 0
    over = list(applications_to_erase(actor.today, rules).values_list("public_id", flat=True))
    return len(erase_applications(over, actor=actor).done) + _forget(actor)


def _forget(actor: Actor) -> int:
    forgotten = 0
    while True:
        try:
            forgotten += forget_links(actor=actor).count
        except Refused:
            return forgotten


def _each(do: Callable[..., object], applications: Iterable[UUID], actor: Actor) -> int:
    done = 0
    for application in applications:
        try:
            do(actor=actor, application=application)
        except Refused:
            continue  # somebody went on with it in this moment, or another worker was faster
        done += 1
    return done
