"""`koinon eligibility`: in which category an organisation may join, why, and what must still be asked to know.

Exit status: 0 it is settled (a category, or that none fits), 3 it is not and the output says what is missing,
2 wrong input.
"""

import json
import sys
import tomllib
from argparse import Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.core import clock
from koinon.doors.cli.fees import rules_in_force, rules_of, without_folder
from koinon.doors.cli.options import Parser, WrongInput, day
from koinon.statutes.conditions import Reason
from koinon.statutes.contradictions import Conflict
from koinon.statutes.eligibility import CriterionVerdict, Eligibility, assess
from koinon.statutes.eligibility_words import (
    allowed_answers,
    answer_words,
    conflict_text,
    reason_text,
    served_criteria,
)
from koinon.statutes.explanation import rulebook_text
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import NoRuleInForce, Rulebook, RulebookErrors
from koinon.statutes.rulebook.reference import reference_as_data
from koinon.statutes.texts import say

SETTLED, WRONG_INPUT, OPEN = 0, 2, 3
LONGEST_TOLD = 80
NOTE = """FACTS.toml answers the rulebook's questions, one a line; what is left out is unknown:

  level = "national"
  worker_cooperatives = true

The rules are those adopted in this house for the day; before any was adopted, or with
--rulebook DIR, those in the files (KOINON_RULEBOOK, or rulebook/cecop).
Exit status: 0 settled, be it for a category or for none; 3 not known yet, and what is missing is said; 2 wrong input.

"""
STATES = {"met": "met", "not_met": "not met", "unknown": "not known yet"}


def run(argv: Sequence[str]) -> int:
    """Print the category with its account, or the questions that are asked."""
    wants_json = "--json" in argv
    try:
        rest, folder = without_folder(list(argv[1:]))
        arguments = _parser().parse_args(rest)
        on = day(arguments.on) if arguments.on else clock.today()
        rulebook = (rules_of(folder) if folder else rules_in_force)(on)
        return _questions(rulebook, arguments) if arguments.questions else _category(rulebook, arguments)
    except (WrongInput, NoRuleInForce, RulebookErrors) as error:
        return _refuse(str(error), wants_json=wants_json)
    except InputError as error:
        words = _("{key}: found {found}, allowed: {allowed}")
        found = words.format(key=error.key, found=_as_written(error.found), allowed=error.allowed)
        return _refuse(found, wants_json=wants_json)


def as_json(rulebook: Rulebook, found: Eligibility, language: str) -> dict[str, Any]:
    """The account as the command prints it, words in one language."""
    gaps = {gap.key for gap in found.missing}
    return {
        "category": found.category,
        "criterion": found.criterion,
        "criteria": [_criterion(rulebook, verdict, language) for verdict in found.criteria],
        "contradictions": [_conflict(conflict, language) for conflict in found.conflicts],
        "missing": [row for row in questions_as_json(rulebook, language) if row["fact"] in gaps],
        "possible": list(found.possible),
        "alternatives": list(found.alternatives),
        "rulebook": {**reference_as_data(found.rulebook), "name": say(found.rulebook.name, language)},
    }


def questions_as_json(rulebook: Rulebook, language: str) -> list[dict[str, Any]]:
    """The rulebook's questions: the fact, how one asks, the answers it takes, the criteria that read it."""
    served = served_criteria(rulebook)
    return [
        {
            "fact": key,
            "question": say(question.question, language),
            "kind": question.kind,
            "allowed": list(allowed_answers(question)) or _("words"),
            "criteria": list(served[key]),
        }
        for key, question in rulebook.facts.items()
    ]


def as_text(rulebook: Rulebook, found: Eligibility, language: str) -> str:
    """The account as lines: the category, each criterion with its reason, what is missing, the rules."""
    lines = [f"{_('Category')}: {_value(rulebook, found, language)}"]
    for verdict in found.criteria:
        category = say(rulebook.categories[verdict.category].label, language)
        lines.append(f"  {category}: {say(verdict.label, language)}: {_(STATES[verdict.verdict])}")
        lines.append(f"    {reason_text(rulebook, verdict, language, _)}")
    if found.conflicts:
        lines.append(f"  {_('These answers contradict each other:')}")
        lines += [f"    {conflict_text(rulebook, conflict, language, _)}" for conflict in found.conflicts]
    if found.missing:
        lines.append(f"  {_('Before it can be said, this has to be known:')}")
        lines += [f"    {gap.key}: {say(gap.question, language)}" for gap in found.missing]
    return "\n".join([*lines, f"  {rulebook_text(found, language, _)}"])


