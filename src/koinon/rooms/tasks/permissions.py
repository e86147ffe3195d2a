"""Who may say that a step of the year is done."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import permission

permission(
    "tasks.note",
    _("note that a step of the year is done"),
    roles=["secretary_general", "membership", "treasurer"],
)
