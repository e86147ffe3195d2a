"""docs/actions.md and docs/permissions.md are what the registries say today."""

import os
import subprocess
import sys

from tests.house.source import ROOT


def test_the_registers_are_current() -> None:
    # In a process of its own: other tests register actions of theirs in this one.
    command = [sys.executable, "-m", "koinon.doors.cli", "docs", "--check"]
    checked = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert checked.returncode == 0, f"{checked.stdout}{checked.stderr}\nRun bin/koinon docs"
