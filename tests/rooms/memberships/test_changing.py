"""A member goes on in another category, or becomes part of another member."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from koinon.core.decisions import DecisionReference
from koinon.rooms.assemblies.drawing import draw_up, of_members
from koinon.rooms.dues.fees import fee_of
from koinon.rooms.memberships.actions import (
    admit_member,
    apply_category_change,
    change_category,
    end_membership,
    merge_member,
    revoke_category_change,
)
from koinon.rooms.memberships.courses import courses_of, held_by_on
from koinon.rooms.memberships.jobs import carry_out
from koinon.rooms.memberships.models import CategoryChange, Merger
from koinon.rooms.organisations.actions import OrganisationDetails, record_organisation
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import contacts_of
from koinon.rooms.rulebook.queries import rulebook_for_year
from tests.rooms.assemblies import meeting
from tests.rooms.memberships.test_memberships import ending
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, World, issued, publish

ON = date(2026, 5, 1)
TODAY = date(2026, 5, 10)
LATER = date(2026, 6, 13)


def changed(world: World, member: str = "network", on: date = ON, **change: Any) -> UUID:
    """The Board has moved a member to another category."""
    given = {"criterion": "national_organisation", "on": on, "decision": BOARD, **change}
    return change_category(actor=world.actor("membership", TODAY), membership=world.memberships[member], **given).change


def test_change_category(world: World) -> None:
    change = changed(world)
    row, member = CategoryChange.objects.get(), world.membership("network")
    assert (member.category, member.criterion, member.state) == ("full", "national_organisation", "admitted")
    assert (row.from_category, row.category, row.applied_on, row.verdict) == ("network", "full", TODAY, "unknown")
    line = line_of("memberships.change_category", change)
    assert (line.organisation, line.rulebook) == (world.organisations["network"], row.rulebook)
    held = held_by_on([member], date(2026, 4, 30))
    assert held[member.pk].category == "network"
    assert [one.category for one in courses_of([member])[member.pk]] == ["network", "full"]


def test_change_category_refused(world: World) -> None:
    def change(who: str = "membership", **more: Any) -> str:
        given = {"membership": world.memberships["network"], "criterion": "national_organisation", **more}
        given = {"on": ON, "decision": BOARD, **given}
        return refused(change_category, actor=world.actor(who, TODAY), **given)

    assert change(criterion="friend") == "criterion_unknown"
    assert change(criterion="named_in_statutes") == "same_category"
    assert change(on=date(2020, 1, 1)) == "outside_the_membership"
    assert change(membership=uuid4()) == "not_found"
    for who in ("treasurer", "network_contact", "nobody"):
        assert change(who) == "not_allowed"
    assert no_line_of("memberships.change_category")
    changed(world)
    assert change(criterion="support_institution") == "before_another_change"
    changed(world, on=LATER, criterion="support_institution")
    assert change(criterion="european_group", on=date(2026, 7, 1)) == "change_to_come"


def test_apply_category_change(world: World, calendar: Any) -> None:
    change = changed(world, on=LATER)
    assert world.membership("network").category == "network"
    early = world.actor("system", date(2026, 6, 12))
    assert refused(apply_category_change, actor=early, change=change) == "not_due"
    assert refused(apply_category_change, actor=world.actor("membership", LATER), change=change) == "not_allowed"
    calendar(date(2026, 6, 20))
    assert (carry_out(), carry_out()) == (1, 0)
    assert world.membership("network").category == "full"
    assert line_of("memberships.apply_category_change", change).actor_kind == "system"


def test_revoke_category_change(world: World) -> None:
    change = changed(world, on=LATER)
    revoke_category_change(actor=world.actor("membership", TODAY), change=change)
    assert not CategoryChange.objects.exists()
    assert line_of("memberships.revoke_category_change", change).organisation == world.organisations["network"]


def test_revoke_category_change_refused(world: World) -> None:
    change, actor = changed(world), world.actor("membership", TODAY)
    assert refused(revoke_category_change, actor=actor, change=change) == "in_effect"
    assert refused(revoke_category_change, actor=actor, change=uuid4()) == "not_found"
    assert refused(revoke_category_change, actor=world.actor("contact"), change=change) == "not_allowed"
    assert no_line_of("memberships.revoke_category_change")


def test_a_membership_that_ends_before_takes_its_change_along(world: World) -> None:
    changed(world, on=LATER)
    actor = world.actor("membership", TODAY)
    end_membership(actor=actor, membership=world.memberships["network"], **ending(ends_on=date(2026, 5, 31)))
    assert not CategoryChange.objects.exists()


def test_the_fee_follows_with_the_next_year(world: World) -> None:
    publish(world)
    changed(world)
    member = world.membership("network")
    assert fee_of(rulebook_for_year(2026), member, 2026).category == "network"
    assert fee_of(rulebook_for_year(2027), member, 2027).category == "full"


def test_the_roll_is_that_of_the_record_date(world: World) -> None:
    """The Assembly is on 18 June, its record date a week before."""
    gathering = meeting.planned(world)
    row, network = gathering.row, str(world.organisations["network"])
    assert of_members(row)

    def line(on: date) -> Any:
        return next(line for line in draw_up(row, on).lines if line.member == network)

    assert not line(TODAY).entitled
    changed(world, on=date(2026, 6, 12))
    assert not line(date(2026, 6, 11)).entitled
    assert not line(date(2026, 6, 18)).entitled
    CategoryChange.objects.update(on=date(2026, 6, 11))
    assert line(date(2026, 6, 18)).entitled
    assert not line(date(2026, 6, 10)).entitled


def test_whoever_leaves_before_the_record_date_is_not_on_the_roll(world: World) -> None:
    gathering = meeting.planned(world)
    theirs = str(world.organisations["theirs"])
    given = ending(ends_on=date(2026, 6, 10))
    end_membership(actor=world.actor("membership", TODAY), membership=world.memberships["theirs"], **given)
    assert theirs in {line.member for line in draw_up(gathering.row, date(2026, 6, 10)).lines}
    assert theirs not in {line.member for line in draw_up(gathering.row, date(2026, 6, 11)).lines}


# ---- Mergers -------------------------------------------------------------------------------------


def merged(world: World, fates: dict[str, str] | None = None, **change: Any) -> Any:
    """Ours becomes part of theirs."""
    given = {
        "membership": world.memberships["ours"],
        "successor": world.organisations["theirs"],
        "on": ON,
        "decision": BOARD,
        "mandates": fates or {},
        **change,
    }
    return merge_member(actor=world.actor("membership", TODAY), **given)


def mandate_of(world: World, role: str) -> Mandate:
    return Mandate.objects.get(subject=world.organisations["ours"], role=role, person__email=f"{role}@example.org")


def test_merge_member(world: World) -> None:
    publish(world)
    invoice = issued(world)
    contact, delegate = mandate_of(world, "contact"), mandate_of(world, "delegate")
    finance = mandate_of_finance(world)
    fates = {str(contact.public_id): "carry", str(finance.public_id): "keep"}
    found = merged(world, fates)
    member = world.membership()
    assert (member.state, member.ends_on) == ("merged", date(2026, 4, 30))
    assert Merger.objects.get().successor.public_id == world.organisations["theirs"]
    line = line_of("memberships.merge_member", found.merger)
    assert line.organisation == world.organisations["ours"]
    for row in (contact, delegate, finance):
        row.refresh_from_db()
    assert (contact.ends_on, delegate.ends_on, finance.ends_on) == (date(2026, 4, 30), date(2026, 4, 30), None)
    there = contacts_of(world.organisations["theirs"], ON).values_list("person__email", flat=True)
    assert set(there) == {"contact@example.org", "their_contact@example.org".replace("_", ".")}
    from koinon.rooms.dues.models import Invoice

    assert Invoice.objects.get(public_id=invoice).organisation.public_id == world.organisations["ours"]


def mandate_of_finance(world: World) -> Mandate:
    return Mandate.objects.get(subject=world.organisations["ours"], role="finance_contact")


def test_merge_member_refused(world: World) -> None:
    def merge(who: str = "membership", **change: Any) -> str:
        given = {
            "membership": world.memberships["ours"],
            "successor": world.organisations["theirs"],
            "on": ON,
            "decision": BOARD,
            "mandates": {},
            **change,
        }
        return refused(merge_member, actor=world.actor(who, TODAY), **given)

    assert merge(successor=uuid4()) == merge(successor=world.organisations["ours"]) == "successor_unknown"
    assert merge(successor=world.organisations["house"]) == "successor_not_member"
    assert merge(on=date(2019, 1, 1)) == "dates_reversed"
    assert merge(mandates={str(uuid4()): "carry"}) == "mandate_unknown"
    for who in ("treasurer", "contact", "nobody"):
        assert merge(who) == "not_allowed"
    assert no_line_of("memberships.merge_member")
    assert world.membership().state == "admitted"
    merged(world)
    assert merge() == "ended_already"


def test_two_become_one_that_is_new(world: World) -> None:
    actor = world.actor("membership", TODAY)
    new = record_organisation(actor=actor, details=OrganisationDetails("United", "FR")).organisation
    assert refused_into(world, new) == "successor_not_member"
    decision = DecisionReference("Board", date(2026, 5, 2), "B2026/8")
    given = {"criterion": "national_organisation", "starts_on": ON, "decision": decision}
    admit_member(actor=actor, organisation=new, **given)
    merged(world, successor=new, decision=decision)
    merged(world, membership=world.memberships["theirs"], successor=new, decision=decision)
    assert {row.absorbed.organisation.public_id for row in Merger.objects.all()} == {
        world.organisations["ours"],
        world.organisations["theirs"],
    }
    assert Decimal(Merger.objects.filter(successor__public_id=new).count()) == 2


def refused_into(world: World, successor: UUID) -> str:
    given = {"membership": world.memberships["ours"], "on": ON, "decision": BOARD, "mandates": {}}
    return refused(merge_member, actor=world.actor("membership", TODAY), successor=successor, **given)
