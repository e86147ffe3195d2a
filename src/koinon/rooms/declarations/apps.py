"""The room's registration."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """The figures that members declare each year, and estimates where they did not."""

    name = "koinon.rooms.declarations"
    label = "declarations"
