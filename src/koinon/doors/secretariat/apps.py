"""The door's registration."""

from importlib import import_module

from django.apps import AppConfig


class SecretariatConfig(AppConfig):
    """The secretariat's desk, in Wagtail's frame."""

    name = "koinon.doors.secretariat"
    label = "secretariat"

    def ready(self) -> None:
        """Declare what the desk itself may be allowed to show."""
        import_module("koinon.doors.secretariat.permissions")
