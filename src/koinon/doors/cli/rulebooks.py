"""`koinon rulebook`: check the files of a rulebook, adopt them, list what was adopted."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from koinon.core import clock
from koinon.doors.cli import people
from koinon.doors.cli.decisions import decision
from koinon.doors.cli.options import Parser, WrongInput, day
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.rooms.rulebook.queries import versions
from koinon.statutes.rulebook import Rulebook, RulebookErrors, parse_rulebook, texts_of

DONE, WRONG = 0, 2


def run(argv: Sequence[str]) -> int:
    """Run one of the commands on rulebooks."""
    parser = Parser(prog="koinon rulebook", description="The confederation's rules, as files and as adopted.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    for name, add in (("check", _add_check), ("adopt", _add_adopt), ("versions", _add_versions)):
        add(commands, name)
    given = parser.parse_args(list(argv[1:]))
    status: int = given.run(given)
    return status


def _add_check(commands: Any, name: str) -> None:
    words = "Read a rulebook's files and tell every mistake: file, line, key, what was found, what is allowed."
    command = commands.add_parser(name, help="read a rulebook's files and tell every mistake", description=words)
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder with the rulebook's files")
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_check)


def _add_adopt(commands: Any, name: str) -> None:
    words = "Put a rulebook into force from a day, by a decision that is on record. What was issued before stays."
    command = commands.add_parser(name, help="put a rulebook into force by a recorded decision", description=words)
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder with the rulebook's files")
    command.add_argument("--from", dest="first_day", required=True, metavar="DAY", help="in force from this day on")
    command.add_argument(
        "--decision", required=True, metavar="REF",
        help='"BODY; DAY; REFERENCE", for example "General Assembly; 2025-05-22; GA2025/7"',
    )  # fmt: skip
    command.add_argument("--body", metavar="BODY", help="the body that decided, where REF is the reference alone")
    command.add_argument("--decided-on", metavar="DAY", help="when it decided, where REF is the reference alone")
    command.add_argument(
        "--as", dest="person", required=True, metavar="PERSON", help="who adopts it: an e-mail address on record"
    )
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_adopt)


def _add_versions(commands: Any, name: str) -> None:
    command = commands.add_parser(name, help="list the adopted versions", description="The adopted versions.")
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_versions)


def _texts(folder: Path) -> Mapping[str, str]:
    if not folder.is_dir():
        raise WrongInput(f"found {folder}, allowed: a folder with a rulebook's files")
    return texts_of(folder)


def _check(given: Namespace) -> int:
    try:
        rulebook = parse_rulebook(_texts(given.folder))
    except RulebookErrors as problems:
        _print_problems(problems, as_json=given.json)
        return WRONG
    facts = _facts(rulebook)
    if given.json:
        _print_json({"valid": True, **facts, "errors": []})
    else:
        counted = ", ".join(f"{facts[name]} {name}" for name in ("categories", "criteria", "bases", "choices"))
        _print(f"{given.folder}: a sound rulebook of {facts['code']}: {counted}.", f"Version {facts['version']}")
    return DONE


def _facts(rulebook: Rulebook) -> dict[str, Any]:
    return {
        "code": rulebook.code,
        "version": rulebook.version,
        "in_force_from": rulebook.in_force_from.isoformat() if rulebook.in_force_from else None,
        "categories": len(rulebook.categories),
        "criteria": len(rulebook.criteria),
        "bases": len(rulebook.bases),
        "choices": len(rulebook.choices),
    }


def _print_problems(problems: RulebookErrors, *, as_json: bool) -> None:
    if as_json:
        fields = ("code", "file", "line", "key", "found", "allowed", "suggestion")
        errors = [{name: getattr(problem, name) for name in fields} for problem in problems]
        _print_json({"valid": False, "errors": errors})
        return
    _print(*(str(problem) for problem in problems))
    count = len(problems)
    sys.stderr.write(f"koinon rulebook: {count} mistake{'' if count == 1 else 's'} to mend\n")


def _adopt(given: Namespace) -> int:
    texts = _texts(given.folder)
    parse_rulebook(texts)  # mistakes are told in full before anything else is looked at
    adopted = adopt_rulebook(
        actor=people.actor_named(given.person, clock.now()),
        texts=texts,
        in_force_from=day(given.first_day),
        decision=decision(given.decision, given.body, given.decided_on),
    )
    first = adopted.in_force_from.isoformat()
    if given.json:
        _print_json({"code": adopted.code, "version": adopted.rulebook, "in_force_from": first})
    else:
        _print(f"Adopted: {adopted.code}, in force from {first}.", f"Version {adopted.rulebook}")
    return DONE


def _versions(given: Namespace) -> int:
    rows = [
        {
            "code": row.code,
            "version": row.hash,
            "in_force_from": row.in_force_from.isoformat(),
            "decision": str(row.decision),
            "decided_on": row.decision.taken_on.isoformat(),
            "adopted_at": row.adopted_at.isoformat(),
        }
        for row in versions().defer("texts")
    ]
    if given.json:
        _print_json(rows)
    elif not rows:
        _print("No version was adopted yet. koinon rulebook adopt --help tells how.")
    else:
        _print(*(f"{row['in_force_from']}  {row['code']}  {row['version'][:12]}  {row['decision']}" for row in rows))
    return DONE


def _print(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


def _print_json(data: object) -> None:
    _print(json.dumps(data, ensure_ascii=False, indent=2))
