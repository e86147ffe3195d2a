"""Small things that several pages of the desk ask."""

from django.db.models import Q

from koinon.rooms.organisations.models import NameChange
from koinon.rooms.rulebook.queries import rulebook_for_year
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


def rules_for(year: int) -> Rulebook | None:
    """The rules of a fee year; None where none are in force."""
    try:
        return rulebook_for_year(year)
    except NoRuleInForce:
        return None


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


def called(term: str, organisation: str = "") -> Q:
    """Rows about an organisation that is called so, or was; `organisation` is the field that leads to it."""
    path = f"{organisation}__" if organisation else ""
    before = NameChange.objects.filter(matching(("old_name", "old_short_name"), term))
    formerly = Q(**{f"{organisation or 'pk'}__in": before.order_by().values("organisation")})
    return matching((f"{path}name", f"{path}short_name"), term) | formerly
