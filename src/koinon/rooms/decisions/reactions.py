"""What the room does because a vote was decided: the register, then what follows. Each step bears being repeated."""

from uuid import UUID

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.facts.assemblies import ElectedUnopposed, TieResolved, VoteClosed
from koinon.core.facts.decisions import DecisionRegistered
from koinon.core.reactions import reacts_to
from koinon.rooms.decisions.reconciling import register_votes, settle_consequences


@reacts_to(VoteClosed)
def register_what_was_decided(fact: VoteClosed) -> None:
    """What a vote decided stands in the register."""
    _register(fact.vote)


@reacts_to(TieResolved)
def register_what_a_tie_left_open(fact: TieResolved) -> None:
    """The same once a tie is resolved."""
    _register(fact.vote)


@reacts_to(ElectedUnopposed)
def register_who_was_elected(fact: ElectedUnopposed) -> None:
    """The same for an election without a ballot."""
    _register(fact.vote)


def _register(vote: UUID) -> None:
    register_votes(system_actor(clock.now()), vote)


@reacts_to(DecisionRegistered)
def settle_what_follows(fact: DecisionRegistered) -> None:
    """What follows from a decision is carried out, or falls with the proposal."""
    settle_consequences(system_actor(clock.now()), fact.decision)
