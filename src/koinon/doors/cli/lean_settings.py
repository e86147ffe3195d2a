"""The house's settings with only what rules and journal need: the command line then answers at once."""

from pathlib import Path

from koinon.project.settings import *  # noqa: F403
from koinon.project.settings import DATABASES

_house = DATABASES["default"]
# On a fresh checkout there is no table to read, and half a second is saved by not loading any.
HAS_DATABASE = not _house["ENGINE"].endswith("sqlite3") or Path(_house["NAME"]).exists()
INSTALLED_APPS = ["koinon.doors.cli.lean_apps.CoreTables", "koinon.rooms.rulebook"] if HAS_DATABASE else []
