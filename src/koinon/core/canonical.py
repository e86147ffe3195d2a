"""One way to write a value down: JSON without floats, keys sorted, the same bytes everywhere."""

import hashlib
import json
from collections.abc import Hashable
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter


@cache
def _adapter(type_: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, type_))


def plain(value: Any, type_: Any = None) -> Any:
    """A value (dataclasses, dates, Decimals, UUIDs included) as JSON-safe data; Decimals become strings."""
    wanted: Any = type(value) if type_ is None else type_
    return _adapter(wanted).dump_python(value, mode="json")


def restored(type_: Any, stored: Any) -> Any:
    """The value of the given type back from what `plain` made of it."""
    return _adapter(type_).validate_python(stored)


def canonical(value: Any) -> bytes:
    """JSON-safe data as canonical bytes (UTF-8, sorted keys, no blanks)."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """SHA-256, in hexadecimal, of a value's canonical bytes."""
    return hashlib.sha256(canonical(value)).hexdigest()
