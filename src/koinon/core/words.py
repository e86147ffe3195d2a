"""Days and states in words, for refusals; what people typed as one clean line, for letters."""

import re
import unicodedata
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
# name read as another; blanks of no width, and fillers that count as letters, make one that is none. Joiners stay:
# names in Persian or Hindi need them.
UNWANTED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\uffa0]+"
)
# Hyphens that are not shown come along when a name is copied from a page; with these, two names would look alike.
NOT_SHOWN = re.compile(r"[\u00ad\u034f\u061c\u180e]+")
# In prose of several lines, line ends and plain direction marks have their place.
UNWANTED_IN_PROSE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
SEEN = frozenset("LNPS")


def one_line(typed: str) -> str:
    """What was typed as one clean line, fit for a letter's head; empty where nothing of it would be seen.

    A letter with its accent is one character, however it was typed: the same name is found again.
    """
    shown = NOT_SHOWN.sub("", unicodedata.normalize("NFC", typed))
    line = " ".join(UNWANTED.sub(" ", shown).split())
    return line if any(unicodedata.category(letter)[0] in SEEN for letter in line) else ""


def prose(typed: str) -> str:
    """What was typed in several lines, without what steers a terminal or turns the direction of writing."""
    return UNWANTED_IN_PROSE.sub("", unicodedata.normalize("NFC", typed).replace("\r\n", "\n")).strip()


def folded(name: str) -> str:
    """A name as it is compared: in any letters' case, however its accents were typed, without what nobody sees."""
    plain = unicodedata.normalize("NFKC", name.casefold())
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")


def day_in_words(day: date) -> str:
    """3 March 2026, in the language of whoever is spoken to."""
    return date_format(day, "j F Y")


def state_in_words(state: str) -> Words:
    """A state of a declaration or an invoice as a sentence says it."""
    return STATES.get(state, state)
