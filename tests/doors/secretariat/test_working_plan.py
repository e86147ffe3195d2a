"""The working plan at the desk, from the draft to what members and the street read of it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client

from koinon.rooms.decisions.actions import adopt_plan
from koinon.rooms.decisions.models import PlanItem, WorkingPlan
from tests.world import ASSEMBLY, World

PLANS = "/desk/working-plan/"
PLAN = {"title": "Working plan 2026", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
ITEM = {"aim": "research", "title": "A study", "starts_on": "2026-02-01", "ends_on": "2026-09-30"}


def test_from_the_draft_to_the_street(
    world: World, client_as: Callable[[str], Client], max_queries: Callable[..., Any]
) -> None:
    desk, street, member = client_as("policy"), client_as("nobody"), client_as("contact")
    answer = desk.post(f"{PLANS}new/", {"key": uuid4(), **PLAN})
    plan = WorkingPlan.objects.get()
    page = f"{PLANS}{plan.public_id}/"
    assert answer.headers["Location"] == page
    who = {"responsible": world.people["policy"], "organisation": world.organisations["ours"]}
    assert "Förbundet" in desk.get(f"{page}items/add/").text
    desk.post(f"{page}items/add/", {"key": uuid4(), **ITEM, **who, "words": "Of many.", "position": ""})
    item = PlanItem.objects.get()
    change = f"{PLANS}items/{item.public_id}/change/"
    assert "A study" in desk.get(change).text
    desk.post(change, {"key": uuid4(), **ITEM, **who, "title": "A large study", "position": 3, "seen_version": 1})
    with max_queries():
        assert "A large study" in desk.get(page).text
    assert "A large study" not in member.get("/en/members/working-plan/").text
    adopt_plan(actor=world.actor("secretary_general"), plan=plan.public_id, decision=ASSEMBLY)
    report = f"{PLANS}items/{item.public_id}/progress/"
    assert desk.post(report, {"key": uuid4(), "state": "dropped", "words": "", "seen_version": 2}).status_code == 409
    desk.post(report, {"key": uuid4(), "state": "done", "words": "It is out.", "seen_version": 2})
    seen = member.get("/en/members/working-plan/").text
    assert "A large study" in seen
    assert "It is out." in seen
    assert "A large study" not in street.get("/en/working-plan/").text
    version = WorkingPlan.objects.get().version
    desk.post(f"{page}publish/", {"key": uuid4(), "published": "yes", "seen_version": version})
    with max_queries():
        public = street.get("/en/working-plan/").text
    assert "A large study" in public
    assert "Policy" not in public.partition("A large study")[2].partition("</li>")[0]


def test_a_new_version_and_giving_it_up(world: World, client_as: Callable[[str], Client]) -> None:
    desk = client_as("policy")
    desk.post(f"{PLANS}new/", {"key": uuid4(), **PLAN})
    plan = WorkingPlan.objects.get()
    page = f"{PLANS}{plan.public_id}/"
    desk.post(f"{page}items/add/", {"key": uuid4(), **ITEM})
    adopt_plan(actor=world.actor("secretary_general"), plan=plan.public_id, decision=ASSEMBLY)
    assert "Draft a new version" in desk.get(page).text
    assert PLAN["title"] in desk.get(f"{page}version/").text
    desk.post(f"{page}version/", {"key": uuid4(), **PLAN})
    second = WorkingPlan.objects.get(number=2)
    assert second.items.count() == 1
    desk.post(f"{PLANS}items/{second.items.get().public_id}/remove/", {"key": uuid4(), "seen_version": 1})
    assert not second.items.exists()
    answer = desk.post(f"{PLANS}{second.public_id}/drop/", {"key": uuid4(), "seen_version": 1})
    assert answer.headers["Location"] == PLANS
    assert WorkingPlan.objects.count() == 1


def test_only_those_who_plan_may_change_it(world: World, client_as: Callable[[str], Client]) -> None:
    assert client_as("treasurer").get(f"{PLANS}new/").status_code == 403
    assert client_as("auditor").get(PLANS).status_code == 200
    assert client_as("technician").get(PLANS).status_code == 404
