"""What can be done with the steps of the year."""

from koinon.rooms.tasks.actions.noting import note_step, take_back_step_note

__all__ = ["note_step", "take_back_step_note"]
