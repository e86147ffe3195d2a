"""A refusal is data: what happened, what was kept, what to do."""

from dataclasses import dataclass
from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

NOTHING_CHANGED: Words = _("Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action did not happen.

    `code` is stable and for programs; `words`, `kept` and `to_do` are sentences for the person.
    """

    code: str
    words: Words
    kept: Words = NOTHING_CHANGED
    to_do: Words = ""

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.words, self.kept, self.to_do) if str(part))


class Refused(Exception):
    """Carries a refusal out of an action; whatever the action had written is rolled back."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal

    def __str__(self) -> str:
        return f"{self.refusal.code}: {self.refusal}"


def refuse(code: str, words: Words, *, to_do: Words = "", kept: Words = NOTHING_CHANGED) -> NoReturn:
    """Stop the action and tell the person why."""
    raise Refused(Refusal(code, words, kept, to_do))


def refuse_not_found(words: Words = "") -> NoReturn:
    """The same answer for what does not exist and for what the actor may not know of."""
    refuse(
        "not_found",
        words or _("That record is not there, or not yours to see."),
        to_do=_("Go back and look again."),
    )


def refuse_stale() -> NoReturn:
    """Somebody else changed the record while the form was open."""
    refuse(
        "stale",
        _("Somebody changed this while you had it open."),
        kept=_("The other change was kept; yours was not made."),
        to_do=_("Look at it as it stands now and decide again."),
    )
