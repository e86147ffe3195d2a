"""Runs commands in this process, as `bin/koinon` would."""

from collections.abc import Callable

import pytest

from koinon.doors.cli import main as cli

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command; gives its exit status, what it said, and what it complained of."""

    def run(*argv: str) -> tuple[int, str, str]:
        status = cli.main(argv)
        out, err = capsys.readouterr()
        return status, out, err

    return run
