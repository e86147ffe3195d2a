"""`koinon worker`: deliver what is in the outbox and fire what is due."""

from collections.abc import Sequence

from koinon.core import worker
from koinon.doors.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Work until SIGTERM or Ctrl+C."""
    words = "Deliver what is in the outbox and fire what is due, until stopped. Any number may run."
    parser = Parser(prog="koinon worker", description=words)
    parser.add_argument(
        "--name", default="", help="a lasting name: after a crash the worker of that name takes its tasks up again"
    )
    worker.run(parser.parse_args(list(argv[1:])).name)
    return 0
