"""What one text changes in another, word by word: an amendment against what it amends, a version against the last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "taken", "added"]
WORD = re.compile(r"(\s*)(\w+(?:['’-]\w+)*|[^\w\s])")
# Below this share of common words two texts are set one after the other: mingled, nobody could read them.
ALIKE = 0.3
# A word or two left between larger changes are read with them.
ISLAND = 2
# Beyond so many comparisons frequent words no longer lead: a page is answered at once, whatever was pasted.
EXACT = 4_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that stays, is taken out or added; `gap` is the space before it, which nothing underlines."""

    kind: Kind
    gap: str
    text: str


@dataclass(frozen=True, slots=True)
class _Word:
    gap: str
    text: str


def changes_between(before: str, after: str) -> tuple[Change, ...]:
    """The runs of both texts in reading order; those that are the same and added are `after`, word for word."""
    old, new = _words(before), _words(after)
    found: list[Change] = []
    for (i, i_end), (j, j_end), same in _spans(old, new):
        if same:
            found += _run("same", new[j:j_end])
        else:
            found += [*_run("taken", old[i:i_end]), *_run("added", new[j:j_end])]
    return tuple(found)


Span = tuple[tuple[int, int], tuple[int, int], bool]
"""A place in the old text, one in the new, and whether their words are the same."""


def _spans(old: Sequence[_Word], new: Sequence[_Word]) -> list[Span]:
    left, right = [word.text for word in old], [word.text for word in new]
    matcher = SequenceMatcher(None, left, right, autojunk=len(left) * len(right) > EXACT)
    blocks = [((i, i_end), (j, j_end), tag == "equal") for tag, i, i_end, j, j_end in matcher.get_opcodes()]
    shared = sum(i_end - i for (i, i_end), _place, same in blocks if same)
    if 2 * shared < ALIKE * (len(left) + len(right)):
        return [((0, len(left)), (0, len(right)), False)]
    return _without_islands(blocks)


def _without_islands(blocks: Sequence[Span]) -> list[Span]:
    """The same spans with a few words that stay between larger changes read as changed; neighbours are joined."""
    joined: list[Span] = []
    for place, ((i, i_end), (j, j_end), same) in enumerate(blocks):
        small = same and i_end - i <= ISLAND and 0 < place < len(blocks) - 1
        stays = same and not (small and min(_size(joined[-1]), _size(blocks[place + 1])) > ISLAND)
        if joined and not stays and not joined[-1][2]:
            (first_i, _i), (first_j, _j), _same = joined[-1]
            joined[-1] = ((first_i, i_end), (first_j, j_end), False)
        else:
            joined.append(((i, i_end), (j, j_end), stays))
    return joined


def _size(span: Span) -> int:
    (i, i_end), (j, j_end), _same = span
    return max(i_end - i, j_end - j)


def _words(text: str) -> list[_Word]:
    return [_Word(gap, word) for gap, word in WORD.findall(text)]


def _run(kind: Kind, words: Sequence[_Word]) -> list[Change]:
    if not words:
        return []
    first, *others = words
    return [Change(kind, first.gap, first.text + "".join(word.gap + word.text for word in others))]
