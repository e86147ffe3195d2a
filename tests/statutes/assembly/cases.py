"""The worked examples about assemblies, of both rulebooks, and what they are turned into before a rule reads them."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from koinon.statutes.assembly.enrolment import MemberFacts
from koinon.statutes.assembly.roll import Roll, RollLine
from koinon.statutes.assembly.tally import Counts
from koinon.statutes.assembly.weights import WeightAccount
from koinon.statutes.rulebook import Rulebook, load_rulebook
from koinon.statutes.rulebook.findings import rules_of
from koinon.statutes.standing import Claim, standing

from ..conftest import CECOP, LEAGUE

RECORD_DAY = date(2026, 6, 4)


@cache
def rulebook(code: str) -> Rulebook:
    """One of the two rulebooks that have examples."""
    return load_rulebook(CECOP.parent / code)


def examples(name: str, keys: str) -> list[Any]:
    """The examples of a file in both rulebooks; a key that the test does not read is an error."""
    found = []
    for folder in (CECOP, LEAGUE):
        path = folder / "examples" / name
        text = path.read_text() if path.exists() else "example = []"
        for case in tomllib.loads(text, parse_float=Decimal)["example"]:
            assert set(case) <= set(keys.split()), case["title"]
            found.append(pytest.param(rulebook(folder.name), case, id=f"{folder.name}: {case['title']}"))
    return found


def is_named(book: Rulebook, case: Mapping[str, Any]) -> bool:
    """Whether some rule comes from the item of the source that an example names, if it names one."""
    return "source" not in case or any(case["source"] in getattr(rule, "source", ()) for _, rule in rules_of(book))


def member_facts(book: Rulebook, given: Mapping[str, Any]) -> MemberFacts:
    """A member of an example; `unpaid` has an invoice that is overdue and was reminded of."""
    unpaid = Claim(2026, Decimal("500.00"), Decimal("0.00"), date(2026, 3, 1), reminded_on=date(2026, 3, 20))
    claims = [unpaid] if given.get("unpaid") else []
    number = given.get("cooperatives")
    return MemberFacts(
        member=given["name"],
        category=given["category"],
        country=given["country"],
        standing=standing(book, state=given.get("state", "admitted"), claims=claims, on=RECORD_DAY),
        figures={"cooperatives": None if number is None else Decimal(number)},
        fee=given.get("fee"),
        waived_by=given.get("waived"),
    )


def roll_of(book: Rulebook, body: str, votes: Mapping[str, Mapping[str, int]]) -> Roll:
    """A roll on which these members have these votes by each weight key."""
    lines = tuple(
        RollLine(
            member=member,
            group=next(iter(book.categories)),
            country="BE",
            entitled=True,
            reason="granted",
            waived_by=None,
            weights=tuple(
                WeightAccount(key, book.weights[key].label, number, (), None, f"weights.{key}", ())
                for key, number in by_key.items()
            ),
            right=None,
        )
        for member, by_key in sorted(votes.items())
    )
    return Roll(body, RECORD_DAY, lines, (), f"meetings.{body}", (), book.reference)


def counts(given: Mapping[str, int | str]) -> Counts:
    """Votes of one weight key."""
    return Counts(**{key: Fraction(given.get(key, 0)) for key in ("yes", "no", "abstain", "invalid")})


def body_of(book: Rulebook) -> str:
    """The body in which members vote."""
    return next(key for key, meeting in book.meetings.items() if meeting.right is not None)
