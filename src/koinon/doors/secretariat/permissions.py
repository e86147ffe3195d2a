"""What the desk itself shows beside the rooms' records: the journal, and what leaves the house."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import permission

permission(
    "journal.see",
    _("read the journal"),
    roles=["secretary_general", "membership", "treasurer", "auditor"],
)
permission(
    "outbox.see",
    _("see what leaves the house, and what failed"),
    roles=["secretary_general", "membership", "treasurer", "auditor", "technician"],
)
