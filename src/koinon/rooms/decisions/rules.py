"""What the rulebook says of decisions: who reads them, and what they may bring about."""

from koinon.rooms.assemblies.models import Vote
from koinon.rooms.decisions.models import Consequence, RegisteredDecision
from koinon.statutes.rulebook import Rulebook

Kind, Level = Consequence.Kind, RegisteredDecision.Level
# What only one of the two sorts of bodies does, where the rulebook says nothing more exact.
OF_MEMBERS = frozenset(
    {Kind.RULEBOOK, Kind.RATIFICATION, Kind.SEATS, Kind.EXCLUSION, Kind.WORKING_PLAN, Kind.WAIVER, Kind.DOCUMENT}
)
OF_PERSONS = frozenset({Kind.ADMISSION, Kind.DOCUMENT})


def level_of_body(rulebook: Rulebook, body: str) -> str:
    """Who reads a body's decisions: all members where they make it up, else the body."""
    found = rulebook.bodies.get(body)
    return Level.MEMBERS if found is not None and found.made_of == "members" else Level.BODY


def level_of_vote(rulebook: Rulebook, vote: Vote) -> str:
    """Who reads what a vote decided: as the rulebook says of its kind, else as of its body."""
    rule = rulebook.decisions.get(vote.decision)
    return rule.open_to if rule is not None and rule.open_to else level_of_body(rulebook, vote.meeting.body)


def kinds_for(rulebook: Rulebook, body: str, decision: str, election: str) -> list[str]:
    """What a kind of decision or election of a body may bring about."""
    if election:
        return [Kind.SEATS]
    rule = rulebook.decisions.get(decision)
    if rule is None:
        return []
    found = rulebook.bodies.get(body)
    of_body = OF_MEMBERS if found is not None and found.made_of == "members" else OF_PERSONS
    allowed = of_body - {Kind.SEATS} if rule.brings is None else frozenset(rule.brings)
    # Nobody is excluded unheard: not even where the rulebook forgets to say so.
    return [kind for kind in Kind.values if kind in allowed and (kind != Kind.EXCLUSION or rule.hears)]
