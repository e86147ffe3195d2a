"""What SQLite has to be told, and PostgreSQL does by itself: to look at its tables, and to move its log into the file.

Without a look at how they are filled it picks indexes that read half of them; a few hundred entries of each take
milliseconds. The log is moved when nobody waits for it: web processes let it grow to 64 MB before they do it.
"""

from django.db import connection

ENTRIES_LOOKED_AT = 400


def look_at_the_tables() -> None:
    """Let SQLite look at how its tables are filled; does nothing on other databases."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ENTRIES_LOOKED_AT}")
        cursor.execute("ANALYZE")


def move_the_log() -> None:
    """Let SQLite move its log into the file, as far as no reader stands in the way; does nothing on other databases."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
