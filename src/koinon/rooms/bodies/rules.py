"""What the rulebook says of bodies, as the actions of this room ask it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.rulebook.body_rules import Body, Seat, TermRule


def rules_of(day: date, today: date) -> Rulebook:
    """The rules of a first day; seats taken before any rulebook stood are recorded under today's."""
    for asked in (day, today):
        try:
            found = rulebook_in_force(asked)
        except NoRuleInForce:
            continue
        if found.bodies:
            return found
    refuse(
        "no_rulebook",
        _("No rulebook that names bodies is in force, so nobody can be elected to one."),
        to_do=_("Adopt the rulebook first."),
    )


def body_rules(rulebook: Rulebook, body: str) -> Body:
    """What the rules say of a body that persons sit in; refuses others."""
    found = rulebook.bodies.get(body)
    if found is None:
        refuse("body_unknown", _("The rulebook has no such body."), to_do=_("Choose one of its bodies."))
    if found.made_of == "members":
        refuse("body_of_members", _("All members belong to this body; nobody is elected to it."))
    return found


def elected_seat(rules: Body, seat: str) -> tuple[Seat, TermRule]:
    """A kind of seat that somebody is elected to, and the rule of its term; refuses others."""
    found = next((known for known in rules.seats if known.key == seat), None)
    if found is None:
        refuse("seat_unknown", _("This body has no such seat."), to_do=_("Choose one of its seats."))
    if found.ex_officio is not None or rules.term is None:
        refuse(
            "by_office",
            _("This seat belongs to an office; nobody is elected to it."),
            to_do=_("Give the person the office in the secretariat."),
        )
    return found, rules.term
