"""The working plan: drafted in versions, adopted by a decision, with progress on its items."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.rooms.decisions.actions import (
    PlanDetails,
    PlanItemDetails,
    add_plan_item,
    adopt_plan,
    change_plan,
    change_plan_item,
    draft_plan,
    drop_plan,
    publish_plan,
    record_progress,
    remove_plan_item,
)
from koinon.rooms.decisions.models import PlanItem, Progress, WorkingPlan
from koinon.rooms.decisions.plan_queries import (
    items_of_plan,
    items_of_year,
    plan_in_force,
    published_plans,
    visible_plans,
)
from koinon.rooms.decisions.wanted import AdoptedPlan
from tests.rooms.decisions.deciding import gathering, wants
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import ASSEMBLY, World

DETAILS = PlanDetails("Working plan 2026", date(2026, 1, 1), date(2026, 12, 31))
AIMS = ("environment", "representing", "supporting", "developing", "visibility", "research")


def details(**changes: Any) -> PlanItemDetails:
    """A study, for the aim of research."""
    given = {"aim": "research", "title": "A study", "starts_on": date(2026, 2, 1), "ends_on": date(2026, 9, 30)}
    return PlanItemDetails(**{**given, **changes})


def drafted(world: World) -> UUID:
    """A draft of a plan."""
    return draft_plan(actor=world.actor("policy"), details=DETAILS).plan


def with_item(world: World) -> tuple[UUID, UUID]:
    """The same with an item."""
    plan = drafted(world)
    return plan, add_plan_item(actor=world.actor("policy"), plan=plan, details=details()).item


def adopted(world: World) -> tuple[UUID, UUID]:
    """The same, adopted by the Assembly on paper."""
    plan, item = with_item(world)
    adopt_plan(actor=world.actor("secretary_general"), plan=plan, decision=ASSEMBLY)
    return plan, item


def row_of(plan: UUID) -> WorkingPlan:
    """A plan as it stands."""
    return WorkingPlan.objects.select_related("adopted_by").get(public_id=plan)


def test_draft_plan(world: World) -> None:
    plan = drafted(world)
    assert (row_of(plan).state, row_of(plan).number) == ("draft", 1)
    assert line_of("decisions.draft_plan", plan).outcome["number"] == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (PlanDetails(" ", date(2026, 1, 1), date(2026, 12, 31)), "title_missing"),
        (PlanDetails("Plan", date(2026, 1, 1), date(2025, 12, 31)), "dates_reversed"),
    ],
)
def test_draft_plan_refuses(world: World, given: PlanDetails, code: str) -> None:
    assert refused(draft_plan, actor=world.actor("policy"), details=given) == code
    assert refused(draft_plan, actor=world.actor("treasurer"), details=DETAILS) == "not_allowed"
    assert no_line_of("decisions.draft_plan")


def test_a_new_version_begins_with_all_items_and_replaces_the_old_one(world: World) -> None:
    plan, item = adopted(world)
    actor = world.actor("policy")
    record_progress(actor=actor, item=item, state="under_way", words="Begun.", seen_version=1)
    second = draft_plan(actor=actor, details=DETAILS, follows=plan).plan
    copy = PlanItem.objects.get(plan__public_id=second)
    assert (copy.before, copy.state, copy.state_words) == (PlanItem.objects.get(public_id=item), "under_way", "Begun.")
    assert refused(draft_plan, actor=actor, details=DETAILS, follows=plan) == "followed_already"
    assert refused(draft_plan, actor=actor, details=DETAILS, follows=second) == "not_adopted"
    publish_plan(actor=actor, plan=plan, published=True, seen_version=row_of(plan).version)
    done = adopt_plan(actor=world.actor("secretary_general"), plan=second, decision=ASSEMBLY)
    assert (done.number, done.replaced) == (2, plan)
    assert (row_of(plan).state, row_of(second).state, row_of(second).published) == ("replaced", "adopted", True)
    assert refused(record_progress, actor=actor, item=item, state="done", words="", seen_version=2) == "not_adopted"


def test_change_plan(world: World) -> None:
    plan = drafted(world)
    given = PlanDetails("Plan of the year", date(2026, 1, 1), date(2026, 12, 31))
    change_plan(actor=world.actor("policy"), plan=plan, details=given, seen_version=1)
    assert row_of(plan).title == "Plan of the year"
    assert line_of("decisions.change_plan", plan).actor == world.people["policy"]


def test_change_plan_refuses(world: World) -> None:
    plan, _item = with_item(world)
    actor = world.actor("policy")
    later = PlanDetails("Plan", date(2027, 1, 1), date(2027, 12, 31))
    assert refused(change_plan, actor=actor, plan=plan, details=later, seen_version=1) == "item_outside"
    assert refused(change_plan, actor=actor, plan=plan, details=DETAILS, seen_version=9) == "stale"
    adopt_plan(actor=world.actor("secretary_general"), plan=plan, decision=ASSEMBLY)
    assert refused(change_plan, actor=actor, plan=plan, details=DETAILS, seen_version=2) == "plan_adopted"
    assert no_line_of("decisions.change_plan")


def test_drop_plan(world: World) -> None:
    plan, _item = with_item(world)
    drop_plan(actor=world.actor("policy"), plan=plan)
    assert not WorkingPlan.objects.exists()
    assert line_of("decisions.drop_plan", plan)


def test_drop_plan_refuses(world: World) -> None:
    plan, _item = with_item(world)
    wants(gathering(world), "working_plan", AdoptedPlan(plan))
    assert refused(drop_plan, actor=world.actor("policy"), plan=plan) == "asked_of_a_body"
    assert no_line_of("decisions.drop_plan")


def test_add_plan_item(world: World) -> None:
    plan, item = with_item(world)
    other = add_plan_item(
        actor=world.actor("policy"),
        plan=plan,
        details=details(title="Another", organisation=world.organisations["ours"], responsible=world.people["policy"]),
    ).item
    rows = {row.public_id: row for row in PlanItem.objects.all()}
    assert (rows[item].position, rows[other].position) == (1, 2)
    assert rows[other].organisation == world.organisation("ours")
    assert line_of("decisions.add_plan_item", item).outcome["plan"] == str(plan)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "title_missing"),
        ({"aim": "wealth"}, "aim_unknown"),
        ({"ends_on": date(2026, 1, 1)}, "dates_reversed"),
        ({"starts_on": date(2028, 1, 1), "ends_on": date(2028, 2, 1)}, "outside_the_plan"),
        ({"responsible": uuid4()}, "not_found"),
        ({"organisation": uuid4()}, "not_found"),
    ],
)
def test_add_plan_item_refuses(world: World, changes: dict[str, Any], code: str) -> None:
    plan = drafted(world)
    assert refused(add_plan_item, actor=world.actor("policy"), plan=plan, details=details(**changes)) == code
    assert no_line_of("decisions.add_plan_item")


def test_change_plan_item(world: World) -> None:
    _plan, item = with_item(world)
    given = details(title="A larger study", position=7)
    change_plan_item(actor=world.actor("policy"), item=item, details=given, seen_version=1)
    row = PlanItem.objects.get(public_id=item)
    assert (row.title, row.position, row.version) == ("A larger study", 7, 2)
    assert line_of("decisions.change_plan_item", item)


def test_change_plan_item_refuses(world: World) -> None:
    _plan, item = adopted(world)
    given = {"item": item, "details": details(), "seen_version": 1}
    assert refused(change_plan_item, actor=world.actor("policy"), **given) == "plan_adopted"
    assert no_line_of("decisions.change_plan_item")


def test_remove_plan_item(world: World) -> None:
    _plan, item = with_item(world)
    remove_plan_item(actor=world.actor("policy"), item=item)
    assert not PlanItem.objects.exists()
    assert line_of("decisions.remove_plan_item", item)


def test_remove_plan_item_refuses(world: World) -> None:
    _plan, item = adopted(world)
    assert refused(remove_plan_item, actor=world.actor("policy"), item=item) == "plan_adopted"
    assert no_line_of("decisions.remove_plan_item")


def test_adopt_plan(world: World) -> None:
    plan, _item = adopted(world)
    assert (row_of(plan).state, row_of(plan).adopted_by.reference) == ("adopted", "GA2025/7")
    assert line_of("decisions.adopt_plan", plan).outcome["number"] == 1


def test_adopt_plan_refuses(world: World) -> None:
    plan, actor = drafted(world), world.actor("secretary_general")
    assert refused(adopt_plan, actor=actor, plan=plan, decision=ASSEMBLY) == "plan_empty"
    assert refused(adopt_plan, actor=world.actor("policy"), plan=plan, decision=ASSEMBLY) == "not_allowed"
    assert no_line_of("decisions.adopt_plan")


def test_publish_plan(world: World) -> None:
    plan, _item = adopted(world)
    assert not published_plans().exists()
    publish_plan(actor=world.actor("policy"), plan=plan, published=True, seen_version=2)
    assert published_plans().get().public_id == plan
    assert line_of("decisions.publish_plan", plan).outcome["published"] is True


def test_publish_plan_refuses_a_draft(world: World) -> None:
    plan = drafted(world)
    given = {"plan": plan, "published": True, "seen_version": 1}
    assert refused(publish_plan, actor=world.actor("policy"), **given) == "not_adopted"
    assert no_line_of("decisions.publish_plan")


def test_record_progress(world: World) -> None:
    _plan, item = adopted(world)
    record_progress(actor=world.actor("policy"), item=item, state="done", words="Published.", seen_version=1)
    row = PlanItem.objects.get(public_id=item)
    assert (row.state, row.state_words) == ("done", "Published.")
    assert [said.state for said in Progress.objects.filter(item=row)] == ["done"]
    assert line_of("decisions.record_progress", item).outcome["state"] == "done"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "gone"}, "state_unknown"),
        ({"state": "dropped"}, "reason_needed"),
        ({"words": "x" * 501}, "words_too_long"),
        ({"seen_version": 5}, "stale"),
    ],
)
def test_record_progress_refuses(world: World, changes: dict[str, Any], code: str) -> None:
    _plan, item = adopted(world)
    given = {"item": item, "state": "done", "words": "", "seen_version": 1, **changes}
    assert refused(record_progress, actor=world.actor("policy"), **given) == code
    assert no_line_of("decisions.record_progress")


def test_items_of_year_by_aim_and_state_for_the_report(world: World) -> None:
    plan = drafted(world)
    actor = world.actor("policy")
    for given in (details(), details(title="Later", starts_on=date(2026, 12, 1), ends_on=date(2027, 3, 1))):
        add_plan_item(actor=actor, plan=plan, details=given)
    add_plan_item(actor=actor, plan=plan, details=details(aim="visibility", title="Stories"))
    assert items_of_year(actor, 2026, AIMS) == []
    adopt_plan(actor=world.actor("secretary_general"), plan=plan, decision=ASSEMBLY)
    found = items_of_year(actor, 2026, AIMS)
    assert [(aim.aim, dict(aim.by_state)) for aim in found] == [
        ("visibility", {"planned": 1}),
        ("research", {"planned": 2}),
    ]
    assert [[item.row.title for item in aim.items] for aim in items_of_year(actor, 2027, AIMS)] == [["Later"]]
    assert sum(len(aim.items) for aim in items_of_plan(row_of(plan), AIMS)) == 3


def test_everybody_sees_the_plans_that_are_for_them(world: World) -> None:
    plan, _item = with_item(world)
    seen = {name: visible_plans(world.actor(name)) for name in ("policy", "contact", "stranger")}
    assert [rows.count() for rows in seen.values()] == [1, 0, 0]
    adopt_plan(actor=world.actor("secretary_general"), plan=plan, decision=ASSEMBLY)
    assert [rows.count() for rows in seen.values()] == [1, 1, 0]
    publish_plan(actor=world.actor("policy"), plan=plan, published=True, seen_version=2)
    assert [rows.count() for rows in seen.values()] == [1, 1, 1]


def test_the_plan_in_force_is_that_of_the_day_else_the_nearest(world: World) -> None:
    plan, _item = adopted(world)
    for day in (date(2025, 3, 1), date(2026, 3, 1), date(2029, 3, 1)):
        found = plan_in_force(WorkingPlan.objects.all(), day)
        assert found is not None
        assert found.public_id == plan
    assert plan_in_force(WorkingPlan.objects.none(), date(2026, 3, 1)) is None
