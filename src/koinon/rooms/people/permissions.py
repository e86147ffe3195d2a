"""Who may do what with people and mandates."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, DESK_READERS, permission

permission("people.see", _("see people and their mandates"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission(
    "people.keep",
    _("add people and change their details"),
    roles=["secretary_general", "membership", "system"],
)
permission(
    "people.name_mandate",
    _("name people for organisations"),
    roles=["secretary_general", "membership", "system"],
)
permission("people.name_staff", _("give roles in the secretariat"), roles=["secretary_general", "system"])
