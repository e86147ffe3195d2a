"""What can be done with declarations."""

from koinon.rooms.declarations.actions.drafts import save_draft
from koinon.rooms.declarations.actions.estimates import adopt_estimate
from koinon.rooms.declarations.actions.rates import record_exchange_rate
from koinon.rooms.declarations.actions.submission import (
    lock_declarations,
    submit_declaration,
    take_back_declaration,
)
from koinon.rooms.declarations.figures import TypedFigure

__all__ = [
    "TypedFigure",
    "adopt_estimate",
    "lock_declarations",
    "record_exchange_rate",
    "save_draft",
    "submit_declaration",
    "take_back_declaration",
]
