"""A fresh database for one benchmark: SQLite in a temporary folder, or PostgreSQL where one answers."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql:///test")


def postgres_answers() -> bool:
    """Whether PostgreSQL can be reached at TEST_POSTGRES_URL."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def fresh(kind: str) -> Iterator[dict[str, str]]:
    """The environment of a process that works on a fresh database of a kind (sqlite or postgresql)."""
    with tempfile.TemporaryDirectory(prefix="koinon-bench-") as folder:
        environment = {
            **os.environ,
            "KOINON_VAR": folder,
            "KOINON_PLAIN_HTTP": "1",
            "KOINON_HOSTS": "127.0.0.1,localhost",
            "KOINON_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "koinon.project.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        environment.pop("DATABASE_URL", None)
        if kind == "sqlite":
            yield environment
            return
        name = f"koinon_bench_{os.getpid()}"
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")  # the name is ours, no one else's words
        try:
            host = psycopg.conninfo.conninfo_to_dict(POSTGRES).get("host") or ""
            yield {**environment, "DATABASE_URL": f"postgresql://{host}/{name}"}
        finally:
            with psycopg.connect(POSTGRES, autocommit=True) as server:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run_on_each(module: str, *arguments: str) -> None:
    """Run a benchmark module in a process of its own, once for each kind of database that answers."""
    kinds = ["sqlite", "postgresql"] if postgres_answers() else ["sqlite"]
    if len(kinds) == 1:
        print(f"PostgreSQL does not answer at {POSTGRES}; only SQLite is measured.")
    for kind in kinds:
        with fresh(kind) as environment:
            subprocess.run([sys.executable, "-m", module, kind, *arguments], env=environment, cwd=ROOT, check=True)


def run_once(module: str) -> None:
    """Run a benchmark module in a process of its own, on a fresh SQLite folder."""
    with fresh("sqlite") as environment:
        subprocess.run([sys.executable, "-m", module], env=environment, cwd=ROOT, check=True)
