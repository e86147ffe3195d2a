"""The answers to "May we join?", as they stand in the address of the page: readable, to be kept and passed on.

An answer is the key of an option, `yes` or `no`, or words; `-` leaves a question open on purpose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.doors.website.estimator import CATEGORY, MONTH, field_name
from koinon.statutes.eligibility_words import answer_words
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.member_rules import FactQuestion

CHANGE, OPEN = "change", "-"
YES_NO: Mapping[str, bool] = {"yes": True, "no": False}
LONGEST = 200
# Marks that newsletters and other sites put behind our address; they say nothing about an organisation.
OF_OTHERS = ("utm_", "fbclid", "mc_")


@dataclass(frozen=True, slots=True)
class Answers:
    """What an address answers: known, left open, the fee's figures as typed, and what makes no sense."""

    rulebook: Rulebook
    known: Mapping[str, bool | str]
    left_open: tuple[str, ...]
    figures: Mapping[str, str]
    unreadable: tuple[str, ...]
    strange: bool
    change: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.known or self.left_open)

    def pairs(self, without: tuple[str, ...] = (), figures: bool = True) -> list[tuple[str, str]]:
        """Names and values that say the same again, but for some facts."""
        given = {**{key: OPEN for key in self.left_open}, **{key: written(value) for key, value in self.known.items()}}
        facts = [
            (fact_name(self.rulebook, key), given[key])
            for key in self.rulebook.facts
            if key in given and key not in without
        ]
        return [*facts, *(self.figures.items() if figures else ())]

    def address(self, change: str = "") -> str:
        """The query that says the same again, with one question opened to be changed."""
        return urlencode([*self.pairs(), *([(CHANGE, change)] if change else [])])


@dataclass(frozen=True, slots=True)
class Given:
    """A question that was answered, or left open, and where it is changed."""

    question: str
    answer: str
    change: str


def read_answers(rulebook: Rulebook, query: QueryDict) -> Answers:
    """Read an address. What makes no sense is told apart and counts as unknown."""
    names = {fact_name(rulebook, key): key for key in rulebook.facts}
    of_fees = {MONTH, *(field_name(basis) for basis in rulebook.bases.values())}
    known: dict[str, bool | str] = {}
    left_open, unreadable = [], []
    for name, key in names.items():
        values = set(query.getlist(name))
        if not values:
            continue
        answer = _read(rulebook.facts[key], values.pop()) if len(values) == 1 else None
        if answer is None:
            unreadable.append(key)
        elif answer == OPEN:
            left_open.append(key)
        else:
            known[key] = answer
    change = names.get(query.get(CHANGE, ""), "")
    ours = {*names, *of_fees, CHANGE}
    return Answers(
        rulebook=rulebook,
        known=known,
        left_open=tuple(left_open),
        figures={name: query[name] for name in sorted(of_fees & set(query))},
        unreadable=tuple(unreadable),
        strange=any(name not in ours and not name.startswith(OF_OTHERS) for name in query)
        or (CHANGE in query and not change),
        change=change,
    )


def given_rows(answers: Answers, keys: Sequence[str]) -> list[Given]:
    """Questions with their answers in words, each with the address that opens it to be changed."""
    facts, language = answers.rulebook.facts, get_language() or "en"
    return [
        Given(
            words.say(facts[key].question),
            answer_words(facts[key], answers.known.get(key), language, _),
            answers.address(change=fact_name(answers.rulebook, key)),
        )
        for key in keys
    ]


def fact_name(rulebook: Rulebook, key: str) -> str:
    """The name of a fact in the address; one called like a figure of the fee, or a word of ours, is set apart."""
    taken = {CHANGE, CATEGORY, MONTH, *(field_name(basis) for basis in rulebook.bases.values())}
    return f"{key}_fact" if key in taken else key


def written(answer: bool | str) -> str:
    """An answer as the address writes it."""
    return ("yes" if answer else "no") if isinstance(answer, bool) else answer


def _read(question: FactQuestion, value: str) -> bool | str | None:
    """The answer; None where it makes no sense. A line left empty is left open."""
    if value == OPEN:
        return OPEN
    if question.kind == "yes_no":
        return YES_NO.get(value)
    if question.kind == "choice":
        return value if value in question.options else None
    text = " ".join(value.split())
    if len(text) > LONGEST or not text.isprintable():
        return None
    return text or OPEN
