"""What can be done with the rulebook."""

from koinon.rooms.rulebook.actions.versions import adopt_rulebook

__all__ = ["adopt_rulebook"]
