"""Makes the whole network, from the first rulebook to the demo's today."""

from collections.abc import Mapping
from datetime import date

from koinon.core import journal
from koinon.doors.demo.network import house, story
from koinon.doors.demo.network.calendar import Calendar, own_time
from koinon.doors.demo.network.members import read_members
from koinon.doors.demo.network.steps import Network
from koinon.rooms.rulebook.queries import rulebook_in_force


def build_network(year: int) -> Network:
    """Make the demo's network of a year in an empty house, through actions, up to the demo's today."""
    with own_time():
        network = _prepared(year)
        for event in story.STORY:
            network.calendar.go_to(date(year - event.years_ago, event.month, event.day))
            event.step(network, event.members, **event.details)
        network.calendar.deliver()
    journal.seal_waiting()
    return network


def _prepared(year: int) -> Network:
    calendar = Calendar(year)
    calendar.go_to(date(year - 1, 1, 4))
    house.adopt_first_rules(calendar)
    house.open_the_house(calendar)
    staff = house.hire_staff(calendar)
    house.record_rates(calendar, staff["treasurer"])
    return Network(
        calendar=calendar,
        members=read_members(year),
        staff=staff,
        years_before=_years_before(calendar.today),
        contacts_until={key: date(year, *day) for key, day in story.CONTACTS_UNTIL.items()},
    )


def _years_before(on: date) -> Mapping[str, int]:
    """How many years back each figure of a declaration looks."""
    return {basis: rule.years_before for basis, rule in rulebook_in_force(on).declarations.figures.items()}
