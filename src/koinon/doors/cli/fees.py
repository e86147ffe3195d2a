"""`koinon fee`: finds the rules to reckon by, and hands over to the command itself."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from koinon.doors.cli import fee
from koinon.doors.cli.options import WrongInput
from koinon.statutes.rulebook import Rulebook, RulebookHistory, load_rulebook

NOTE = """The rules are those adopted in this house for the day; before any was adopted, or with
--rulebook DIR, those in the files (KOINON_RULEBOOK, or rulebook/cecop).
Exit status: 0 the fee is known, 3 it is unknown and what is missing is said, 2 wrong input.

"""


def run(argv: Sequence[str]) -> int:
    """Print a fee and its account."""
    rest, folder = without_folder(list(argv[1:]))
    if {"-h", "--help"} & set(rest):
        sys.stdout.write(NOTE)
    return fee.run(rest, rules_of(folder) if folder else rules_in_force)


def without_folder(argv: list[str]) -> tuple[list[str], Path | None]:
    """The other options, and the folder given by --rulebook, taken out before the rules are read."""
    for place, word in enumerate(argv):
        if word.startswith("--rulebook="):
            return [*argv[:place], *argv[place + 1 :]], Path(word.partition("=")[2])
        if word == "--rulebook":
            if place + 1 == len(argv):
                raise WrongInput("--rulebook: expected a folder")
            return [*argv[:place], *argv[place + 2 :]], Path(argv[place + 1])
    return argv, None


def rules_of(folder: Path) -> Callable[[date], Rulebook]:
    """The rules in the files of a folder, by day."""
    if not folder.is_dir():
        raise WrongInput(f"--rulebook: found {folder}, allowed: a folder with a rulebook's files")
    return RulebookHistory([load_rulebook(folder)]).in_force_on


def rules_in_force(on: date) -> Rulebook:
    """The rules of a day: as adopted in this house, else as the files have them."""
    from django.conf import settings

    if getattr(settings, "HAS_DATABASE", True):
        from koinon.rooms.rulebook.queries import rulebook_in_force

        if _adopted():
            return rulebook_in_force(on)
    return rules_of(Path(settings.KOINON_RULEBOOK))(on)


def _adopted() -> bool:
    """Whether any version of the rules was adopted in this house."""
    from django.db.utils import DatabaseError

    from koinon.rooms.rulebook.models import RulebookVersion

    try:
        return RulebookVersion.objects.exists()
    except DatabaseError:
        return False  # no tables yet
