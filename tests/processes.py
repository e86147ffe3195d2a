"""Processes of the house beside the test, on the test's own database: to be stopped, or killed, as a machine would."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]
SET_UP = "import django; django.setup()\n"


def environment(**more: str) -> Mapping[str, str]:
    """The settings of production on this test's database, without a demo; `more` adds to it."""
    return {
        **{name: value for name, value in os.environ.items() if name != "KOINON_DEMO"},
        "DJANGO_SETTINGS_MODULE": "koinon.project.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DATABASE_URL": _address(),
        "KOINON_VAR": str(settings.VAR),
        "KOINON_SECRET_KEY": settings.SECRET_KEY,
        **more,
    }


def _address() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, word = database["USER"], database["PASSWORD"]
    who = f"{user}:{word}@" if word else f"{user}@" if user else ""
    host, port = database["HOST"] or "", f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{who}{host.replace('/', '%2f')}{port}/{database['NAME']}"


@contextmanager
def running(code: str, **more: str) -> Iterator["subprocess.Popen[str]"]:
    """A Python process with Django set up that runs this code; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", SET_UP + code],
        env=environment(**more),
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        # pytest shows it where the test failed.
        print(process.communicate()[0])  # noqa: T201


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill as a power cut would: no handler runs, nothing is tidied."""
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)


def wait_for(condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something holds; a condition that never does fails the test."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
