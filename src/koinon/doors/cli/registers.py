"""`koinon actions`, `koinon permissions`, `koinon docs`: what can be done and by whom, from the registries."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from koinon.doors.cli import ground
from koinon.doors.cli.options import Parser
from koinon.doors.cli.tables import actions_page, actions_table, permissions_page, permissions_table

DONE, FAULT = 0, 1
WORDS = {
    "actions": "Everything that can be done in this house: what it does, who may, what it is told.",
    "permissions": "Every permission, and who holds it: offices of the secretariat, and mandates of a member.",
    "docs": "Write docs/actions.md and docs/permissions.md from the registries.",
}


def run(argv: Sequence[str]) -> int:
    """Run one of the three commands."""
    command = argv[0]
    parser = Parser(prog=f"koinon {command}", description=WORDS[command])
    if command == "docs":
        parser.add_argument("--check", action="store_true", help="change nothing; exit status 1 where they differ")
        parser.add_argument("--to", type=Path, default=ground.ROOT / "docs", metavar="DIR", help="the folder of docs")
        given = parser.parse_args(list(argv[1:]))
        return _docs(given.to, check=given.check)
    parser.add_argument("--json", action="store_true", help="print data instead of text")
    as_json = parser.parse_args(list(argv[1:])).json
    rows = actions_table() if command == "actions" else permissions_table()
    page = actions_page() if command == "actions" else permissions_page()
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n" if as_json else page)
    return DONE


def _docs(folder: Path, *, check: bool) -> int:
    pages = {"actions.md": actions_page(), "permissions.md": permissions_page()}
    stale = [name for name, page in pages.items() if not _says(folder / name, page)]
    if check:
        for name in stale:
            sys.stdout.write(f"{folder / name} is not what the registries say; koinon docs writes it anew\n")
        return FAULT if stale else DONE
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_text(pages[name], encoding="utf-8")
        sys.stdout.write(f"Written: {folder / name}\n")
    return DONE


def _says(place: Path, page: str) -> bool:
    return place.exists() and place.read_text(encoding="utf-8") == page
