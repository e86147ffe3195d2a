"""Every address of the desk: what may change something, and what writes scripts into its page."""

import re
from collections.abc import Iterator

import pytest

from koinon.doors.secretariat.adapter import SCRIPTS_WITHIN
from koinon.doors.secretariat.steps import StepPage
from tests.doors.matrix.addresses import Address, all_addresses
from tests.doors.matrix.stage import Stage
from tests.doors.matrix.visits import Visitor

pytestmark = pytest.mark.django_db

# Views of ours that are no step of one record and still change something, and what.
OURS = {
    "wagtailadmin_account": "how the desk looks to oneself",
    "wagtailadmin_logout": "leaves",
    "desk:compute-fees": "the year's fees",
    "desk:approve-batch": "amounts",
    "desk:issue-batch": "invoices",
    "desk:remind-batch": "reminders",
    "desk:check-journal": "asks the worker to look",
}
# Wagtail's, for those who edit the website.
WAGTAILS = (
    "wagtailadmin_pages:",
    "wagtailadmin_editing_sessions:",
    "wagtailadmin_choose_",
    "wagtailadmin_block_preview",
    "wagtail_bulk_action",
    "wagtailimages:",
    "wagtailimages_chooser:",
    "wagtaildocs:",
    "wagtaildocs_chooser:",
    "wagtailredirects:",
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>")
WRITTEN_IN = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)=\"", re.I)


def at_the_desk() -> Iterator[Address]:
    return (address for address in all_addresses() if address.door == "desk")


def is_step(address: Address) -> bool:
    made_of = getattr(address.view, "view_class", None)
    return isinstance(made_of, type) and issubclass(made_of, StepPage)


def test_nothing_else_takes_a_form(stage: Stage) -> None:
    """A view of Wagtail's that a later version brings answers 404 until somebody opens it in the adapter."""
    visitor, taken = Visitor(stage.people["secretary_general"]), []
    for address in at_the_desk():
        if is_step(address) or address.key in OURS or address.key.startswith(WAGTAILS):
            continue
        for _member, path in stage.visits(address, ("ours",)):
            answer = visitor.visit(path, "POST")
            if answer.status not in {403, 404, 405} or answer.wrote:
                taken.append(f"{address.key}: {answer}")
    assert not taken, "\n".join(taken)


def test_what_is_excused_is_there(stage: Stage) -> None:
    keys = {address.key for address in at_the_desk()}
    assert set(OURS) <= keys
    assert keys >= SCRIPTS_WITHIN


def test_every_step_calls_an_action_and_says_what_it_does() -> None:
    steps = [address.view.view_class for address in at_the_desk() if is_step(address)]
    assert len(steps) > 20
    for step in steps:
        assert step.action.spec.name
        assert str(step.page_title)
        assert str(step.button)


def test_scripts_stand_in_pages_only_where_the_policy_lets_them(stage: Stage) -> None:
    visitor, found = Visitor(stage.people["secretary_general"]), []
    for address in at_the_desk():
        for _member, path in stage.visits(address, ("ours",)):
            answer = visitor.visit(path)
            if answer.status != 200 or not answer.text.lstrip().lower().startswith("<!doctype"):
                continue
            if INLINE.search(answer.text) and address.key not in SCRIPTS_WITHIN:
                found.append(f"{path} writes a script into its page")
            if not address.of_wagtail and WRITTEN_IN.search(answer.text):
                found.append(f"{path} writes style or handlers into its page")
    assert not found, "\n".join(found)
