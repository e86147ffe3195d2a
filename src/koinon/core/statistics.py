"""What SQLite has to be told: how its tables are filled, without which it picks indexes that read half of them.

PostgreSQL looks by itself. A look at a few hundred entries of each index takes milliseconds.
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
