"""In which categories members were, are and will be: what a day and a fee year are judged by."""

from collections.abc import Iterable, Mapping
from datetime import date

from koinon.rooms.memberships.eligibility import named_facts
from koinon.rooms.memberships.models import CategoryChange, Membership
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.organisations.queries import facts_of
from koinon.statutes.categories import Held, held_on
from koinon.statutes.eligibility import CriterionVerdict, Eligibility, assess
from koinon.statutes.rulebook import Rulebook

Course = tuple[Held, ...]


def courses_of(members: Iterable[Membership]) -> Mapping[int, Course]:
    """The categories of many members (by membership's primary key) in the order of days: one query, if any changes."""
    known = list(members)
    of: dict[int, list[CategoryChange]] = {}
    if asked := [row.pk for row in known if row.changes_category]:
        for change in CategoryChange.objects.filter(membership__in=asked).order_by("on", "id"):
            of.setdefault(change.membership_id, []).append(change)
    return {row.pk: _course(row, of.get(row.pk, [])) for row in known}


def held_by_on(members: Iterable[Membership], day: date) -> Mapping[int, Held]:
    """What each of many members is on a day."""
    return {pk: held_on(course, day) for pk, course in courses_of(members).items()}


def assessed_on(rulebook: Rulebook, organisation: Organisation, on: date) -> Eligibility:
    """What fits an organisation by the facts on record as of a day."""
    return assess(rulebook, named_facts(rulebook, facts_of(organisation, on)))


def verdict_on(rulebook: Rulebook, organisation: Organisation, criterion: str, on: date) -> CriterionVerdict:
    """Whether an organisation meets a criterion by the facts on record as of a day."""
    return next(row for row in assessed_on(rulebook, organisation, on).criteria if row.key == criterion)


def _course(row: Membership, changes: list[CategoryChange]) -> Course:
    if not changes:
        return (Held(row.starts_on, row.category, row.criterion),)
    first = Held(row.starts_on, changes[0].from_category, changes[0].from_criterion)
    return (first, *(Held(change.on, change.category, change.criterion) for change in changes))
