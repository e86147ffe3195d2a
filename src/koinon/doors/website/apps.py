"""The door's registration."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """See the package."""

    name = "koinon.doors.website"
    label = "website"
