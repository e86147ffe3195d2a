"""What an amendment changes in a text, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words that stays, goes, or comes."""

    kind: Literal["same", "gone", "new"]
    text: str


def differences(before: str, after: str) -> Iterator[Part]:
    """The later text with what was taken out of the earlier one where it stood."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Part("gone", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Part("new", "".join(new[new_from:new_to]))
