"""The processes of the demo: forked from one that has everything loaded, watched, stopped together.

Forking shares what is loaded: web and worker together need little more memory than one of them.
"""

import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
import time
import traceback
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from koinon.doors.demo.telling import Trouble, tell

STOP_WITHIN = 10.0
LOOK_EVERY = 0.05
LAST_LINES = 25
PR_SET_PDEATHSIG = 1


def check_port(port: int) -> None:
    """Say so before anything is built when somebody else answers there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Trouble(f"Port {port} is taken. Choose another: PORT={port + 1} bin/demo") from None


@dataclass(slots=True)
class Child:
    """A forked process and where it writes what it says; `status` is known once it has ended."""

    name: str
    pid: int
    log: Path
    status: int | None = None

    def ended(self) -> bool:
        """Whether it has ended, asked without waiting."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if not self.ended():
            os.kill(self.pid, number)

    def put_an_end(self) -> None:
        """End it and whatever it started, at once."""
        if not self.ended():
            os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


@dataclass(slots=True)
class Processes:
    """A handful of children that live and end together."""

    children: list[Child] = field(default_factory=list)

    def __enter__(self) -> "Processes":
        gc.collect()
        gc.freeze()  # what is loaded by now is never looked at again, so its memory stays shared
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, name: str, work: Callable[[], object], log: Path) -> None:
        """Fork a child that does the work; what it says goes to its log."""
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            _be_child(work, log)
        self.children.append(Child(name, pid, log))

    def wait_until_answering(self, address: str, seconds: float) -> None:
        """Wait for the first answer; raises Trouble when a process ends or the time is over."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._check()
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=seconds):  # noqa: S310
                return
            time.sleep(LOOK_EVERY)
        raise Trouble(f"No answer from {address} within {seconds:.0f} seconds.")

    def wait(self) -> None:
        """Watch until one of them ends, which none should; raises Trouble then."""
        while True:
            self._check()
            time.sleep(0.5)

    def stop(self) -> None:
        """End them all, gently at first."""
        if not all(child.ended() for child in self.children):
            tell("Stopping ...")
        for child in self.children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN
        while time.monotonic() < until and not all(child.ended() for child in self.children):
            time.sleep(LOOK_EVERY)
        for child in self.children:
            child.put_an_end()

    def _check(self) -> None:
        for child in self.children:
            if child.ended():
                lines = child.log.read_text(errors="replace").splitlines()[-LAST_LINES:]
                words = f"The {child.name} ended by itself (status {child.status}). The end of {child.log}:"
                raise Trouble("\n".join([words, *lines]))


def _be_child(work: Callable[[], object], log: Path) -> None:
    """Do the work in this new process and end it, without going back to what its parent was doing."""
    status = 1
    try:
        # A session of its own: Ctrl+C reaches only the starter, which stops the others in order.
        os.setsid()
        _end_with_parent()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with log.open("wb") as said:
            os.dup2(said.fileno(), sys.stdout.fileno())
            os.dup2(said.fileno(), sys.stderr.fileno())
        work()
        status = 0
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _end_with_parent() -> None:
    """Where the system can (Linux), be told to end when the starter was killed without a word."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
