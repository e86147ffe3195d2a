"""How the checks of a rulebook see it: every rule with its place, and a way to report what is wrong there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from string import Formatter
from typing import Any

from koinon.statutes.rulebook.errors import closest
from koinon.statutes.rulebook.files import FILE_OF
from koinon.statutes.rulebook.positions import KeyPath
from koinon.statutes.rulebook.reader import Reader
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import LocalText

LEAVES = frozenset({str, int, bool, Decimal, Fraction, date, type(None)})


@dataclass(frozen=True, slots=True)
class Findings:
    """The rulebook under check, and the readers that know on which line each key stands."""

    rulebook: Rulebook
    readers: Mapping[str, Reader]

    def report(self, code: str, path: KeyPath, found: str, allowed: str, suggestion: str | None = None) -> None:
        """Note an error at a path, in the file that its first key stands in."""
        self.readers[FILE_OF[str(path[0])]].report(code, path, found, allowed, suggestion)

    def refer(self, path: KeyPath, found: str, allowed: Iterable[str]) -> None:
        """Report a reference to something that the rulebook does not have."""
        known = list(allowed)
        if found not in known:
            self.report("reference", path, repr(found), ", ".join(known) or "nothing yet", closest(found, known))

    def refer_all(self, path: KeyPath, found: Iterable[str], allowed: Iterable[str]) -> None:
        """Report each reference of a list that resolves to nothing."""
        known = list(allowed)
        for place, key in enumerate(found):
            self.refer((*path, place), key, known)

    def unique(self, path: KeyPath, keys: Iterable[str], name: str = "key") -> None:
        """Report keys that stand twice in a list of tables."""
        seen: set[str] = set()
        for place, key in enumerate(keys):
            if key in seen:
                self.report("duplicate", (*path, place, name), repr(key), "a key that no other item of the list has")
            seen.add(key)

    def not_empty(self, path: KeyPath, items: Iterable[object], what: str) -> None:
        """Report a list or table that holds nothing."""
        if not list(items):
            self.report("missing_key", path, "none", what)

    def places(self, path: KeyPath, text: LocalText, allowed: tuple[str, ...]) -> None:
        """Report a place in words that nothing will fill, or braces that are not a place."""
        for language, words in text.items():
            try:
                found = [name for _, name, _, _ in Formatter().parse(words) if name is not None]
            except ValueError as error:
                found = [str(error)]
            for name in found:
                if name not in allowed:
                    choice = ", ".join("{" + place + "}" for place in allowed)
                    self.report("placeholder", (*path, language), "{" + name + "}", choice, closest(name, allowed))


def rules_of(rulebook: Rulebook) -> Iterator[tuple[KeyPath, Any]]:
    """Every dataclass in the rulebook with its path."""
    for key in FILE_OF:
        yield from _walk(getattr(rulebook, key), (key,))


@cache
def _names(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass, each with its key in the rulebook."""
    return tuple((item.name, item.name.rstrip("_")) for item in fields(kind))


def _walk(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if is_dataclass(value):
        yield path, value
        kind: Any = type(value)
        inside: list[tuple[str | int, Any]] = [(key, getattr(value, name)) for name, key in _names(kind)]
    elif isinstance(value, Mapping):
        inside = list(value.items())
    else:
        inside = list(enumerate(value)) if isinstance(value, tuple) else []
    for key, item in inside:
        # Most of a rulebook is words and numbers, which hold no rules.
        if type(item) not in LEAVES:
            yield from _walk(item, (*path, key))
