"""Who may come where: every address of the house for every kind of person, and nothing is written by looking.

A new address is in the matrix as soon as it is routed; one whose argument the stage does not know fails here.
"""

import os
from collections.abc import Iterable, Iterator

import pytest

from tests.doors.matrix import heads, rules, secrets
from tests.doors.matrix.addresses import Address, all_addresses
from tests.doors.matrix.cast import CAST, Someone, alike
from tests.doors.matrix.stage import MEMBERS, Stage
from tests.doors.matrix.visits import Answer, Visitor

pytestmark = pytest.mark.django_db


def rounds(stage: Stage, someone: Someone, method: str) -> Iterator[tuple[Address, str, Answer]]:
    """What somebody gets at every address. To the desk one member is as another; people who are alike take turns."""
    visitor = Visitor(stage.people.get(someone.name))
    for place, address in enumerate(all_addresses()):
        others = alike(someone, address.door, method, address.of_wagtail)
        if not os.environ.get("CI") and place % len(others) != others.index(someone.name):
            continue
        for member, path in stage.visits(address, ("ours",) if someone.role else MEMBERS):
            yield address, member, visitor.visit(path, method)


def nothing_wrong(found: Iterable[str]) -> None:
    """Fail with all that is wrong, a line each."""
    lines = [line for line in found if line]
    assert not lines, f"{len(lines)} wrong:\n" + "\n".join(lines)


@pytest.mark.parametrize("name", CAST)
def test_everybody_sees_what_is_for_them_and_looking_changes_nothing(stage: Stage, name: str) -> None:
    someone, found = CAST[name], []
    hidden = secrets.Hidden(stage, someone)
    for address, member, answer in rounds(stage, someone, "GET"):
        found.append(rules.wrong(someone, address, member, answer))
        found.append(rules.wrote_wrongly(someone, address, member, answer))
        found.append(rules.asked_too_much(someone, address, answer))
        found += hidden.leaked(address, answer)
        found += heads.amiss(someone, address, answer)
    nothing_wrong(found)


@pytest.mark.parametrize("name", CAST)
def test_a_form_sent_empty_breaks_nothing_and_is_taken_from_nobody_else(stage: Stage, name: str) -> None:
    someone, found = CAST[name], []
    for address, member, answer in rounds(stage, someone, "POST"):
        found.append(rules.wrong(someone, address, member, answer))
        found.append(rules.wrote_wrongly(someone, address, member, answer))
        found += heads.amiss(someone, address, answer)
    nothing_wrong(found)
