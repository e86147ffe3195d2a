"""The room's registration."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What was decided and what follows from it."""

    name = "koinon.rooms.decisions"
    label = "decisions"
