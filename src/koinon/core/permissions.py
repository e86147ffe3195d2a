"""Who may do what: permissions by role over the confederation and by mandate over one organisation.

Rooms declare their permissions in `permissions.py`; `docs/permissions.md` is made from this registry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

ROLES: Mapping[str, Words] = MappingProxyType(
    {
        "secretary_general": _("secretary general"),
        "membership": _("membership officer"),
        "treasurer": _("treasurer"),
        "policy": _("policy officer"),
        "communications": _("communications officer"),
        "auditor": _("auditor"),
        "technician": _("technician"),
    }
)
MANDATES: Mapping[str, Words] = MappingProxyType(
    {
        "contact": _("contact"),
        "finance_contact": _("finance contact"),
        "delegate": _("delegate"),
        "editor": _("editor"),
    }
)
# The technician keeps the machine running and sees no member's record; everyone else at the desk reads.
DESK_READERS = ("secretary_general", "membership", "treasurer", "policy", "communications", "auditor")
ALL_MANDATES = tuple(MANDATES)
# Held by all, strangers included; nobody can be named to it. Only for what the open street may do (writing to us).
ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that may be allowed: to roles over the confederation, and to mandates over an organisation."""

    name: str
    words: Words
    roles: frozenset[str]
    mandates: frozenset[str]

    @property
    def open_to_everyone(self) -> bool:
        """Whether strangers hold it too."""
        return ANYONE in self.roles


_registry: dict[str, Permission] = {}


def permission(name: str, words: Words, *, roles: Iterable[str] = (), mandates: Iterable[str] = ()) -> Permission:
    """Declare a permission; an unknown role or a second declaration of a name is a programming error."""
    declared = Permission(name, words, frozenset(roles), frozenset(mandates))
    unknown = (declared.roles - set(ROLES) - {"system", ANYONE}) | (declared.mandates - set(MANDATES))
    if unknown:
        raise ValueError(f"permission {name}: unknown roles {sorted(unknown)}")
    if declared.open_to_everyone and (len(declared.roles) > 1 or declared.mandates):
        raise ValueError(f"permission {name} is open to everyone; name nobody else")
    if name in _registry:
        raise ValueError(f"permission {name} is declared twice")
    _registry[name] = declared
    return declared


def permission_named(name: str) -> Permission:
    """The declared permission; KeyError for a name that no room declared."""
    return _registry[name]


def all_permissions() -> list[Permission]:
    """Every declared permission, by name."""
    return [_registry[name] for name in sorted(_registry)]
