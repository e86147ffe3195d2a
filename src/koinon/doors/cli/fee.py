"""`koinon fee`: what a member would pay, from the command line.

The options for figures are made from the rulebook: a basis that a new rulebook brings needs no change here.
Exit status: 0 the fee is known, 3 it is unknown and the output says what is missing, 2 wrong input.
"""

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Never

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.core import clock
from koinon.statutes.explanation import as_text, tranche_text
from koinon.statutes.fee_line import FeeLine
from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import NoRuleInForce, Rulebook, RulebookReference
from koinon.statutes.rulebook.schema import Basis
from koinon.statutes.texts import say

KNOWN, WRONG_INPUT, UNKNOWN = 0, 2, 3
FIGURE = re.compile(r"\d+(?:_\d+)*(?:\.\d+)?", re.ASCII)
OWN_OPTIONS = ("category", "on", "json", "help")


class WrongInput(Exception):
    """The command line cannot be read; the words say why and what is allowed."""


class Parser(ArgumentParser):
    """An argument parser that raises instead of ending the process."""

    def error(self, message: str) -> Never:
        """Hand the complaint on to whoever prints it."""
        raise WrongInput(message)


def run(argv: Sequence[str], rulebook_for: Callable[[date], Rulebook]) -> int:
    """Print a fee and its account; `rulebook_for` gives the rules in force on a day, or raises `NoRuleInForce`."""
    wants_json = "--json" in argv
    try:
        on = _day(argv)
        rulebook = rulebook_for(on)
        arguments = _parser(rulebook).parse_args(list(argv))
        fee = _fee(rulebook, arguments, on)
    except (WrongInput, NoRuleInForce) as error:
        return _refuse(str(error), wants_json=wants_json)
    except InputError as error:
        words = _("{key}: found {found}, allowed: {allowed}")
        return _refuse(words.format(key=error.key, found=error.found, allowed=error.allowed), wants_json=wants_json)
    language = get_language() or "en"
    text = json.dumps(as_json(fee, language), ensure_ascii=False, indent=2) if wants_json else as_text(fee, language, _)
    sys.stdout.write(text + "\n")
    return KNOWN if fee.amount is not None else UNKNOWN


def as_json(fee: Fee, language: str) -> dict[str, Any]:
    """The fee as the command prints it: amounts as strings with two decimals, words in one language."""
    return {
        "category": fee.category,
        "year": fee.year,
        "amount": _amount(fee.amount),
        "currency": fee.currency,
        "illustrative": fee.illustrative,
        "rulebook": _reference(fee.rulebook, language),
        "lines": [_line(line, fee.currency, language) for line in fee.lines],
        "missing": [
            {"key": gap.key, "reason": gap.reason, "question": say(gap.question, language), "asks": gap.asks}
            for gap in fee.missing
        ],
    }


def _line(line: FeeLine, currency: str, language: str) -> dict[str, Any]:
    return {
        "label": say(line.label, language),
        "basis": line.basis,
        "value": _value(line),
        "tranche": tranche_text(line, currency, _),
        "amount": _amount(line.amount),
        "kind": line.kind,
        "illustrative": line.illustrative,
    }


def _value(line: FeeLine) -> str | int | None:
    if isinstance(line.value, Decimal):
        return int(line.value) if line.unit == "count" else _amount(line.value)
    return line.value


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _reference(reference: RulebookReference, language: str) -> dict[str, Any]:
    since = reference.in_force_from
    return {
        "code": reference.code,
        "name": say(reference.name, language),
        "version": reference.version,
        "in_force_from": None if since is None else since.isoformat(),
    }


def _refuse(words: str, *, wants_json: bool) -> int:
    sys.stderr.write(f"koinon fee: {words}\n")
    if wants_json:
        sys.stdout.write(json.dumps({"amount": None, "error": words}, ensure_ascii=False, indent=2) + "\n")
    return WRONG_INPUT


def _day(argv: Sequence[str]) -> date:
    """The day asked about, read first because the other options depend on the rules of that day."""
    first = Parser(prog="koinon fee", add_help=False, allow_abbrev=False)
    first.add_argument("--on")
    given: str | None = first.parse_known_args(list(argv))[0].on
    if given is None:
        return clock.today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise WrongInput(_("--on: found {found}, allowed: a day such as 2026-01-01").format(found=given)) from None


def _parser(rulebook: Rulebook) -> Parser:
    description = _("What a member pays for a year, line by line.")
    parser = Parser(prog="koinon fee", description=description, allow_abbrev=False)
    parser.add_argument("--category", required=True, metavar="KEY", help=", ".join(rulebook.categories))
    parser.add_argument("--on", metavar="DAY", help=_("the day whose rules and year count; today without it"))
    parser.add_argument("--json", action="store_true", help=_("print data instead of text"))
    for basis in rulebook.bases.values():
        parser.add_argument(_option(basis), dest=_destination(basis), metavar=_metavar(basis), help=_help(basis))
    return parser


def _option(basis: Basis) -> str:
    """The option of a basis; one that shares a name with an option of the command itself is set apart."""
    name = basis.key.replace("_", "-")
    return f"--{name}-figure" if name in OWN_OPTIONS else f"--{name}"


def _destination(basis: Basis) -> str:
    return f"basis {basis.key}"


def _metavar(basis: Basis) -> str:
    return {"count": "NUMBER", "money": "AMOUNT", "choice": "KEY"}[basis.unit]


def _help(basis: Basis) -> str:
    words = say(basis.label, get_language() or "en").replace("%", "%%")
    return f"{words}: {', '.join(basis.options)}" if basis.options else words


def _fee(rulebook: Rulebook, arguments: Namespace, on: date) -> Fee:
    given = {key: getattr(arguments, _destination(basis)) for key, basis in rulebook.bases.items()}
    inputs = {key: _read(rulebook.bases[key], text) for key, text in given.items() if text is not None}
    if arguments.category in rulebook.fees:
        _refuse_unused(rulebook, arguments.category, inputs)
    return compute_fee(rulebook, category=arguments.category, year=on.year, inputs=inputs)


def _refuse_unused(rulebook: Rulebook, category: str, inputs: dict[str, Decimal | str]) -> None:
    wanted = rulebook.fees[category].bases
    for key in inputs:
        if key not in wanted:
            options = ", ".join(_option(rulebook.bases[basis]) for basis in wanted) or _("no figure")
            words = _("{option} plays no part in the fee of {category}, which needs {options}")
            option = _option(rulebook.bases[key])
            raise WrongInput(words.format(option=option, category=category, options=options))


def _read(basis: Basis, text: str) -> Decimal | str:
    """A figure as people type it: digits, with _ between thousands and a point before cents."""
    if basis.unit == "choice":
        return text
    if not FIGURE.fullmatch(text):
        words = _("{option}: found {found}, allowed: digits such as 540000000 or 540_000_000.00")
        raise WrongInput(words.format(option=_option(basis), found=text))
    return Decimal(text.replace("_", ""))
