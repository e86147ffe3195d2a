"""What can be done with the library."""

from koinon.rooms.documents.actions.documents import (
    DocumentDetails,
    add_document,
    change_document,
    withdraw_document,
)
from koinon.rooms.documents.actions.editions import publish_edition

__all__ = ["DocumentDetails", "add_document", "change_document", "publish_edition", "withdraw_document"]
