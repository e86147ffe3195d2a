"""Memberships: begun and ended by recorded decisions, each on a day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.core.decisions import DecisionReference
from koinon.rooms.memberships.actions import admit_member, end_membership
from koinon.rooms.memberships.models import Membership, MembershipChange
from koinon.rooms.memberships.queries import (
    membership_of,
    organisation_of_membership,
    running_in_year,
    running_on,
    visible_memberships,
)
from koinon.rooms.organisations.actions import OrganisationDetails, record_organisation
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, MEMBERS, World

SINCE, LAST = date(2026, 3, 1), date(2026, 9, 30)


@pytest.fixture
def newcomer(world: World) -> UUID:
    """An organisation that is no member."""
    details = OrganisationDetails("Newcomer", "PT")
    return record_organisation(actor=world.actor("membership"), details=details).organisation


def admission(**change: Any) -> dict[str, Any]:
    """What admits an organisation, with changes."""
    return {"criterion": "national_organisation", "starts_on": SINCE, "decision": BOARD, **change}


def ending(**change: Any) -> dict[str, Any]:
    """What ends a membership, with changes."""
    return {"event": "resign", "ends_on": LAST, "decision": BOARD, **change}


def test_admit_member(world: World, newcomer: UUID) -> None:
    actor = world.actor("membership")
    admitted = admit_member(actor=actor, organisation=newcomer, **admission())
    row = Membership.objects.get(public_id=admitted.membership)
    assert (row.category, row.criterion, row.state) == ("full", "national_organisation", "admitted")
    assert (row.starts_on, row.ends_on, str(row.decision)) == (SINCE, None, "Board, B2026/2")
    change = MembershipChange.objects.get(membership=row)
    assert (change.event, change.from_state, change.to_state) == ("admit", "applied", "admitted")
    line = line_of("memberships.admit_member", admitted.membership)
    assert (line.organisation, line.rulebook) == (newcomer, row.rulebook)


@pytest.mark.parametrize(
    ("criterion", "category"),
    [
        ("european_group", "full"),
        ("sectoral_organisation", "associated"),
        ("named_in_statutes", "network"),
    ],
)
def test_the_criterion_gives_the_category(world: World, newcomer: UUID, criterion: str, category: str) -> None:
    given = admission(criterion=criterion)
    assert admit_member(actor=world.actor("membership"), organisation=newcomer, **given).category == category


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"criterion": "friend_of_a_friend"}, "criterion_unknown"),
        ({"decision": DecisionReference("", date(2026, 2, 10), "B1")}, "decision_incomplete"),
        ({"decision": DecisionReference("Board", date(2026, 2, 11), "B2026/2")}, "decision_contradicts"),
    ],
)
def test_admit_member_refused(world: World, newcomer: UUID, change: dict[str, Any], code: str) -> None:
    actor = world.actor("membership")
    # The Board's decision is on record with its day.
    end_membership(actor=actor, membership=world.memberships["theirs"], **ending())
    assert refused(admit_member, actor=actor, organisation=newcomer, **admission(**change)) == code
    assert not Membership.objects.filter(organisation__public_id=newcomer).exists()


def test_admit_member_twice(world: World) -> None:
    actor, ours = world.actor("membership"), world.organisations["ours"]
    assert refused(admit_member, actor=actor, organisation=ours, **admission()) == "already_member"
    assert refused(admit_member, actor=actor, organisation=uuid4(), **admission()) == "not_found"


@pytest.mark.parametrize("who", ["treasurer", "auditor", "contact", "nobody"])
def test_admit_member_not_allowed(world: World, newcomer: UUID, who: str) -> None:
    assert refused(admit_member, actor=world.actor(who), organisation=newcomer, **admission()) == "not_allowed"


def test_without_any_rulebook_nobody_is_admitted(world: World, newcomer: UUID) -> None:
    RulebookVersion.objects.all().delete()
    actor = world.actor("membership")
    assert refused(admit_member, actor=actor, organisation=newcomer, **admission()) == "no_rulebook"


def test_members_of_old_are_recorded_under_todays_rules(world: World, newcomer: UUID) -> None:
    given = admission(starts_on=date(1979, 5, 1))
    admitted = admit_member(actor=world.actor("membership"), organisation=newcomer, **given)
    assert admitted.rulebook == RulebookVersion.objects.get().hash


def test_end_membership(world: World) -> None:
    ours = world.memberships["ours"]
    end_membership(actor=world.actor("membership"), membership=ours, **ending())
    row = world.membership()
    assert (row.state, row.ends_on, row.version) == ("resigned", LAST, 2)
    running = running_on(Membership.objects.all(), LAST)
    assert running.filter(public_id=ours).exists()
    assert not running_on(Membership.objects.all(), date(2026, 10, 1)).filter(public_id=ours).exists()
    assert line_of("memberships.end_membership", ours).outcome["event"] == "resign"


def test_end_membership_otherwise(world: World) -> None:
    end_membership(actor=world.actor("membership"), membership=world.memberships["ours"], **ending(event="lapse"))
    assert world.membership().state == "lapsed"


def test_end_membership_refused(world: World) -> None:
    ours, officer = world.memberships["ours"], world.actor("membership")

    def end(actor: Any = officer, membership: UUID = ours, **change: Any) -> str:
        return refused(end_membership, actor=actor, membership=membership, **ending(**change))

    assert end(event="admit") == "event_unknown"
    assert end(event="vanish") == "event_unknown"
    assert end(event="exclude") == "excluded_otherwise"
    assert end(ends_on=date(2019, 12, 31)) == "dates_reversed"
    assert end(membership=uuid4()) == "not_found"
    for who in ("treasurer", "auditor", "contact", "nobody"):
        assert end(actor=world.actor(who)) == "not_allowed"
    assert no_line_of("memberships.end_membership")
    assert world.membership().state == "admitted"
    end_membership(actor=officer, membership=ours, **ending())
    assert end() == "ended_already"


def test_whoever_left_may_come_back(world: World) -> None:
    officer, ours = world.actor("membership"), world.organisations["ours"]
    end_membership(actor=officer, membership=world.memberships["ours"], **ending())
    early = admission(starts_on=LAST)
    assert refused(admit_member, actor=officer, organisation=ours, **early) == "already_member"
    back = admit_member(actor=officer, organisation=ours, **admission(starts_on=date(2026, 10, 1)))
    assert membership_of(ours, date(2026, 12, 1)).public_id == back.membership  # type: ignore[union-attr]
    assert membership_of(ours, date(2026, 9, 1)).public_id == world.memberships["ours"]  # type: ignore[union-attr]
    assert running_in_year(Membership.objects.filter(organisation__public_id=ours), 2026).count() == 2
    assert running_in_year(Membership.objects.filter(organisation__public_id=ours), 2027).count() == 1


def test_who_sees_which_memberships(world: World) -> None:
    def seen(who: str) -> set[str]:
        return {row.organisation.name for row in visible_memberships(world.actor(who))}

    everyone = {name for name, _country, _criterion in MEMBERS.values()}
    assert seen("policy") == seen("auditor") == everyone
    assert seen("delegate") == {MEMBERS["ours"][0]}
    assert seen("technician") == seen("former") == seen("nobody") == set()
    assert organisation_of_membership(world.memberships["ours"]) == world.organisations["ours"]
    assert organisation_of_membership(uuid4()) is None


@pytest.mark.parametrize("ends_on", [None, LAST])
def test_one_membership_runs_as_the_list_says(world: World, ends_on: date | None) -> None:
    row = world.membership("ours")
    row.ends_on = ends_on
    row.save()
    days = (row.starts_on - timedelta(days=1), row.starts_on, LAST, LAST + timedelta(days=1))
    listed = [running_on(Membership.objects.filter(pk=row.pk), day).exists() for day in days]
    assert [row.runs_on(day) for day in days] == listed == [False, True, True, ends_on is None]
