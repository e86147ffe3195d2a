"""SQLite is told how its tables are filled, so that it finds a member's invoices by the member."""

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
