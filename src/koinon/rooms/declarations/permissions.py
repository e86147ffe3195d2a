"""Who may declare, see and settle figures."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, DESK_READERS, permission

permission("declarations.see", _("see declared figures"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission(
    "declarations.declare",
    _("declare a member's yearly figures"),
    roles=["secretary_general", "membership", "system"],
    mandates=["contact", "finance_contact"],
)
permission(
    "declarations.lock",
    _("lock declarations"),
    roles=["secretary_general", "membership", "treasurer", "system"],
)
# Who of these adopts an estimate is for the rulebook to say (procedures.toml).
permission("declarations.estimate", _("adopt an estimate"), roles=["secretary_general", "membership", "treasurer"])
permission("declarations.record_rate", _("record an exchange rate"), roles=["treasurer", "system"])
