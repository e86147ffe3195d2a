"""The room's registration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The library, and the papers and pictures of pages."""

    name = "koinon.rooms.documents"
    label = "documents"
