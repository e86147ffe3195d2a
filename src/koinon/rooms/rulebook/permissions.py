"""Who may adopt rules. Everybody may read them."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import DESK_READERS, permission

permission("rulebook.see", _("see all versions of the rulebook"), roles=(*DESK_READERS, "technician"))
permission("rulebook.adopt", _("adopt a version of the rulebook"), roles=["secretary_general", "system"])
