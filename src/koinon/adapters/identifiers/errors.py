"""The one refusal every identifier check gives, as data a form can show and a journal can keep."""

from dataclasses import dataclass


# Not frozen: Python hangs the traceback on an exception after it was made.
@dataclass(eq=False)
class InvalidIdentifier(Exception):
    """What was checked, what was found, why it fails (a code and words), and what was probably meant.

    `suggestion` is a value to offer ("GR" for "EL") or a sentence on where to look; empty where there is
    none.
    """

    kind: str
    found: str
    code: str
    words: str
    suggestion: str = ""

    def __post_init__(self) -> None:
        super().__init__(self.kind, self.found, self.code, self.words, self.suggestion)

    def __str__(self) -> str:
        return f"{self.kind} {self.found!r}: {self.words}"
