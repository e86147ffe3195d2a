"""What can be done with people and mandates."""

from koinon.rooms.people.actions.mandates import end_mandate, name_for_organisation, name_in_secretariat
from koinon.rooms.people.actions.people import add_person, change_person

__all__ = ["add_person", "change_person", "end_mandate", "name_for_organisation", "name_in_secretariat"]
