"""Run things at the same moment, each in a thread with a database connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def at_once(*calls: Callable[[], T]) -> Sequence[T | Exception]:
    """The outcome of each call, or the exception it ended with; none begins before all are ready."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T | Exception:
        gate.wait(timeout=30)
        try:
            return call()
        except Exception as error:  # the outcome under test may well be an exception
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))
