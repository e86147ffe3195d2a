"""The room's registration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, and the dated mandates that give them rights."""

    name = "koinon.rooms.people"
    label = "people"
