"""Loads as much of the house as a command needs, in the folder that KOINON_VAR names."""

import json
import os
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[4]
Needs = Literal["rules", "tables", "house"]
WHOLE, LEAN = "koinon.project.settings", "koinon.doors.cli.lean_settings"


class NoHouse(Exception):
    """There is nothing here yet that the command could read."""


def prepare(needs: Needs) -> None:
    """Load what a command needs, once a process: the rules, the tables of rules and journal, or the whole house."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    live_in_the_demo()
    if needs == "house":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", WHOLE)
        django.setup()
        return
    # Nothing is signed by looking; a look at a fee shall not write a secret into a fresh folder.
    os.environ.setdefault("KOINON_SECRET_KEY", "not used")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", LEAN)
    from django.conf import settings

    if needs == "tables" and not getattr(settings, "HAS_DATABASE", True):
        raise NoHouse(f"there is no database in {settings.VAR} yet; koinon setup makes one")
    # Not django.setup(): that loads all of Django's requests and tables, which a fee does not need.
    apps.populate(settings.INSTALLED_APPS)


def live_in_the_demo() -> None:
    """In a folder that holds a demo, keep the demo's calendar and its database."""
    place = Path(os.environ.get("KOINON_VAR") or ROOT / "var") / "demo.json"
    try:
        offset = int(json.loads(place.read_text(encoding="utf-8"))["clock_offset"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    os.environ.setdefault("KOINON_DEMO", "1")
    os.environ.setdefault("KOINON_CLOCK_OFFSET", str(offset))
    os.environ.pop("DATABASE_URL", None)
