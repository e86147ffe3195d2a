"""Which standard items stand on the agenda of a meeting, in the rulebook's order.

Source item S8 in CECOP's rulebook.
"""

from collections.abc import Set as AbstractSet

from koinon.statutes.inputs import InputError, one_of
from koinon.statutes.rulebook.meeting_rules import AgendaItem
from koinon.statutes.rulebook.schema import Rulebook


def standard_items(
    rulebook: Rulebook,
    body: str,
    *,
    ordinary: bool,
    elections: bool,
    needed: AbstractSet[str] = frozenset(),
) -> tuple[AgendaItem, ...]:
    """The standard items of a meeting: of every one, of the year's ordinary one, of elections, and those needed.

    `needed` are the keys of items that there is need for. Raises `InputError` for one that is not of that kind.
    """
    one_of("body", body, rulebook.meetings)
    items = rulebook.meetings[body].agenda
    optional = [item.key for item in items if item.when == "when_needed"]
    if not needed <= set(optional):
        raise InputError("needed", sorted(needed), ", ".join(optional))
    stands = {"every_time": True, "yearly": ordinary, "on_elections": elections}
    return tuple(item for item in items if stands.get(item.when, item.key in needed))
