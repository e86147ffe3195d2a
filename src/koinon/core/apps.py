"""Registers what the rooms declare: permissions, actions, reactions, deliveries and periodic jobs."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

DECLARED_IN = ("permissions", "actions", "reactions", "deliveries", "jobs")


class CoreConfig(AppConfig):
    """The ground of the house."""

    name = "koinon.core"
    label = "core"

    def ready(self) -> None:
        """Load each room's declarations, so that the registries are complete before the first request.

        Permissions come first everywhere: an action names the permission it needs when it is declared.
        """
        rooms = [app for app in apps.get_app_configs() if app.name.startswith(("koinon.core", "koinon.rooms."))]
        for declared in DECLARED_IN:
            for room in rooms:
                if room.module is not None and module_has_submodule(room.module, declared):
                    # core.permissions is the registry itself; importing it again does nothing.
                    import_module(f"{room.name}.{declared}")
