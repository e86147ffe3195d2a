"""The room's registration."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """The adopted versions of the confederation's rules."""

    name = "koinon.rooms.rulebook"
    label = "rulebook"
