"""What can be done with the library."""

from koinon.rooms.documents.actions.adopting import adopt_document
from koinon.rooms.documents.actions.documents import (
    DocumentDetails,
    add_document,
    change_document,
    withdraw_document,
)
from koinon.rooms.documents.actions.editions import publish_edition
from koinon.rooms.documents.actions.sweeping import erase_files

__all__ = [
    "DocumentDetails",
    "add_document",
    "adopt_document",
    "change_document",
    "erase_files",
    "publish_edition",
    "withdraw_document",
]
