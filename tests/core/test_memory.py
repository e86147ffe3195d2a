"""The collector is set once: what is loaded stays out of it, and it runs after more allocations."""

import subprocess
import sys

ASKED = (
    "import gc; from koinon.core import memory; memory.settle(); print(gc.get_threshold()[0], gc.get_freeze_count())"
)


def test_what_is_loaded_is_set_apart() -> None:
    threshold, frozen = map(int, subprocess.check_output([sys.executable, "-c", ASKED], text=True).split())
    assert threshold == 20_000
    assert frozen > 1_000
