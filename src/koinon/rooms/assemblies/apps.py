"""The room's registration."""

from django.apps import AppConfig


class AssembliesConfig(AppConfig):
    """Meetings of bodies: agenda, roll, proxies, votes."""

    name = "koinon.rooms.assemblies"
    label = "assemblies"
