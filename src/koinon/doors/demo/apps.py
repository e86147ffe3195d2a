"""The door's registration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the package."""

    name = "koinon.doors.demo"
    label = "demo"
