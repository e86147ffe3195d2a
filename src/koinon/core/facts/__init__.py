"""What rooms announce, one module a room, so that any room can react to any other without importing upwards.

A fact is a frozen dataclass, named in the past tense, and the outcome of the action that made it.
Its first field is the public id of what it is about; a field `organisation` names whose affair it is,
a field `rulebook` the version of the rules that was applied.
"""

from dataclasses import dataclass, fields
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that has happened."""

    @property
    def subject(self) -> UUID | None:
        """The public id of what the fact is about: its first field."""
        names = fields(self)
        value = getattr(self, names[0].name) if names else None
        return value if isinstance(value, UUID) else None
