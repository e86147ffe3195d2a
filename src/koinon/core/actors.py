"""Who acts, with which rights, at which moment, through which door.

An actor is computed from dated mandates when it is needed and never stored: a mandate that ended
yesterday gives nothing today.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from koinon.core import clock
from koinon.core.permissions import permission_named

NO_MANDATES: Mapping[UUID, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, the system itself, or a stranger, at one moment.

    `roles` hold over the whole confederation; `mandates` give roles over single organisations by
    their public id; `bodies` are the bodies (by public id) in which one sits, in whatever role. `door` says where the
    actor came in (website, desk, cli, worker …).
    """

    kind: Literal["person", "system", "anonymous"]
    at: datetime
    door: str
    person: UUID | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    mandates: Mapping[UUID, frozenset[str]] = field(default_factory=lambda: NO_MANDATES)
    bodies: frozenset[UUID] = frozenset()

    @property
    def today(self) -> date:
        """The day of this moment at the confederation's seat."""
        return clock.day_of(self.at)

    @property
    def is_staff(self) -> bool:
        """Whether any role over the whole confederation is held."""
        return self.kind == "person" and bool(self.roles)

    def may(self, name: str, over: UUID | None = None) -> bool:
        """Whether this actor holds the named permission, over the whole house or one organisation."""
        wanted = permission_named(name)
        if wanted.open_to_everyone or self.roles & wanted.roles:
            return True
        return over is not None and bool(self.mandates.get(over, frozenset()) & wanted.mandates)

    def organisations(self, name: str) -> frozenset[UUID]:
        """The organisations over which a mandate gives the named permission."""
        wanted = permission_named(name).mandates
        return frozenset(org for org, roles in self.mandates.items() if roles & wanted)

    def on(self, moment: datetime) -> "Actor":
        """The same actor at another moment (its mandates are not recomputed)."""
        return replace(self, at=moment)


def system_actor(at: datetime, door: str = "worker") -> Actor:
    """The house itself, for jobs that no person starts; it may do only what lists the role `system`."""
    return Actor(kind="system", at=at, door=door, roles=frozenset({"system"}))


def anonymous_actor(at: datetime, door: str) -> Actor:
    """A stranger."""
    return Actor(kind="anonymous", at=at, door=door)