def _value(rulebook: Rulebook, found: Eligibility, language: str) -> str:
    if found.category:
        return say(rulebook.categories[found.category].label, language)
    return _("not known yet") if found.missing else _("none fits")


def _criterion(rulebook: Rulebook, verdict: CriterionVerdict, language: str) -> dict[str, Any]:
    return {
        "key": verdict.key,
        "category": verdict.category,
        "label": say(verdict.label, language),
        "state": verdict.verdict,
        "reason": reason_text(rulebook, verdict, language, _),
        "facts": [
            {"fact": reason.fact, "answer": reason.answer, "wanted": _wanted(rulebook, reason), "state": reason.verdict}
            for reason in verdict.reasons
        ],
    }


def _conflict(conflict: Conflict, language: str) -> dict[str, Any]:
    return {
        "key": conflict.key,
        "sentence": say(conflict.sentence, language),
        "facts": {reason.fact: reason.answer for reason in conflict.reasons},
        "source": list(conflict.source),
    }


def _wanted(rulebook: Rulebook, reason: Reason) -> list[bool | str]:
    """The answers a criterion takes, as a file of facts writes them."""
    yes_no = rulebook.facts[reason.fact].kind == "yes_no"
    return [key == "true" for key in reason.wanted] if yes_no else list(reason.wanted)


def _category(rulebook: Rulebook, arguments: Namespace) -> int:
    if not arguments.facts:
        raise WrongInput(_("expected a file of facts, or --questions"))
    found, language = assess(rulebook, _read(Path(arguments.facts))), get_language() or "en"
    _say(as_json(rulebook, found, language) if arguments.json else as_text(rulebook, found, language))
    return SETTLED if found.is_settled else OPEN


def _questions(rulebook: Rulebook, arguments: Namespace) -> int:
    if arguments.facts:
        raise WrongInput(_("--questions takes no file of facts"))
    language = get_language() or "en"
    rows = questions_as_json(rulebook, language)
    _say(rows if arguments.json else "\n".join(_question_text(rulebook, row, language) for row in rows))
    return SETTLED


def _question_text(rulebook: Rulebook, row: dict[str, Any], language: str) -> str:
    question = rulebook.facts[row["fact"]]
    allowed = [
        f"{_as_toml(answer)} ({answer_words(question, answer, language, _)})" for answer in allowed_answers(question)
    ]
    return "\n".join(
        [
            f"{row['fact']}: {row['question']}",
            f"  {_('allowed')}: {', '.join(allowed) or row['allowed']}",
            f"  {_('serves')}: {', '.join(row['criteria'])}",
        ]
    )


def _read(path: Path) -> dict[str, Any]:
    """The facts of a file as they were written; the rules check them."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        words = _("{path}: cannot be read ({why})").format(path=path, why=error.strerror)
    except UnicodeDecodeError:
        words = _("{path}: found bytes that are no text, allowed: TOML in UTF-8").format(path=path)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        words = _("{path}: is no TOML ({why})").format(path=path, why=error)
    raise WrongInput(words)


def _as_written(found: object) -> str:
    """What was found, as a file of facts writes it."""
    if isinstance(found, dict | list):
        return _("a table") if isinstance(found, dict) else _("a list")
    words = _as_toml(found) if isinstance(found, bool | str) else str(found)
    return words if len(words) <= LONGEST_TOLD else f"{words[:LONGEST_TOLD]}…"


def _as_toml(answer: bool | str) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _parser() -> Parser:
    parser = Parser(
        prog="koinon eligibility",
        description=_("In which category an organisation may join, criterion by criterion."),
        epilog=NOTE,
        allow_abbrev=False,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("facts", nargs="?", metavar="FACTS.toml", help=_("what is known of the organisation"))
    parser.add_argument("--questions", action="store_true", help=_("list the questions instead"))
    parser.add_argument("--on", metavar="DAY", help=_("the day whose rules count; today without it"))
    parser.add_argument("--rulebook", metavar="DIR", help=_("rules from the files of a folder"))
    parser.add_argument("--json", action="store_true", help=_("print data instead of text"))
    return parser


def _say(found: Any) -> None:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")


def _refuse(words: str, *, wants_json: bool) -> int:
    sys.stderr.write(f"koinon eligibility: {words}\n")
    if wants_json:
        _say({"category": None, "error": words})
    return WRONG_INPUT
