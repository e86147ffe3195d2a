"""Days and states in words, for refusals; what people typed as one clean line, for letters."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words

STATES: Mapping[str, Words] = MappingProxyType(
    {
        "draft": _("a draft"),
        "submitted": _("submitted"),
        "locked": _("locked"),
        "superseded": _("superseded"),
        "proposed": _("proposed"),
        "approved": _("approved"),
        "issued": _("issued"),
        "paid": _("paid"),
        "cancelled": _("cancelled"),
        "withdrawn": _("withdrawn"),
        "asked_back": _("given back with a question"),
        "under_review": _("under review"),
        "board": _("before the body that decides"),
        "ratification": _("waiting to be ratified"),
        "admitted": _("admitted"),
        "refused": _("refused"),
        "expired": _("erased"),
    }
)
# Line ends and other controls would reach into a letter's head; marks that turn the direction of writing make a
# name read as another. Joiners stay: names in Persian or Hindi need them.
UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


def one_line(typed: str) -> str:
    """What was typed as one clean line, fit for a letter's head."""
    return " ".join(UNWANTED.sub(" ", typed).split())


def day_in_words(day: date) -> str:
    """3 March 2026, in the language of whoever is spoken to."""
    return date_format(day, "j F Y")


def state_in_words(state: str) -> Words:
    """A state of a declaration or an invoice as a sentence says it."""
    return STATES.get(state, state)
