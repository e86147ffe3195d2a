"""E-mail addresses: one address, no name around it, fit for the head of a message."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from koinon.adapters.identifiers.errors import InvalidIdentifier

_LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
_valid = EmailValidator()


def check_email(text: str) -> str:
    """Give an address with its domain in small letters; the part before the @ stays as it was typed."""
    typed = text.strip()
    try:
        if len(typed) > _LONGEST:
            raise ValidationError("too long")
        _valid(typed)
    except ValidationError:
        raise InvalidIdentifier(
            "email", text, "not_an_email", _("This is not an e-mail address."), _meant(typed)
        ) from None
    local, domain = typed.rsplit("@", 1)
    return f"{local}@{domain.lower()}"


def _meant(typed: str) -> str:
    """Guess at slips of the keyboard: a comma for a dot, a space, a name and brackets around the address."""
    inside = re.search(r"<([^<>]+)>", typed)
    guess = re.sub(r"\s", "", inside.group(1) if inside else typed).replace(",", ".").rstrip(".;")
    guess = guess.removeprefix("mailto:")
    try:
        _valid(guess)
    except ValidationError:
        return ""
    return guess if len(guess) <= _LONGEST else ""
