"""The words of a motion as they stand with the amendments that were adopted."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Edit = tuple[int, int, tuple[str, ...]]
"""The words from one place up to another of the first text give way to these."""


def merged(text: str, versions: Sequence[str]) -> str | None:
    """A text with what each of several versions changes in it; `None` where two of them change the same words.

    Each version is the whole text as it would read with one amendment alone. What two of them change alike counts once.
    """
    words = WORDS.findall(text)
    edits = sorted({edit for version in versions for edit in _edits(words, WORDS.findall(version))})
    kept: list[str] = []
    place = 0
    last: Edit | None = None
    for edit in edits:
        start, end, put = edit
        if start < place or (last is not None and last[:2] == edit[:2]):
            return None
        kept += [*words[place:start], *put]
        place, last = end, edit
    return "".join([*kept, *words[place:]])


def _edits(before: Sequence[str], after: Sequence[str]) -> list[Edit]:
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(i1, i2, tuple(after[j1:j2])) for what, i1, i2, j1, j2 in found if what != "equal"]
