"""Makes the shared components known to Django."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Components and frames; no tables, no rooms."""

    name = "koinon.doors.shared"
    label = "shared_door"
