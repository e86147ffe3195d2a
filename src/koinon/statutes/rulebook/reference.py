"""Which rules decided, as a decision stores it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class RulebookReference:
    """Enough to find the exact text of the rules again."""

    code: str
    name: LocalText
    version: str
    in_force_from: date | None


def reference_as_data(reference: RulebookReference) -> dict[str, Any]:
    """JSON-safe."""
    day = reference.in_force_from
    return {
        "code": reference.code,
        "name": dict(reference.name),
        "version": reference.version,
        "in_force_from": None if day is None else day.isoformat(),
    }


def reference_from_data(data: dict[str, Any]) -> RulebookReference:
    """The inverse of `reference_as_data`."""
    day = data["in_force_from"]
    return RulebookReference(
        data["code"], dict(data["name"]), data["version"], None if day is None else date.fromisoformat(day)
    )
