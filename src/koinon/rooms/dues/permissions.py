"""Who may see, approve, issue and settle invoices."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, ANYONE, DESK_READERS, permission

# Who of these takes which step is for the rulebook to say (procedures.toml): it narrows what stands here.
OFFICES = ("secretary_general", "membership", "treasurer")

permission("dues.see", _("see invoices and standing"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission("dues.propose", _("compute fees"), roles=["secretary_general", "membership", "treasurer", "system"])
permission("dues.quote", _("send quotes"), roles=OFFICES)
permission("dues.ask", _("ask for a quote"), roles=[ANYONE])
permission("dues.tidy", _("forget requests for a quote whose time is over"), roles=["system"])
permission("dues.approve", _("approve amounts"), roles=OFFICES)
permission("dues.issue", _("issue invoices"), roles=OFFICES)
permission("dues.cancel", _("cancel invoices by credit note"), roles=["secretary_general", "treasurer"])
permission("dues.remind", _("send reminders"), roles=["secretary_general", "membership", "treasurer"])
permission("dues.record_payment", _("record payments"), roles=["treasurer", "secretary_general"])
# The house records by itself what a vote in a meeting decided.
permission("dues.waive", _("record that consequences are waived"), roles=[*OFFICES, "system"])
