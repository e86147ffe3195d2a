"""Whom one can be in the demo: the people with a sign-in link, what they are, and where that stands written.

Standard library only: the starter reads it before anything of Django is loaded.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE = "demo.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the demo: the part they play, their name, for which organisation, and their public id."""

    part: str
    label: str
    name: str
    organisation: str
    person: str


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """What is written down when a demo is ready: its calendar, what it was made from, whom one can be."""

    year: int
    clock_offset: int
    network: str
    migrations: str
    static: str
    people: tuple[Part, ...]

    def write(self, folder: Path) -> None:
        """Write the record, whole or not at all."""
        place = folder / FILE
        new = place.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        new.replace(place)


def read_record(folder: Path) -> DemoRecord | None:
    """The record of a folder's demo; None where there is none, or none that can be read."""
    try:
        written: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return DemoRecord(**{**written, "people": tuple(Part(**part) for part in written["people"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
