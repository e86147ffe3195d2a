"""Gets a folder ready to run the demo in: builds it, brings it up to date, or finds it as it should be.

Standard library only; what needs Django runs in processes of its own.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from koinon.doors.demo import fingerprints
from koinon.doors.demo.cast import FILE, DemoRecord, read_record
from koinon.doors.demo.telling import Trouble, tell

ROOT = fingerprints.ROOT
DATABASE = "koinon.sqlite3"
BUILDING = ".building"
# What a demo consists of; nothing else in the folder is ever touched.
MADE = (FILE, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "mail", "media", "private", "static", "secret.key")
# The demo has a database of its own and sends nothing, whatever is set for the house outside.
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "KOINON_SECRET_KEY", "KOINON_HOSTS", "KOINON_TEST")


def environment(var: Path, **more: str) -> dict[str, str]:
    """The environment of the demo's processes, with its data in a folder."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "koinon.project.settings",
        "KOINON_DEMO": "1",
        "KOINON_VAR": str(var),
        "KOINON_CLOCK_OFFSET": "0",
        **more,
    }


def rulebook_folder() -> Path:
    """Where the rulebook lies that the demo lives under."""
    return Path(os.environ.get("KOINON_RULEBOOK") or ROOT / "rulebook" / "cecop")


@contextlib.contextmanager
def alone_in(var: Path) -> Iterator[None]:
    """Hold the folder while it is prepared; a second starter waits."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = (var / ".lock").open("w")
    except OSError as error:
        raise Trouble(f"The folder {var} cannot be written to: {error.strerror}.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"Another demo is being prepared in {var}; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ready(var: Path) -> DemoRecord:
    """A folder's demo, built or brought up to date as far as it needs it."""
    record = read_record(var)
    if record is None or not (var / DATABASE).exists():
        _check_not_in_use(var)
        return _build(var, "Building the demo network")
    if record.network != fingerprints.network(rulebook_folder()):
        return _build(var, "The demo network has changed since it was built; building it anew")
    if record.migrations != fingerprints.migrations():
        return _migrate(var, record)
    return _collect(var, record)


def _build(var: Path, why: str) -> DemoRecord:
    started = time.monotonic()
    tell(f"{why} (about half a minute) ...")
    building = var / BUILDING
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    _write_secret(building)
    # Wagtail tells of every page it makes; whoever starts a demo wants to know when it is ready.
    run = environment(building, KOINON_LOG_LEVEL="WARNING")
    # Two cores: the static files are gathered while the database is made.
    with (
        _python(run, "-m", "koinon.doors.demo.build", fails="The demo network could not be built."),
        _gathering(run),
    ):
        pass
    record = read_record(building)
    if record is None:
        raise Trouble("The demo network was built, but its record is missing.")
    _move_in(building, var)
    tell(f"Built in {time.monotonic() - started:.0f} s.")
    return record


def _move_in(building: Path, var: Path) -> None:
    """Put what was built in place; the record goes first and comes last, so that a half move shows."""
    for name in MADE:
        old = var / name
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
    for name in reversed(MADE):
        if (building / name).exists():
            (building / name).rename(var / name)
    shutil.rmtree(building)


def _write_secret(folder: Path) -> None:
    """The secret of this demo, there before two processes could both make one."""
    with os.fdopen(os.open(folder / "secret.key", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))


def _migrate(var: Path, record: DemoRecord) -> DemoRecord:
    tell("The code has changed since the demo was built; migrating ...")
    try:
        with _python(environment(var), "-m", "django", "migrate", "-v0", fails="Migrating failed."):
            pass
    except Trouble:
        return _build(var, "Migrating failed; building the demo network anew")
    return _collect(var, replace(record, migrations=fingerprints.migrations()))


def _collect(var: Path, record: DemoRecord) -> DemoRecord:
    static = fingerprints.static()
    if static != record.static or not (var / "static" / "staticfiles.json").exists():
        tell("Gathering static files ...")
        with _gathering(environment(var), "--clear"):
            pass
    current = replace(record, static=static)
    current.write(var)
    return current


def _check_not_in_use(var: Path) -> None:
    """Refuse to build over a database that holds anybody who was not invented for a demo."""
    place = var / DATABASE
    if not place.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as database:
            real = database.execute("SELECT count(*) FROM people_person WHERE NOT invented").fetchone()[0]
    except sqlite3.DatabaseError:
        return  # no tables yet, or no database: nothing that could be lost
    if real:
        raise Trouble(
            f"{place} is no demo's: it holds people on record. Choose another folder: KOINON_VAR=DIR bin/demo"
        )


def _gathering(run: dict[str, str], *options: str) -> contextlib.AbstractContextManager[None]:
    words = "The static files could not be gathered."
    return _python(run, "-m", "django", "collectstatic", "--noinput", "-v0", *options, fails=words)


@contextlib.contextmanager
def _python(run: dict[str, str], *arguments: str, fails: str) -> Iterator[None]:
    """Run Python beside the block and wait for it at its end; whatever interrupts the block ends it too."""
    process = subprocess.Popen([sys.executable, *arguments], env=run, cwd=ROOT, stdin=subprocess.DEVNULL)  # noqa: S603
    try:
        yield
        if process.wait() != 0:
            raise Trouble(fails)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
