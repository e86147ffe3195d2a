"""What can be done with bodies and their seats."""

from koinon.rooms.bodies.actions.agreeing import agree_to_publish, describe_oneself
from koinon.rooms.bodies.actions.electing import co_opt, elect, replace_seat
from koinon.rooms.bodies.actions.keeping import keep_bodies
from koinon.rooms.bodies.actions.leaving import end_seat, record_resignation

__all__ = [
    "agree_to_publish",
    "co_opt",
    "describe_oneself",
    "elect",
    "end_seat",
    "keep_bodies",
    "record_resignation",
    "replace_seat",
]
