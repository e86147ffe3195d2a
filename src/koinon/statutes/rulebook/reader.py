"""Reads TOML tables into the dataclasses of the schema; whatever the schema does not name is an error.

The schema is the dataclasses themselves: their fields are the keys, their types say what each may hold. A
field with a default may be left out; a trailing underscore keeps a field apart from a Python word.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from koinon.statutes.rulebook.errors import RulebookError, closest
from koinon.statutes.rulebook.positions import KeyPath, LineIndex
from koinon.statutes.rulebook.scalars import Scalar, read_scalar

BROKEN: Final = object()
"""Stands for a value that could not be read; its error has been reported."""


@dataclass(slots=True)
class Reader:
    """Reads one file and collects all its errors."""

    file: str
    lines: LineIndex
    languages: tuple[str, ...]
    errors: list[RulebookError] = field(default_factory=list)

    def report(self, code: str, path: KeyPath, found: str, allowed: str, suggestion: str | None = None) -> None:
        """Note an error at `path`."""
        key = ".".join(str(part) for part in path)
        self.errors.append(RulebookError(code, self.file, self.lines.line_of(path), key, found, allowed, suggestion))

    def read(self, kind: Any, value: object, path: KeyPath) -> Any:
        """The value as `kind`, or `BROKEN`."""
        origin = get_origin(kind)
        if origin is Annotated:
            return self._scalar(get_args(kind)[1], value, path)
        if origin in (Union, types.UnionType):
            return self._union(kind, value, path)
        if origin is Literal:
            return self._literal(get_args(kind), value, path)
        if origin is tuple:
            return self._list(get_args(kind)[0], value, path)
        if origin is Mapping:
            return self._mapping(get_args(kind)[1], value, path)
        if is_dataclass(kind):
            return self._table(kind, value, path)
        return self._plain(kind, value, path)

    def _wrong(self, path: KeyPath, found: object, allowed: str, suggestion: str | None = None) -> Any:
        self.report("wrong_value", path, described(found), allowed, suggestion)
        return BROKEN

    def _scalar(self, scalar: Scalar, value: object, path: KeyPath) -> Any:
        read = read_scalar(scalar, value)
        return self._wrong(path, value, scalar.allowed) if read is None else read

    def _plain(self, kind: Any, value: object, path: KeyPath) -> Any:
        if kind is bool and isinstance(value, bool):
            return value
        if kind is date and isinstance(value, date) and not isinstance(value, datetime):
            return value
        return self._wrong(path, value, {bool: "true or false", date: "a date such as 2026-01-01"}[kind])

    def _literal(self, allowed: tuple[str, ...], value: object, path: KeyPath) -> Any:
        if isinstance(value, str) and value in allowed:
            return value
        return self._wrong(path, value, ", ".join(allowed), closest(value, allowed))

    def _union(self, kind: Any, value: object, path: KeyPath) -> Any:
        members = [member for member in get_args(kind) if member is not type(None)]
        if len(members) == 1:
            return self.read(members[0], value, path)
        if not isinstance(value, dict):
            return self._wrong(path, value, "a table")
        by_kind = {get_args(hints_of(member)["kind"])[0]: member for member in members}
        if "kind" not in value:
            self.report("missing_key", path, "no key 'kind'", f"kind = one of {', '.join(by_kind)}")
            return BROKEN
        tag = self._literal(tuple(by_kind), value["kind"], (*path, "kind"))
        return BROKEN if tag is BROKEN else self._table(by_kind[tag], value, path)

    def _list(self, kind: Any, value: object, path: KeyPath) -> Any:
        if not isinstance(value, Sequence) or isinstance(value, str):
            return self._wrong(path, value, "a list in [ ]")
        items = [self.read(kind, item, (*path, place)) for place, item in enumerate(value)]
        return BROKEN if any(item is BROKEN for item in items) else tuple(items)

    def _mapping(self, kind: Any, value: object, path: KeyPath) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, value, "words for each language" if kind is str else "a table")
        if kind is str:
            return self._words(value, path)
        items = {key: self.read(kind, item, (*path, key)) for key, item in value.items()}
        return BROKEN if any(item is BROKEN for item in items.values()) else items

    def _words(self, value: dict[str, object], path: KeyPath) -> Any:
        before = len(self.errors)
        allowed = ", ".join(self.languages)
        for language, words in value.items():
            if language not in self.languages:
                self.report("language", (*path, language), repr(language), f"the rulebook's languages {allowed}")
            elif not isinstance(words, str) or not words.strip():
                self._wrong((*path, language), words, "words, not empty")
        for language in self.languages:
            if language not in value:
                self.report("language", path, f"no words in {language!r}", f"words in each of {allowed}")
        return BROKEN if len(self.errors) > before else {language: value[language] for language in self.languages}

    def _table(self, kind: Any, value: object, path: KeyPath) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, value, "a table")
        before = len(self.errors)
        hints, known = hints_of(kind), keys_of(kind)
        for key in value:
            if key not in known:
                self.report("unknown_key", (*path, key), repr(key), ", ".join(known), closest(key, known))
        given: dict[str, Any] = {}
        for key, item in known.items():
            if key in value:
                given[item.name] = self.read(hints[item.name], value[key], (*path, key))
            elif is_required(item):
                self.report("missing_key", path, f"no key {key!r}", f"{key} is needed here", None)
        if len(self.errors) > before:
            return BROKEN
        given.update({name: path[-1] for name in table_keys_of(kind)})
        return kind(**given)


@cache
def keys_of(kind: Any) -> "Mapping[str, Field[Any]]":
    """The keys that a table of this kind may hold."""
    hints = hints_of(kind)
    return {item.name.rstrip("_"): item for item in fields(kind) if not is_table_key(hints[item.name])}


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    return get_type_hints(kind, include_extras=True)


@cache
def table_keys_of(kind: Any) -> tuple[str, ...]:
    """The fields that are filled in from the table's own name."""
    return tuple(name for name, hint in hints_of(kind).items() if is_table_key(hint))


def is_table_key(hint: Any) -> bool:
    """Whether a field is filled in from the table's own name."""
    return get_origin(hint) is Annotated and get_args(hint)[1].name == "table key"


def is_required(item: "Field[Any]") -> bool:
    """Whether a key must be given."""
    return item.default is MISSING and item.default_factory is MISSING


def described(value: object) -> str:
    """A found value, in a few words."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str) else str(value)
