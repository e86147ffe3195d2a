"""Whether members still fit what they were admitted as, by the facts on record: the yearly look at each of them.

Nothing is decided here. A member stays what it is until a body decides otherwise and the decision is recorded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Literal

from django.db.models import F, FilteredRelation, Q, QuerySet

from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.named_members import NamedMember, named_members, pointer_of, with_name
from koinon.rooms.organisations.queries import names_of
from koinon.statutes.conditions import Facts, checked_facts
from koinon.statutes.eligibility import CriterionVerdict, Eligibility, assess
from koinon.statutes.eligibility_words import open_of
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import Rulebook

Fit = Literal["fits", "misfit", "not_known"]
Cause = Literal["", "criterion_not_met", "criterion_gone", "another_category", "named_not_member", "named_unknown"]
Known = dict[str, bool | str]


@dataclass(frozen=True, slots=True)
class MemberFit:
    """How a member's facts stand to its category and criterion.

    `membership` is its primary key. `verdict` is that on the criterion it was admitted under, `None` where the rules
    no longer have it. `cause` says why it no longer fits; `missing` are the facts that would tell whether it does.
    What fits now is `assessed.category` under `assessed.criterion`, `None` where nothing does or nobody knows.
    `named` is the member that the criterion rests on: where it is no such member any more, the criterion is not met.
    """

    membership: int
    organisation: str
    category: str
    criterion: str
    fit: Fit
    cause: Cause
    verdict: CriterionVerdict | None
    missing: tuple[str, ...]
    assessed: Eligibility
    named: NamedMember | None = None


def fit_of_members(rulebook: Rulebook, members: "QuerySet[Membership]", on: date) -> dict[int, MemberFit]:
    """Some members by primary key, in the order of names, judged on the facts of a day: one query for them all,
    and two for the members that they name."""
    # Most members of a kind answer alike: what was judged once is not judged again.
    judged: dict[frozenset[tuple[str, bool | str]], Eligibility] = {}
    found = {}
    for (pk, name, category, criterion), facts in _with_facts(rulebook, members, on):
        known = readable_facts(rulebook, facts)
        alike = frozenset(known.items())
        if alike not in judged:
            judged[alike] = assess(rulebook, known)
        found[pk] = _fit(rulebook, pk, name, (category, criterion), judged[alike])
    named = named_members(rulebook, {pk: row.verdict for pk, row in found.items() if row.fit == "fits"}, on)
    return {**found, **{pk: _resting_on(rulebook, found[pk], one) for pk, one in named.items()}}


def readable_facts(rulebook: Rulebook, facts: Facts) -> Known:
    """The facts on record that the rules still ask about; an answer that they no longer offer is unknown."""
    known: Known = {}
    for key, answer in facts.items():
        try:
            known |= checked_facts(rulebook.facts, {key: answer})
        except InputError:
            continue
    return known


def named_facts(rulebook: Rulebook, facts: Facts) -> Known:
    """The same, with the name of a member in place of the record that it points at: at most one query."""
    known = readable_facts(rulebook, facts)
    asked = (key for key, question in rulebook.facts.items() if question.kind == "member")
    pointed = {key: found for key in asked if (found := pointer_of(known.get(key))) is not None}
    names = names_of(pointed.values()) if pointed else {}
    return {**known, **{key: names[str(found)] for key, found in pointed.items() if str(found) in names}}


def _with_facts(
    rulebook: Rulebook, members: "QuerySet[Membership]", on: date
) -> Iterator[tuple[tuple[int, str, str, str], dict[str, Any]]]:
    """Each member with the latest of its facts as of a day."""
    asked = Q(organisation__facts__key__in=list(rulebook.facts), organisation__facts__as_of_on__lte=on)
    rows = (
        members.select_related(None)
        .annotate(fact=FilteredRelation("organisation__facts", condition=asked))
        .order_by("organisation__name", "pk", F("fact__as_of_on").asc(nulls_first=True), "fact__pk")
        .values_list("pk", "organisation__name", "category", "criterion", "fact__key", "fact__value")
    )
    for member, group in groupby(rows.iterator(), key=lambda row: row[:4]):
        yield member, _latest(group)


def _latest(rows: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    return {row[4]: row[5] for row in rows if row[4] is not None}


def _fit(rulebook: Rulebook, pk: int, name: str, admitted: tuple[str, str], assessed: Eligibility) -> MemberFit:
    category, criterion = admitted
    verdict = next((row for row in assessed.criteria if row.key == criterion), None)
    cause = _cause(category, verdict, assessed)
    unknown = not cause and verdict is not None and verdict.verdict == "unknown"
    return MemberFit(
        membership=pk,
        organisation=name,
        category=category,
        criterion=criterion,
        fit="misfit" if cause else "not_known" if unknown else "fits",
        cause=cause,
        verdict=verdict,
        missing=open_of(rulebook, verdict) if unknown and verdict is not None else (),
        assessed=assessed,
    )


def _resting_on(rulebook: Rulebook, row: MemberFit, named: NamedMember) -> MemberFit:
    """A member whose criterion names another, by whether that one is still what the rules want it to be."""
    verdict = with_name(row.verdict, named) if row.verdict else None
    if named.state == "member":
        return replace(row, verdict=verdict, named=named)
    # What fits now is judged as if nobody were named.
    known = {reason.fact: reason.answer for one in row.assessed.criteria for reason in one.reasons}
    assessed = assess(rulebook, {**known, named.fact: None})
    if named.state == "unknown":
        changed = replace(row, fit="not_known", cause="named_unknown", missing=(named.fact,))
    else:
        changed = replace(row, fit="misfit", cause="named_not_member")
    return replace(changed, verdict=verdict, named=named, assessed=assessed)


def _cause(category: str, verdict: CriterionVerdict | None, assessed: Eligibility) -> Cause:
    if verdict is None or verdict.category != category:
        return "criterion_gone"
    if verdict.verdict == "not_met":
        return "criterion_not_met"
    # A category is only given once no higher one is open: then it counts, whatever the criterion still asks.
    return "another_category" if assessed.category not in (None, category) else ""
