"""The room's registration."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Bodies, their seats, and what those who hold them agreed to have published."""

    name = "koinon.rooms.bodies"
    label = "bodies"
