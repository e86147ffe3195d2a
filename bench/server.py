"""A production server of the project on a free port, for benchmarks over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, path: str = "/en/", cookie: str = "") -> int:
    """The status of one request; 0 while nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        response.read()
    except OSError:
        return 0
    finally:
        connection.close()
    return response.status


@contextmanager
def serving(environment: dict[str, str], workers: int = WORKERS) -> Iterator[tuple[int, int]]:
    """Port and process id of a running server; stopped at the end."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(workers), "--no-ws",
        "--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port), "--log-level", "error",
        "koinon.project.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, **environment}, cwd=ROOT)
    try:
        deadline = time.monotonic() + 60
        while not answers(port) and time.monotonic() < deadline:
            time.sleep(0.02)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def memory_of(pid: int) -> float:
    """Megabytes that a process and its children take, shared pages divided among their users (PSS)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    pss = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return pss / 1024 + sum(memory_of(int(child)) for child in children)
