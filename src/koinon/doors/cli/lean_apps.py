"""The ground's tables without what it registers: enough to read adopted rules and to check the journal."""

from django.apps import AppConfig


class CoreTables(AppConfig):
    """Core's tables only."""

    name = "koinon.core"
    label = "core"
