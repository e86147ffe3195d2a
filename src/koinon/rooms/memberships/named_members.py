"""The members that other members name (the full member that a branch is the branch of): are they still such members?

A member is named by the record that the fact points at, or in words, as applicants write it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from koinon.core.words import folded
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import NOT_ADMITTED
from koinon.rooms.organisations.queries import names_of
from koinon.statutes.conditions import leaves
from koinon.statutes.eligibility import CriterionVerdict
from koinon.statutes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class NamedMember:
    """A member that a criterion rests on: the fact that names it, its name, the category that the rules want it in.

    `state` says whether it is in that category on the day; `unknown` where nobody of that name ever was.
    """

    fact: str
    name: str
    category: str
    state: Literal["member", "not_member", "unknown"]


def named_members(
    rulebook: Rulebook, verdicts: Mapping[int, CriterionVerdict | None], on: date
) -> dict[int, NamedMember]:
    """Whom the criteria of some members name, by the keys of these; at most two queries, none where nobody is named."""
    wanted = {key: question.member_of for key, question in rulebook.facts.items() if question.member_of}
    naming = {key for key, rule in rulebook.criteria.items() if any(leaf.fact in wanted for leaf in leaves(rule.when))}
    answers = {
        pk: (reason.fact, reason.answer)
        for pk, verdict in verdicts.items()
        if verdict is not None and verdict.key in naming
        for reason in verdict.reasons
        if reason.fact in wanted and isinstance(reason.answer, str)
    }
    if not answers:
        return {}
    known = _on_record({category for category in wanted.values() if category}, on)
    pointed = {pointer for _fact, answer in answers.values() if (pointer := pointer_of(answer)) is not None}
    strangers = names_of(pointed - known.keys())
    return {pk: _named(fact, wanted[fact] or "", answer, known, strangers) for pk, (fact, answer) in answers.items()}


def with_name(verdict: CriterionVerdict, named: NamedMember) -> CriterionVerdict:
    """The verdict with the name of whom a fact points at."""
    reasons = (replace(one, answer=named.name) if one.fact == named.fact else one for one in verdict.reasons)
    return replace(verdict, reasons=tuple(reasons))


def pointer_of(answer: bool | str | None) -> UUID | None:
    """The record by which an answer names a member; None where it names it in words, or nobody."""
    try:
        return UUID(answer) if isinstance(answer, str) else None
    except ValueError:
        return None


Known = dict[UUID | str, tuple[str, frozenset[str]]]


def _on_record(categories: set[str], on: date) -> Known:
    """By record and by name: who was ever in these categories, and in which of them on the day."""
    rows = Membership.objects.filter(category__in=categories).exclude(state__in=NOT_ADMITTED)
    known: Known = {}
    for category, record, name, short_name, starts_on, ends_on in rows.values_list(
        "category",
        "organisation__public_id",
        "organisation__name",
        "organisation__short_name",
        "starts_on",
        "ends_on",
    ):
        runs = starts_on <= on and (ends_on is None or ends_on >= on)
        keys: set[UUID | str] = {record, folded(name), folded(short_name or name)}
        for key in keys:
            before: frozenset[str] = known[key][1] if key in known else frozenset()
            known[key] = (name, before | {category} if runs else before)
    return known


def _named(fact: str, category: str, answer: str, known: Known, strangers: Mapping[str, str]) -> NamedMember:
    pointer = pointer_of(answer)
    name, kinds = known.get(folded(answer) if pointer is None else pointer, ("", None))
    if kinds is not None:
        return NamedMember(fact, name, category, "member" if category in kinds else "not_member")
    # A record that was never in the category is known not to be; words may only be spelled another way.
    stranger = strangers.get(str(pointer), answer)
    return NamedMember(fact, stranger, category, "unknown" if pointer is None else "not_member")
