"""The door's registration."""

from django.apps import AppConfig


class MembersAreaConfig(AppConfig):
    """See the package."""

    name = "koinon.doors.members_area"
    label = "members_area"
