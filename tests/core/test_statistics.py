"""SQLite is told how its tables are filled, so that it finds a member's invoices by the member; and moves its log."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from koinon.core.schedule import job_named
from koinon.rooms.dues.models import Invoice
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_job_leaves_statistics_and_may_run_again(world: World) -> None:
    for _twice in range(2):
        job_named("core.look_at_the_tables").job()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'people_person'")
            assert cursor.fetchone()[0] > 0
    assert Invoice.objects.count() == 0


# In a process of its own: the tests' database is none that has a log beside it.
MOVED = """
import os, django
django.setup()
from django.db import connection
from koinon.core.schedule import job_named
def log(): return os.path.getsize(str(connection.settings_dict["NAME"]) + "-wal")
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE filled (words TEXT)")
    for _row in range(30):
        cursor.execute("INSERT INTO filled VALUES (zeroblob(200000))")
    left = os.path.getsize(connection.settings_dict["NAME"])
    job_named("core.move_the_log").job()
    moved = os.path.getsize(connection.settings_dict["NAME"])
print(log() > 5_000_000, left < 5_000_000 < moved)
"""


def test_the_log_is_left_to_the_worker_and_moved_by_it(tmp_path: Path) -> None:
    told = {**os.environ, "KOINON_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "koinon.project.settings"}
    told.pop("DATABASE_URL", None)
    answered = subprocess.run([sys.executable, "-c", MOVED], env=told, capture_output=True, text=True, check=True)
    assert answered.stdout.split() == ["True", "True"]
