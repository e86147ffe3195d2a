"""A motion's text with the amendments that were adopted put into it, word by word.

An amendment is written as the whole text as it would read. Each one's changes are found against what it amends, and put
together where no two of them touch the same words. Where they do, nobody but people can say how the text reads: then
the later one stands beside it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Below this share of common words an amendment is a text of its own, and replaces the whole.
ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class AdoptedAmendment:
    """An amendment that was adopted; `parent` is the adopted one that it changes, None where it changes the motion."""

    key: str
    text: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class AmendedText:
    """The text as it was adopted, and the amendments (by key) that could not be put into it."""

    text: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    first: int
    last: int
    words: tuple[str, ...]

    def clashes(self, other: "_Change") -> bool:
        """Whether both touch the same words; what is only added never does."""
        return self.first < other.last and other.first < self.last


def amended_text(text: str, amendments: Sequence[AdoptedAmendment]) -> AmendedText:
    """The motion as adopted. `amendments` in the order of voting; of two that clash the first one is put in."""
    children: dict[str | None, list[AdoptedAmendment]] = {}
    for amendment in amendments:
        children.setdefault(amendment.parent, []).append(amendment)
    return _with(text, None, children)


def _with(text: str, key: str | None, children: Mapping[str | None, Sequence[AdoptedAmendment]]) -> AmendedText:
    words = WORD.findall(text)
    changes: list[_Change] = []
    beside: list[str] = []
    for amendment in children.get(key, ()):
        own = _with(amendment.text, amendment.key, children)
        found = _changes(words, WORD.findall(own.text))
        if any(change.clashes(other) for change in found for other in changes):
            beside.append(amendment.key)
        else:
            changes += found
        beside += own.beside
    return AmendedText(_put_in(words, changes), tuple(beside))


def _changes(before: Sequence[str], after: Sequence[str]) -> list[_Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [_Change(0, len(before), tuple(after))]
    return [
        _Change(i, i_end, tuple(after[j:j_end])) for tag, i, i_end, j, j_end in matcher.get_opcodes() if tag != "equal"
    ]


def _put_in(words: Sequence[str], changes: Sequence[_Change]) -> str:
    found, place = [], 0
    for change in sorted(changes, key=lambda change: (change.first, change.last)):
        found += [*words[place : change.first], *change.words]
        place = change.last
    return "".join([*found, *words[place:]])
