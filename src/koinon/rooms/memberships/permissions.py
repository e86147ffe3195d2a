"""Who may see and decide memberships."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, DESK_READERS, permission

permission("memberships.see", _("see memberships"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission(
    "memberships.record",
    _("record decisions on memberships"),
    roles=["secretary_general", "membership", "system"],
)
