"""`koinon assemblies`: recount what meetings decided, from their records."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from uuid import UUID

from koinon.doors.cli.options import Parser, WrongInput
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.recount import Recount, recount
from koinon.rooms.assemblies.rules import with_rules

DONE, FAULT = 0, 1


def run(argv: Sequence[str]) -> int:
    """Run one of the commands on meetings."""
    parser = Parser(prog="koinon assemblies", description="Meetings of bodies, and what they decided.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    command = commands.add_parser(
        "recount",
        help="reckon every result anew from the records; exit status 1 on any difference",
        description="Check the frozen roll against its hash, reckon the result of every closed vote anew, and compare"
        " the ballots with the journal.",
    )
    command.add_argument("meeting", nargs="?", metavar="MEETING", help="the public id of a meeting")
    command.add_argument("--all", action="store_true", help="every meeting that was ever opened")
    command.add_argument("--json", action="store_true", help="print data instead of text")
    given = parser.parse_args(list(argv[1:]))
    return _recount(given)


def _recount(given: Namespace) -> int:
    found = [recount(meeting) for meeting in _meetings(given)]
    if given.json:
        sys.stdout.write(json.dumps([_data(item) for item in found], ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join([line for item in found for line in _lines(item)] + [_summary(found)]) + "\n")
    return FAULT if any(item.differences for item in found) else DONE


def _meetings(given: Namespace) -> Sequence[Meeting]:
    opened = with_rules().exclude(opened_at=None).order_by("starts_at", "id")
    if given.all == bool(given.meeting):
        raise WrongInput("recount: give the public id of one meeting, or --all")
    if given.all:
        return list(opened)
    try:
        rows = list(opened.filter(public_id=UUID(given.meeting)))
    except ValueError:
        raise WrongInput(f"recount: found {given.meeting!r}, allowed: the public id of a meeting") from None
    if not rows:
        raise WrongInput(f"recount: there is no meeting {given.meeting} that was opened")
    return rows


def _lines(found: Recount) -> list[str]:
    differences = [f"- {words}" for words in found.differences]
    return [f"{found.meeting} {found.meeting.public_id}: {found.agree} of {found.votes} results agree", *differences]


def _summary(found: Sequence[Recount]) -> str:
    agree, votes = sum(item.agree for item in found), sum(item.votes for item in found)
    word = "Some records differ." if any(item.differences for item in found) else "No difference."
    return f"Recounted {len(found)} meetings: {agree} of {votes} results agree. {word}"


def _data(found: Recount) -> dict[str, object]:
    return {
        "meeting": str(found.meeting.public_id),
        "body": found.meeting.body,
        "on": found.meeting.meeting_on.isoformat(),
        "votes": found.votes,
        "agree": found.agree,
        "differences": found.differences,
    }
