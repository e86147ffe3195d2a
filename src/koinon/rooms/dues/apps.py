"""The room's registration."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    """Invoices, reminders, payments, and the standing that follows from them."""

    name = "koinon.rooms.dues"
    label = "dues"
