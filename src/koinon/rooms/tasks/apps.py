"""The room's registration."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """What needs a hand; the room has no table of its own."""

    name = "koinon.rooms.tasks"
    label = "tasks"
