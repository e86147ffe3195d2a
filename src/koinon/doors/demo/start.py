"""Starts the demo: `bin/demo`. Builds what is missing, runs web and worker, tells how to get in."""

import os
import signal
import sys
from pathlib import Path

from koinon.doors.demo import preparing
from koinon.doors.demo.cast import DemoRecord
from koinon.doors.demo.processes import Processes, check_port
from koinon.doors.demo.telling import Trouble, tell

READY_WITHIN = 120


def main() -> int:
    """Prepare, start, tell, wait; gives the exit status."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    var = Path(os.environ.get("KOINON_VAR") or preparing.ROOT / "var").resolve()
    try:
        port = _port(os.environ.get("PORT") or "8000")
        check_port(port)
        os.environ["KOINON_URL"] = f"http://127.0.0.1:{port}"
        with preparing.alone_in(var):
            record = preparing.ready(var)
        _run(var, record)
    except Trouble as trouble:
        tell(str(trouble))
    return 1


def _run(var: Path, record: DemoRecord) -> None:
    tell("Starting web and worker ...")
    environment = preparing.environment(var, KOINON_CLOCK_OFFSET=str(record.clock_offset))
    os.environ.clear()
    os.environ.update(environment)
    # Only now: Django's settings are read from the environment when it is loaded.
    from koinon.doors.demo import serving

    address = os.environ["KOINON_URL"]
    serving.load()
    with Processes() as processes:
        processes.start("web", serving.answer, var / "web.log")
        processes.start("worker", serving.work, var / "worker.log")
        processes.wait_until_answering(f"{address}/demo/", READY_WITHIN)
        _welcome(address, record)
        processes.wait()


def _welcome(address: str, record: DemoRecord) -> None:
    tell(f"\nready: {address}/\n\nSign in with one click as:")
    for part in record.people:
        tell(f"{part.label}: {address}/demo/sign-in/{part.person}/")
    tell(f"\nEverybody, and the mail that never left: {address}/demo/\nCtrl+C stops the demo.")


def _port(written: str) -> int:
    if not written.isdigit() or not 0 < int(written) < 65536:
        raise Trouble(f"PORT is {written!r}; give a number from 1 to 65535.")
    return int(written)


def _leave(_signal: int, _frame: object) -> None:
    # A second request must not interrupt the stopping that the first began.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
