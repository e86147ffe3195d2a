"""Reads options: what cannot be read is told in one sentence, and the process goes on to its exit status."""

from argparse import ArgumentParser
from datetime import date
from typing import Never

from koinon.doors.cli.fee import WrongInput

__all__ = ["Parser", "WrongInput", "day"]


class Parser(ArgumentParser):
    """An argument parser that raises instead of ending the process."""

    def error(self, message: str) -> Never:
        """Hand the complaint on to whoever prints it."""
        raise WrongInput(message)


def day(written: str) -> date:
    """A day written as 2026-01-01."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise WrongInput(f"found {written!r}, allowed: a day such as 2026-01-01") from None
