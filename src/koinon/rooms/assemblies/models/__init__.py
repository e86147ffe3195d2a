"""Tables: meetings and their agenda; rolls, delegates, proxies and who came; votes and ballots; minutes."""

from koinon.rooms.assemblies.models.meetings import (
    AgendaItem,
    ConflictOfInterest,
    ItemPaper,
    ItemSupport,
    Meeting,
    Motion,
)
from koinon.rooms.assemblies.models.minutes import Minutes, MinutesAccount, MinutesVersion
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
    "Minutes",
    "MinutesAccount",
    "MinutesVersion",
    "Motion",
    "Piece",
    "Proxy",
    "Roll",
    "RollAddition",
    "RollLine",
    "Speaker",
    "Vote",
]
