"""From the command to the first page, and the memory of web server and worker."""

import os
import subprocess
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench import world  # noqa: E402
from bench.measure import Figure, table  # noqa: E402
from bench.server import ROOT, answers, memory_of, serving  # noqa: E402

RUNS = 5


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    world.build_house()
    starts, web, worker = [], [], []
    for _run in range(RUNS):
        started = time.perf_counter()
        with serving(dict(os.environ)) as (port, pid):
            starts.append(time.perf_counter() - started)
            for _request in range(20):
                answers(port)
            web.append(memory_of(pid))
            worker.append(_worker_memory())
    table(
        "Start and memory, granian with 2 workers, SQLite",
        [
            Figure("from the command to the first page", "s", starts, 3.5),
            Figure("memory of the web server (PSS)", "MB", web, 280),
            Figure("memory of the worker (PSS)", "MB", worker),
        ],
    )


def _worker_memory() -> float:
    process = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup(); from koinon.core import worker; worker.run()"],
        env=dict(os.environ), cwd=ROOT, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        time.sleep(6)
        return memory_of(process.pid)
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
