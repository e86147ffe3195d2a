"""Who keeps the library. Who may open what is no matter of roles alone: see `queries.py`."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import DESK_READERS, permission

permission("documents.see", _("see every document of the library"), roles=DESK_READERS)
permission(
    "documents.keep",
    _("keep the library: add, publish, change and withdraw documents"),
    roles=["secretary_general", "communications", "policy"],
)
permission("documents.tidy", _("erase private files that no record points to"), roles=["system"])
permission("documents.adopt", _("record that a body adopted a document"), roles=["secretary_general", "system"])
