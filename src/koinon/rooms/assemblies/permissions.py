"""Who may prepare and conduct meetings, act for a member in one, and vote."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, ANYONE, DESK_READERS, permission

OFFICES = ("secretary_general", "membership")
# Who speaks for a member: the rest of its mandates say nothing about votes.
SPEAKING = ("contact", "delegate")

permission("assemblies.see", _("see meetings, their agenda and roll"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission("assemblies.prepare", _("plan and convene meetings, keep their agenda"), roles=OFFICES)
permission("assemblies.conduct", _("open and close meetings and votes"), roles=OFFICES)
permission(
    "assemblies.represent",
    _("name a member's delegates, give and accept proxies, add to the agenda"),
    roles=OFFICES,
    mandates=SPEAKING,
)
# Who presides, comes, votes or counts is said by the roll and the meeting, not by a role: the actions look there.
permission("assemblies.preside", _("conduct a meeting that one chairs, or any at the desk"), roles=[ANYONE])
permission("assemblies.attend", _("come to a meeting and leave it, declare an interest"), roles=[ANYONE])
permission("assemblies.vote", _("cast the votes that one carries on the roll"), roles=[ANYONE])
permission("assemblies.count", _("count by hand where one was named teller"), roles=[ANYONE])
