"""The door's registration."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """See the package."""

    name = "koinon.doors.live"
    label = "live"
