"""The room's registration."""

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    """Applications for membership, from the first draft to the last word."""

    name = "koinon.rooms.admissions"
    label = "admissions"
