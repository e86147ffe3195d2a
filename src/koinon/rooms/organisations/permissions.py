"""Who may see and keep the records of organisations."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, ANYONE, DESK_READERS, permission

permission("organisations.see", _("see organisations"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission(
    "organisations.keep",
    _("keep the records of organisations"),
    roles=["secretary_general", "membership", "system"],
)
permission(
    "organisations.keep_own",
    _("keep the record of one's own organisation"),
    roles=["secretary_general", "membership", "system"],
    mandates=["contact", "editor"],
)
permission(
    "organisations.keep_confederation",
    _("keep the confederation's own record"),
    roles=["secretary_general", "system"],
)
permission("organisations.carry_out", _("let new names hold from their day"), roles=["system"])
permission("organisations.enquire", _("write to the confederation"), roles=[ANYONE])
