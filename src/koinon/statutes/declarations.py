"""When a year's figures are declared, and of which year they are."""

from koinon.statutes.inputs import one_of
from koinon.statutes.periods import Period
from koinon.statutes.rulebook.schema import Rulebook


def declaration_window(rulebook: Rulebook, year: int) -> Period:
    """The days on which figures for the fee of `year` may be declared."""
    rules = rulebook.declarations
    return Period(rules.opens.in_year(year), rules.closes.in_year(year))


def figure_year(rulebook: Rulebook, basis: str, year: int) -> int:
    """The year whose figure a basis stands for in the fee of `year`; raises `InputError` for an unknown basis."""
    one_of("basis", basis, rulebook.declarations.figures)
    return year - rulebook.declarations.figures[basis].years_before
