"""Who may see and fill the seats of bodies."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ANYONE, DESK_READERS, permission

permission("bodies.see", _("see every seat of every body"), roles=DESK_READERS)
permission(
    "bodies.keep",
    _("record who was elected to a body and who left it"),
    roles=["secretary_general", "membership", "system"],
)
# What counts is whose seat it is: the action lets people speak for themselves, and those who keep the bodies on
# their word.
permission("bodies.speak_for_oneself", _("agree to be published, and say what is counted"), roles=[ANYONE])
