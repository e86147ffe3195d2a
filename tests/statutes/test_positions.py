"""Each key of a TOML text is found on its line, however the text is laid out."""

import tomllib
from typing import Any

import pytest

from koinon.statutes.rulebook.positions import KeyPath, LineIndex

STRANGE = '''# a comment with [brackets] = and "quotes"
top = "a # b" # trailing
"quoted key" . 'other' = 1
numbers = [ 1, # first
  2,

  3, ] # end
text = """
[not.a.table]
key = 1 \\"""
"""
literal = \'\'\'
x = 'y' \'\'\'
day = 2026-01-01
when = 2026-01-01 10:00:00
inline = { a = 1, b = { c = [ { d = 2 },
  { d = 3 } ] } }

[table]
dotted.key.one = true
dotted.key.two = "]"
[ table . "sub table" ]
x = 1.5
[[list]]
name = "first"
[list.under]
y = 1
  [[list]]
  name = "second"
  [[list.inner]]
  z = 1
  [[list.inner]]
  z = 2
empty = []
nothing = {}
'''

PLACES: list[tuple[KeyPath, int]] = [
    (("top",), 2),
    (("quoted key", "other"), 3),
    (("numbers", 0), 4),
    (("numbers", 1), 5),
    (("numbers", 2), 7),
    (("text",), 8),
    (("literal",), 12),
    (("day",), 14),
    (("inline", "a"), 16),
    (("inline", "b", "c", 0, "d"), 16),
    (("inline", "b", "c", 1, "d"), 17),
    (("table",), 19),
    (("table", "dotted", "key", "two"), 21),
    (("table", "sub table", "x"), 23),
    (("list", 0, "name"), 25),
    (("list", 0, "under"), 26),
    (("list", 0, "under", "y"), 27),
    (("list", 1), 28),
    (("list", 1, "name"), 29),
    (("list", 1, "inner", 0, "z"), 31),
    (("list", 1, "inner", 1), 32),
    (("list", 1, "inner", 1, "z"), 33),
    (("list", 1, "inner", 1, "empty"), 34),
    (("list", 1, "inner", 1, "not there"), 32),
    (("nowhere", "at all"), 1),
]


@pytest.mark.parametrize(("path", "line"), PLACES)
def test_a_key_is_found(path: KeyPath, line: int) -> None:
    assert LineIndex(STRANGE).line_of(path) == line


def test_every_key_of_the_rulebook_stands_on_the_line_given(cecop_texts: dict[str, str]) -> None:
    for text in cecop_texts.values():
        index, lines = LineIndex(text), text.splitlines()
        for path in paths(tomllib.loads(text), ()):
            if isinstance(path[-1], str):
                assert path[-1] in lines[index.line_of(path) - 1], path


def test_nothing_and_only_comments() -> None:
    for text in ("", "\n\n", "# a", "# a\n\n# b\n"):
        assert LineIndex(text).line_of(("a",)) == 1


def paths(value: Any, path: KeyPath) -> list[KeyPath]:
    """All paths of a TOML table."""
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += paths(item, (*path, key))
    return found
