"""Who may see and decide memberships."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, DESK_READERS, permission

permission("memberships.see", _("see memberships"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission(
    "memberships.record",
    _("record decisions on memberships"),
    roles=["secretary_general", "membership", "system"],
)
# Whoever names all others in a member organisation also says that it leaves, and speaks where it is to be excluded.
permission(
    "memberships.leave",
    _("give notice of withdrawal and take it back"),
    roles=["secretary_general", "membership"],
    mandates=["contact"],
)
permission("memberships.answer", _("answer before an exclusion is decided"), mandates=["contact"])
permission("memberships.carry_out", _("let notices and changes take effect on their day"), roles=["system"])
