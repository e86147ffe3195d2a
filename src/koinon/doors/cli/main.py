"""Finds the command, makes the house ready for it, runs it, and puts every failure into words.

Exit status: 0 done, 1 a fault (of the house or its surroundings), 2 wrong input, 3 an unknown fee or category.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module

from koinon.doors.cli import ground

DONE, FAULT, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130
Run = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: the module that runs it, what it does, and how much of the house it needs."""

    module: str
    summary: str
    needs: ground.Needs = "house"


COMMANDS = {
    "fee": Command("fees", "compute what a member pays, with its account line by line", "rules"),
    "eligibility": Command("eligibility", "judge in which category an organisation may join, and why", "rules"),
    "rulebook": Command("rulebooks", "check, adopt and list versions of the rulebook"),
    "journal": Command("journals", "verify the journal's seals, show its head", "tables"),
    "assemblies": Command("assemblies", "recount what meetings decided, from their records"),
    "worker": Command("workers", "deliver what is in the outbox and fire what is due, until stopped"),
    "setup": Command("setting_up", "make a new house ready: tables, pages, the first secretary general"),
    "move": Command("moving", "carry the whole house from one database to another"),
    "actions": Command("registers", "list everything that can be done, and who may do it"),
    "permissions": Command("registers", "list who may do what"),
    "docs": Command("registers", "write docs/actions.md and docs/permissions.md anew, or check them"),
}


def main(argv: Sequence[str]) -> int:
    """Run one command; gives the exit status."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        sys.stdout.write(overview())
        return DONE if argv else WRONG_INPUT
    name = argv[0]
    if name not in COMMANDS:
        near = get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose from {', '.join(COMMANDS)}"
        return complain("koinon", f"there is no command {name!r}; {hint}", WRONG_INPUT)
    return _guarded(name, argv)


def overview() -> str:
    """The list of commands."""
    width = max(len(name) for name in COMMANDS)
    lines = [f"  {name.ljust(width)}  {command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: koinon COMMAND [OPTIONS]", "", *lines, "", "koinon COMMAND --help tells more.", ""])


def complain(who: str, words: object, status: int) -> int:
    """Say on the error channel what went wrong; gives the exit status."""
    sys.stderr.write(f"{who}: {words}\n")
    return status


def _guarded(name: str, argv: Sequence[str]) -> int:
    who = f"koinon {name}"
    if name != "worker":
        # The worker's log is what there is to read of it; a command speaks for itself.
        os.environ.setdefault("KOINON_LOG_LEVEL", "WARNING")
    try:
        ground.prepare(COMMANDS[name].needs)
        status = _run(name, argv)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has seen enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        words, status = _words_for(error)
        if status == FAULT and os.environ.get("KOINON_TRACE"):
            raise
        return complain(who, words, status)


def _run(name: str, argv: Sequence[str]) -> int:
    module = import_module(f"koinon.doors.cli.{COMMANDS[name].module}")
    run: Run = module.run
    return run(argv)


def _words_for(error: Exception) -> tuple[str, int]:
    """What to say of an error, and whose it is: the input's, or the house's."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import DatabaseError

    from koinon.core.refusals import Refused
    from koinon.doors.cli.options import WrongInput
    from koinon.statutes.rulebook import NoRuleInForce, RulebookErrors

    if isinstance(error, Refused):
        return str(error.refusal), WRONG_INPUT
    if isinstance(error, WrongInput | RulebookErrors | NoRuleInForce):
        return str(error), WRONG_INPUT
    if isinstance(error, DatabaseError):
        return f"the database does not answer as it should ({error}). Was it set up? koinon setup --help", FAULT
    if isinstance(error, ImproperlyConfigured | OSError | ground.NoHouse):
        return str(error), FAULT
    return f"a fault in the program, {type(error).__name__}: {error}. KOINON_TRACE=1 shows where.", FAULT
