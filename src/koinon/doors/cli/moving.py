"""`koinon move`: carries a whole house from one database to another, row by row, as it stands.

Django's own dump keeps milliseconds only, and the journal's seals are taken over microseconds.
"""

import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import dj_database_url
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

from koinon.core import journal
from koinon.doors.cli.options import Parser, WrongInput
from koinon.rooms.people.models import Person

HERE, THERE = "default", "there"
BATCH = 500
# Made anew from what it indexes, and laid out differently by each kind of database.
LEFT_BEHIND = frozenset({"wagtailsearch"})
WORDS = """Carry everything from another database into the one of this house (DATABASE_URL), which has to be
empty: from SQLite to PostgreSQL when one machine is not enough. Stop web and worker first."""


def run(argv: Sequence[str]) -> int:
    """Carry a house over."""
    parser = Parser(prog="koinon move", description=WORDS)
    parser.add_argument(
        "--from", dest="origin", required=True, metavar="URL", help="such as sqlite:///var/koinon.sqlite3"
    )
    given = parser.parse_args(list(argv[1:]))
    _know_origin(given.origin)
    call_command("migrate", verbosity=0)
    if Person.objects.exists():
        raise WrongInput("this house's database is not empty; name a new one in DATABASE_URL")
    with transaction.atomic():
        rows = _carry()
    verdict = journal.verify()
    if not verdict.holds:
        sys.stdout.write("\n".join(["The journal does not hold after the move:", *verdict.faults]) + "\n")
        return 1
    call_command("wagtail_update_index", verbosity=0)
    sys.stdout.write(f"Carried over: {rows} rows. The journal holds, head {verdict.head or 'none'}\n")
    return 0


def _know_origin(url: str) -> None:
    try:
        parsed = dj_database_url.parse(url)
    except (ValueError, KeyError) as error:
        raise WrongInput(f"--from: found {url!r}, allowed: an address such as sqlite:///var/koinon.sqlite3") from error
    connections.settings[THERE] = connections.configure_settings({HERE: {}, THERE: dict(parsed)})[THERE]
    if parsed["NAME"] == connection.settings_dict["NAME"]:
        raise WrongInput("--from names the database of this house itself")
    # Looking into an SQLite file that is not there would make it.
    absent = parsed["ENGINE"].endswith("sqlite3") and not Path(parsed["NAME"]).exists()
    if absent or not connections[THERE].introspection.table_names():
        raise WrongInput(f"there is no house at {url}")


def _models() -> list[type[Model]]:
    known = apps.get_models(include_auto_created=True)
    return [
        model
        for model in known
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_BEHIND
    ]


def _carry() -> int:
    """Replace what migrating laid down by everything there is; constraints are checked when all of it is there."""
    models, style = _models(), no_style()
    with connection.cursor() as cursor:
        for model in reversed(models):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        rows = sum(_carry_table(model) for model in models)
        for statement in connection.ops.sequence_reset_sql(style, models):
            cursor.execute(statement)
    return rows


def _carry_table(model: type[Model]) -> int:
    """Copy a table as it is: no signal, no default, and of an inherited page only its own part."""
    fields, carried = model._meta.local_concrete_fields, 0
    found = model._base_manager.using(THERE).order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        model._base_manager.using(HERE)._insert(batch, fields=fields, using=HERE, raw=True)  # type: ignore[attr-defined]
        carried += len(batch)
    return carried
