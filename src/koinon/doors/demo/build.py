"""Builds a demo in the folder KOINON_VAR, which must be empty: `python -m koinon.doors.demo.build`.

The starter runs it in a folder of its own and moves what it made into place when all of it is there.
"""

import os
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import django


def build() -> None:
    """Make the database, the pages and the network, and write down that the demo is ready."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    moment = timezone.now()
    today = datetime(moment.year, 4, 14, 9, 30, tzinfo=ZoneInfo(settings.TIME_ZONE))
    settings.KOINON_CLOCK_OFFSET = round((today - moment).total_seconds())
    with connection.cursor() as cursor:
        # Whoever interrupts the building begins anew, so nothing has to be on disk before the end.
        cursor.execute("PRAGMA synchronous=OFF")
    _fill(moment.year)
    connection.close()


def _fill(year: int) -> None:
    from django.conf import settings

    from koinon.doors.demo import fingerprints
    from koinon.doors.demo.cast import DemoRecord
    from koinon.doors.demo.network import build_network
    from koinon.doors.demo.parts import parts

    network = build_network(year)
    _plant_pages()
    DemoRecord(
        year=year,
        clock_offset=settings.KOINON_CLOCK_OFFSET,
        network=fingerprints.network(Path(settings.KOINON_RULEBOOK)),
        migrations=fingerprints.migrations(),
        static=fingerprints.static(),
        people=parts(network),
    ).write(settings.VAR)


def _plant_pages() -> None:
    # By its name: doors do not know one another, but a demo without a first page is none.
    import_module("koinon.doors.website.setup").plant_pages()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
    django.setup()
    build()
