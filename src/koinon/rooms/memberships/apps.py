"""The room's registration."""

from django.apps import AppConfig


class MembershipsConfig(AppConfig):
    """Who is a member, in which category, since when, by which decision."""

    name = "koinon.rooms.memberships"
    label = "memberships"
