"""The room's registration."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations, their identifiers, and what is known of them with source and date."""

    name = "koinon.rooms.organisations"
    label = "organisations"
