"""The room's registration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers and pictures."""

    name = "koinon.rooms.documents"
    label = "documents"
