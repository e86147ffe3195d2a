"""Small things that several pages of the desk ask."""

from datetime import date

from django.db.models import Q

from koinon.rooms.rulebook.queries import rulebook_for_year, rulebook_of_version, versions
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


def rules_for(year: int) -> Rulebook | None:
    """The rules of a fee year; None where none are in force."""
    try:
        return rulebook_for_year(year)
    except NoRuleInForce:
        return None


def rules_of(day: date, year: int) -> tuple[Rulebook | None, Rulebook | None]:
    """The rules in force on a day and those of a fee year, in one query."""
    adopted = list(versions().defer("texts"))

    def on(wanted: date) -> Rulebook | None:
        row = next((row for row in adopted if row.in_force_from <= wanted), None)
        return rulebook_of_version(row) if row else None

    return on(day), on(date(year, 1, 1)) or on(date(year, 12, 31))


def matching(fields: tuple[str, ...], term: str) -> Q:
    """Rows in which a field holds the term, whatever its capitals.

    SQLite folds the case of plain letters only; for the others the spellings people type are tried.
    """
    spellings = {term} if term.isascii() else {term, term.lower(), term.upper(), term.capitalize()}
    found = Q()
    for field in fields:
        for spelling in spellings:
            found |= Q(**{f"{field}__icontains": spelling})
    return found
