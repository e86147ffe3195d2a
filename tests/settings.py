"""Production's settings as tests run under them: no demo, plain HTTP, a folder and a database of their own.

The environment is set before the settings read it. Every process that loads this module (each worker of
pytest-xdist too) has its own folder, so that none disturbs another.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_owner = os.getpid()
_var = Path(tempfile.mkdtemp(prefix="koinon-tests-"))
os.environ.update(
    {
        "KOINON_TEST": "1",
        "KOINON_PLAIN_HTTP": "1",
        "KOINON_VAR": str(_var),
        "KOINON_SECRET_KEY": "known-to-the-tests-only",
        "KOINON_CLOCK_OFFSET": "0",
        "KOINON_LOG_LEVEL": "WARNING",
    }
)
for _name in ("DEMO", "RULEBOOK", "URL", "HOSTS", "JOURNAL_HEADS_TO", "MAIL_FROM"):
    os.environ.pop(f"KOINON_{_name}", None)
for _name in ("EMAIL_URL", "REDIS_URL"):
    os.environ.pop(_name, None)

from koinon.project.settings import *  # noqa: E402, F403
from koinon.project.settings import DATABASES  # noqa: E402

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, as in production, so that threads and processes meet in it; what a test commits need not be safe.
    _database["TEST"] = {"NAME": str(_var / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    _database["TEST"] = {"NAME": f"koinon_test_{os.getpid()}"}


def _leave_nothing() -> None:
    if os.getpid() == _owner:
        shutil.rmtree(_var, ignore_errors=True)


atexit.register(_leave_nothing)
