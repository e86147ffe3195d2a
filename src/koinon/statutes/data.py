"""Turns frozen dataclasses into JSON-safe data and back: numbers and days as strings, tuples as lists.

For results whose fields say by their type what they hold; `Fee` is written by hand because it is made by the
ten thousand.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def as_data(value: Any) -> Any:
    """JSON-safe."""
    if is_dataclass(value):
        return {item.name: as_data(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {key: as_data(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, (Decimal, Fraction)):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def from_data(kind: type[T], data: Any) -> T:
    """The inverse of `as_data`, for a dataclass."""
    read: T = _read(kind, data)
    return read


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        members = [member for member in get_args(kind) if member is not type(None)]
        # `bool | str` is the only real union among results; JSON keeps the two apart by itself.
        return _read(members[0], data) if len(members) == 1 else data
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in data)
    if origin is Mapping:
        return {key: _read(get_args(kind)[1], item) for key, item in data.items()}
    if is_dataclass(kind):
        record: Any = kind
        return record(**{name: _read(hint, data[name]) for name, hint in _hints(record).items()})
    if kind in (Decimal, Fraction):
        return kind(data)
    if kind is date:
        return date.fromisoformat(data)
    assert origin is Literal or kind in (str, int, bool), kind
    return data
