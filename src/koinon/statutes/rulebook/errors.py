"""What can be wrong with a rulebook, told so that its author can mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class RulebookError:
    """One mistake: where it stands, what was found there, what is allowed, and a likely correction.

    `code` is one of: missing_file, unknown_file, encoding, syntax, missing_key, unknown_key, wrong_value,
    language, placeholder, reference, duplicate, gap, overlap, order, limits, coverage, protected, unused.
    """

    code: str
    file: str
    line: int
    key: str
    found: str
    allowed: str
    suggestion: str | None = None

    def __str__(self) -> str:
        """The mistake in one line."""
        hint = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        key = f" {self.key}:" if self.key else ""
        return f"{self.file}, line {self.line}:{key} found {self.found}, allowed: {self.allowed}{hint}"


class RulebookErrors(Exception):
    """All mistakes found in a rulebook, in the order of files and lines."""

    def __init__(self, errors: Iterable[RulebookError]) -> None:
        """Sort and keep the mistakes."""
        self.errors = tuple(sorted(errors, key=lambda error: (error.file, error.line)))
        super().__init__("\n".join(str(error) for error in self.errors))

    def __iter__(self) -> Iterator[RulebookError]:
        """The mistakes, one by one."""
        return iter(self.errors)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.errors)


def closest(found: object, allowed: Iterable[str]) -> str | None:
    """The allowed word that looks most like what was found, if one does."""
    matches = get_close_matches(str(found), list(allowed), n=1, cutoff=0.6)
    return matches[0] if matches else None
