"""What one may send and another may not: every form of the house, sent again by everybody who has no right to it.

The forms are those that stand on the pages of the people who may send them, filled in; a new one is found by itself.
"""

from collections.abc import Iterator

import pytest

from tests.doors.matrix.addresses import all_addresses
from tests.doors.matrix.cast import CAST
from tests.doors.matrix.forms import Form, forms_on
from tests.doors.matrix.stage import Stage
from tests.doors.matrix.visits import Visitor

pytestmark = pytest.mark.django_db

SENDERS = {"our_contact": "members", "secretary_general": "desk", "treasurer": "desk"}
# Forms that change none of the records on this stage, and why.
CHANGE_NOTHING = {
    "account_logout": "leaves",
    "wagtailadmin_logout": "leaves",
    "desk:compute-fee": "our member's fee of the year is issued",
    "desk:lock-declaration": "our member's figures are locked",
    "desk:application-take-up": "the application is under review already",
    "desk:application-prepare": "it went back to its writers with a question just before",
    "desk:application-decide": "it does not lie before the body that decides",
    "desk:application-ratify": "it does not wait to be ratified",
    "desk:application-opinion": "there is no other member in the country of the applicant",
    "desk:seat-co-opt": "the seat is not vacant",
    "desk:seat-resign": "somebody else was elected in their place just before",
    "desk:seat-end": "the same",
    "desk:minutes-approve": "no later meeting has adopted these minutes by a vote",
    "desk:consequence-by": "no motion was decided on the item",
    "desk:remind": "the next reminder is not due yet",
}
# What everybody at the desk may do for themselves, the auditor and the technician too.
OWN_AFFAIRS = {"wagtailadmin_account": "how the desk looks", "desk:check-journal": "the worker checks the seals"}
# What these two keep beside those who send forms here.
LIBRARY = {f"desk:{step}" for step in ("add-document", "publish-edition", "change-document", "withdraw-document")}
PLAN = {
    *(f"desk:working-plan-{step}" for step in ("new", "version", "change", "drop", "publish", "item-add")),
    *(f"desk:plan-item-{step}" for step in ("change", "remove", "progress")),
}
KEEP = {"policy": LIBRARY | PLAN, "communications": LIBRARY}
NO_RIGHT = [name for name, person in CAST.items() if not person.role and person.member != "ours"]
READ_ONLY = ["policy", "communications", "auditor", "technician"]


@pytest.fixture(scope="module")
def forms(stage: Stage) -> list[tuple[str, Form]]:
    """The forms of the members' area and of the desk with who found them, each kind once for each."""
    found: dict[tuple[str, ...], tuple[str, Form]] = {}
    for name in SENDERS:
        for form in _found_by(stage, name):
            found.setdefault((name, form.key, *sorted(form.values)), (name, form))
    return list(found.values())


def _found_by(stage: Stage, name: str) -> Iterator[Form]:
    visitor = Visitor(stage.people[name])
    for address in all_addresses():
        if address.door == SENDERS[name] and not address.of_wagtail:
            for _member, path in stage.visits(address, ("ours",), waiting=True):
                yield from forms_on(visitor.visit(path).text, path)


def test_the_forms_work_for_those_who_may(stage: Stage, forms: list[tuple[str, Form]]) -> None:
    """Else the test below would prove nothing."""
    visitors = {name: Visitor(stage.people[name]) for name in SENDERS}
    tried = [(form.key, visitors[name].visit(form.path, "POST", form.anew()), form) for name, form in forms]
    working = {key for key, answer, _form in tried if answer.wrote} | set(CHANGE_NOTHING)
    idle = [f"{key}: {answer} {form.values}" for key, answer, form in tried if key not in working]
    assert not idle, "changed nothing (see FILLED in matrix/forms.py):\n" + "\n".join(idle)


@pytest.mark.parametrize("name", [*NO_RIGHT, *READ_ONLY])
def test_nobody_else_changes_anything_with_them(stage: Stage, forms: list[tuple[str, Form]], name: str) -> None:
    visitor, found = Visitor(stage.people.get(name)), []
    for form in {(form.path, *sorted(form.values)): form for _name, form in forms}.values():
        if name in READ_ONLY and form.key in OWN_AFFAIRS:
            continue
        if form.key in KEEP.get(name, ()):
            continue
        answer = visitor.visit(form.path, "POST", form.anew())
        if answer.wrote or answer.status >= 500:
            found.append(f"{name}: {form.key}: {answer} wrote to {sorted(answer.wrote)}")
        elif answer.status not in {302, 403, 404, 405, 409, 422}:
            found.append(f"{name}: {form.key}: {answer} looks as if it had been taken")
    assert not found, "\n".join(found)
