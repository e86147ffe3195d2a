"""Change rows while others do the same: one transaction, a row locked in it, a clash refused in words."""

import logging
from binascii import crc32
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse, refuse_not_found, refuse_stale

logger = logging.getLogger("koinon.action")
M = TypeVar("M", bound=Model)


@contextmanager
def one_transaction() -> Iterator[None]:
    """All or nothing; whoever is a moment too late to make what may be there once is told so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        # Both databases name a uniqueness that was hurt; any other constraint that fails is our mistake.
        if "unique" not in str(clash).lower():
            raise
        logger.warning("refused as made already: %s", clash)
        refuse(
            "made_already",
            _("Somebody made the same record at the same moment."),
            kept=_("Theirs was kept."),
            to_do=_("Look at it as it stands now."),
        )


def locked(rows: "QuerySet[M]", public_id: UUID, seen_version: int | None = None) -> M:
    """The row with this public id, locked (on SQLite the whole file is, by IMMEDIATE transactions).

    With `seen_version`, refuses when the row's `version` has moved on since the person saw it.
    """
    row = rows.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if row is None:
        refuse_not_found()
    if seen_version is not None and getattr(row, "version", seen_version) != seen_version:
        refuse_stale()
    return row


def hold_together(what: str, row: int) -> None:
    """Share a row with others who hold it together, until the transaction ends; whoever holds it alone waits for all.

    Unlike a lock on the row it writes nothing, and those who come later queue behind whoever waits to hold it alone:
    many small writers cannot keep that one waiting. On SQLite only one transaction writes at a time anyway.
    """
    _advise("pg_advisory_xact_lock_shared", what, row)


def hold_alone(what: str, row: int) -> None:
    """Wait until nobody holds a row together any more, and keep all others off until the transaction ends."""
    _advise("pg_advisory_xact_lock", what, row)


def _advise(function: str, what: str, row: int) -> None:
    if connection.vendor != "postgresql":
        return
    # Both keys have 32 bits with a sign: the table's name in the first, the row in the second.
    keys = [_signed(crc32(what.encode())), _signed(row % 2**32)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", keys)


def _signed(number: int) -> int:
    return number - 2**32 if number >= 2**31 else number
