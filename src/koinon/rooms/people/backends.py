"""Signing in, and Django's and Wagtail's own permissions, computed from roles in force."""

from collections.abc import Iterable
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from koinon.core import clock
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.people.queries import in_force

# What Wagtail's frame asks of Django's permissions, by role. Records are guarded by actions, not by these.
FRAME = frozenset({"wagtailadmin.access_admin"})
EDITING = frozenset(
    f"documents.{verb}_{what}" for what in ("picture", "paper") for verb in ("add", "change", "delete", "choose")
) | frozenset(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete"))
FRAME_PERMISSIONS = {
    "secretary_general": FRAME | EDITING,
    "communications": FRAME | EDITING,
    "membership": FRAME,
    "treasurer": FRAME,
    "policy": FRAME | EDITING,
    "auditor": FRAME,
    "technician": FRAME,
}


def remember_roles(person: Person, roles: Iterable[str]) -> None:
    """Let a person's frame permissions follow from roles that were asked for already, for as long as this row lives."""
    granted: set[str] = set().union(*(FRAME_PERMISSIONS.get(role, frozenset()) for role in roles))
    person._frame_permissions = granted  # type: ignore[attr-defined]


class MandateBackend(AuthenticationBackend):
    """allauth's sign-in by mailed code; permissions follow the roles in force today."""

    def get_user(self, user_id: Any) -> Person | None:
        """The signed-in person, as long as sign-in is allowed."""
        return Person.objects.filter(pk=user_id, is_active=True).first()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The frame's permissions of the person's roles over the confederation, plus those of their groups."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_frame_permissions"):
            roles = in_force(Mandate.objects.filter(person=user_obj, over="confederation"), clock.today())
            remember_roles(user_obj, roles.values_list("role", flat=True))
        permissions: set[str] = user_obj._frame_permissions
        return permissions

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether a role in force gives the permission."""
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether any permission of an app is given."""
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions(user_obj))
