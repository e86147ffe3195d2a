"""`koinon journal`: check the seals of the journal, show its head."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence

from koinon.core import journal
from koinon.core.models import JournalHead
from koinon.doors.cli.options import Parser, WrongInput

DONE, FAULT = 0, 1


def run(argv: Sequence[str]) -> int:
    """Run one of the commands on the journal."""
    parser = Parser(prog="koinon journal", description="The journal of everything that was done, sealed in a chain.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    verify = commands.add_parser(
        "verify",
        help="recompute all seals; exit status 1 where anything was changed or is missing",
        description="Recompute the chain and compare it with itself and with heads known from elsewhere.",
    )
    verify.add_argument(
        "--head", action="append", default=[], metavar="POSITION:SEAL", help="a head that was mailed; may be repeated"
    )
    head = commands.add_parser("head", help="show the last sealed position", description="The last position and seal.")
    for command, function in ((verify, _verify), (head, _head)):
        command.add_argument("--json", action="store_true", help="print data instead of text")
        command.set_defaults(run=function)
    given = parser.parse_args(list(argv[1:]))
    status: int = given.run(given)
    return status


def _verify(given: Namespace) -> int:
    try:
        verdict = journal.verify(given.head)
    except ValueError as error:
        raise WrongInput(f"--head: {error}") from None
    if given.json:
        data = {
            "holds": verdict.holds,
            "sealed": verdict.sealed,
            "waiting": verdict.waiting,
            "head": verdict.head or None,
            "faults": verdict.faults,
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    else:
        word = "holds" if verdict.holds else "does not hold"
        lines = [
            f"The journal {word}: {verdict.sealed} sealed, {verdict.waiting} waiting for their seal.",
            *(f"- {fault}" for fault in verdict.faults),
            *([f"Head {verdict.head}"] if verdict.head else []),
        ]
        sys.stdout.write("\n".join(lines) + "\n")
    return DONE if verdict.holds else FAULT


def _head(given: Namespace) -> int:
    head = JournalHead.objects.filter(id=1).first()
    if given.json:
        data = {"position": head.position, "seal": head.seal} if head else None
        sys.stdout.write(json.dumps(data) + "\n")
    else:
        sys.stdout.write(f"{head}\n" if head else "Nothing is sealed yet.\n")
    return DONE
