"""Who may apply, and who may see and keep applications."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ANYONE, permission

READERS = ("secretary_general", "membership", "treasurer", "policy", "auditor")
OFFICES = ("secretary_general", "membership")

permission("admissions.apply", _("apply for membership"), roles=[ANYONE])
permission("admissions.see", _("see applications"), roles=READERS)
permission("admissions.review", _("look at applications and prepare them"), roles=OFFICES)
# The house records by itself what a vote in a meeting decided.
permission("admissions.record", _("record what was decided on applications"), roles=[*OFFICES, "system"])
permission(
    "admissions.tidy", _("end drafts that nobody goes on with, and erase what came to nothing"), roles=["system"]
)
