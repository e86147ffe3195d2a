"""Tables: meetings and their agenda; rolls, delegates, proxies and who came; votes and ballots."""

from koinon.rooms.assemblies.models.meetings import (
    AgendaItem,
    ConflictOfInterest,
    ItemPaper,
    ItemSupport,
    Meeting,
    Motion,
)
from koinon.rooms.assemblies.models.rolls import (
    Attendance,
    Delegation,
    Piece,
    Proxy,
    Roll,
    RollAddition,
    RollLine,
    Speaker,
)
from koinon.rooms.assemblies.models.votes import Ballot, HandCount, Vote

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "ConflictOfInterest",
    "Delegation",
    "HandCount",
    "ItemPaper",
    "ItemSupport",
    "Meeting",
    "Motion",
    "Piece",
    "Proxy",
    "Roll",
    "RollAddition",
    "RollLine",
    "Speaker",
    "Vote",
]
