"""Do members still fit? By the facts on record: who does not, of whom it is not known, and what fits now."""

from datetime import date
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from koinon.rooms.memberships.eligibility import MemberFit, fit_of_members, named_facts, readable_facts
from koinon.rooms.memberships.fits import fits_of_all
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import visible_memberships
from koinon.rooms.organisations.actions import record_fact
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.organisations.models import Organisation, OrganisationFact
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import load_rulebook
from tests.world import CECOP, World

TODAY = date(2026, 4, 14)
FULL = {"level": "national", "worker_cooperatives": True, "cicopa": "member"}
NETWORK = {"affiliates_or_promotes": False, "statutes_refer": True, "statutes_article": "Article 4"}
RULES = load_rulebook(CECOP)
on_record = st.dictionaries(
    st.sampled_from([*RULES.facts, "shoe_size"]),
    st.one_of(st.booleans(), st.none(), st.sampled_from(["national", "x"])),
)


def known(world: World, name: str, on: date = date(2026, 3, 1), **facts: Any) -> None:
    """Put facts of a member on record, as of a day."""
    for key, value in facts.items():
        record_fact(
            actor=world.actor("membership"),
            organisation=world.organisations[name],
            key=key,
            value=value,
            source=Source("Its statutes", on),
        )


def fit(world: World, name: str = "ours", on: date = TODAY) -> MemberFit:
    members = visible_memberships(world.actor("membership", on))
    return fit_of_members(rulebook_in_force(on), members, on)[world.membership(name).pk]


def test_a_member_whose_facts_meet_its_criterion_fits(world: World) -> None:
    known(world, "ours", **FULL)
    found = fit(world)
    assert (found.fit, found.cause, found.missing) == ("fits", "", ())
    assert (found.category, found.criterion) == ("full", "national_organisation")


def test_what_is_remembered_is_remembered_by_the_rules_it_was_judged_by(world: World) -> None:
    known(world, "ours", **FULL)
    ours = world.membership("ours").pk
    assert ours in fits_of_all(rulebook_in_force(TODAY), TODAY)["fits"]
    assert ours in fits_of_all(load_rulebook(CECOP.parent / "league"), TODAY)["misfit"]


def test_without_facts_it_is_not_known_and_no_misfit(world: World) -> None:
    found = fit(world)
    assert (found.fit, found.cause) == ("not_known", "")
    assert found.missing == ("level", "worker_cooperatives", "social_cooperatives", "cicopa")


def test_a_later_fact_speaks_against_it_and_nothing_fits(world: World) -> None:
    known(world, "ours", **FULL)
    known(world, "ours", on=date(2026, 3, 20), cicopa="stays_out", affiliates_or_promotes=True)
    found = fit(world)
    assert (found.fit, found.cause) == ("misfit", "criterion_not_met")
    assert (found.assessed.category, found.assessed.is_settled) == (None, True)
    assert fit(world, on=date(2026, 3, 10)).fit == "fits"


def test_what_fits_now_is_proposed(world: World) -> None:
    known(world, "ours", level="national", legal_form="other", cicopa="member", supports_creation=True)
    known(world, "ours", worker_cooperatives=False, social_cooperatives=False)
    found = fit(world)
    assert (found.fit, found.assessed.category, found.assessed.criterion) == (
        "misfit",
        "associated",
        "support_institution",
    )


def test_whether_something_else_fits_may_still_be_open(world: World) -> None:
    known(world, "ours", worker_cooperatives=False, social_cooperatives=False)
    found = fit(world)
    assert found.fit == "misfit"
    assert found.assessed.category is None
    assert not found.assessed.is_settled


def test_a_kind_that_comes_before_its_own_counts(world: World) -> None:
    known(world, "network", **FULL, **NETWORK)
    found = fit(world, "network")
    assert (found.fit, found.cause, found.assessed.category) == ("misfit", "another_category", "full")


def test_an_open_question_about_a_higher_kind_is_no_misfit(world: World) -> None:
    known(world, "network", **NETWORK)
    found = fit(world, "network")
    assert (found.fit, found.assessed.category) == ("fits", None)


def test_a_criterion_that_the_rules_no_longer_have(world: World) -> None:
    Membership.objects.filter(pk=world.membership("ours").pk).update(criterion="of_old")
    found = fit(world)
    assert (found.fit, found.cause, found.verdict) == ("misfit", "criterion_gone", None)


def test_an_answer_that_the_rules_no_longer_offer_is_unknown(world: World) -> None:
    known(world, "ours", **FULL)
    OrganisationFact.objects.filter(key="level").update(value="galactic")
    found = fit(world)
    assert (found.fit, found.missing) == ("not_known", ("level",))


def test_a_fact_that_is_not_known_any_more(world: World) -> None:
    known(world, "ours", **FULL)
    known(world, "ours", on=date(2026, 3, 20), cicopa=None)
    assert fit(world).missing == ("cicopa",)


def test_a_member_that_is_pointed_at_is_named(world: World) -> None:
    facts = {"full_member": str(world.organisations["theirs"]), "level": "local"}
    assert named_facts(RULES, facts)["full_member"] == world.organisation("theirs").name
    assert named_facts(RULES, {"full_member": "Federation X"}) == {"full_member": "Federation X"}


BRANCH = {
    "level": "local", "legal_form": "other", "worker_cooperatives": False, "social_cooperatives": False,
    "sectoral": True, "cicopa": "member",
}  # fmt: skip


def branch(world: World, **facts: Any) -> None:
    """The associated member is the branch of a full member."""
    Membership.objects.filter(pk=world.membership("associated").pk).update(criterion="sectoral_organisation")
    known(world, "associated", **BRANCH, **facts)


@pytest.mark.parametrize("by", ["record", "name", "another case"])
def test_a_branch_fits_while_its_full_member_is_one(world: World, by: str) -> None:
    theirs = world.organisation("theirs")
    branch(world, full_member={"record": str(theirs.public_id), "name": theirs.name}.get(by, theirs.name.upper()))
    found = fit(world, "associated")
    assert (found.fit, found.cause) == ("fits", "")
    assert found.named is not None
    assert (found.named.name, found.named.state) == (theirs.name, "member")
    assert found.verdict is not None
    assert theirs.name in [reason.answer for reason in found.verdict.reasons]


def test_an_accent_is_the_same_however_it_was_typed_on_record(world: World) -> None:
    Organisation.objects.filter(pk=world.organisation("theirs").pk).update(name="Fe\u0301de\u0301ration")
    branch(world, full_member="F\xe9d\xe9ration")
    assert fit(world, "associated").fit == "fits"


@pytest.mark.parametrize("by", ["record", "name"])
def test_it_fits_no_longer_once_its_full_member_has_left(world: World, by: str) -> None:
    theirs = world.organisation("theirs")
    branch(world, full_member=str(theirs.public_id) if by == "record" else theirs.name)
    Membership.objects.filter(pk=world.membership("theirs").pk).update(ends_on=date(2026, 4, 10), state="resigned")
    assert fit(world, "associated", date(2026, 4, 10)).fit == "fits", "its last day included"
    found = fit(world, "associated", date(2026, 4, 11))
    assert (found.fit, found.cause) == ("misfit", "named_not_member")
    assert found.named is not None
    assert (found.named.name, found.named.category, found.named.state) == (theirs.name, "full", "not_member")
    assert found.assessed.category is None
    assert "full_member" in [gap.key for gap in found.assessed.missing]


def test_a_member_of_another_kind_is_no_full_member(world: World) -> None:
    branch(world, full_member=str(world.organisations["network"]))
    found = fit(world, "associated")
    assert (found.fit, found.cause) == ("misfit", "named_not_member")
    assert found.named is not None
    assert found.named.name == world.organisation("network").name


def test_a_name_that_nobody_on_record_has_is_asked_about(world: World) -> None:
    branch(world, full_member="Federation Nobody Knows")
    found = fit(world, "associated")
    assert (found.fit, found.cause, found.missing) == ("not_known", "named_unknown", ("full_member",))


def test_what_else_a_branch_meets_is_proposed(world: World) -> None:
    branch(world, full_member=str(world.organisations["network"]), supports_creation=True)
    found = fit(world, "associated")
    assert (found.fit, found.assessed.criterion) == ("misfit", "support_institution")


def test_two_queries_more_where_somebody_is_named(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    branch(world, full_member=str(world.organisations["network"]))
    members = visible_memberships(world.actor("membership"))
    rules = rulebook_in_force(TODAY)
    with django_assert_num_queries(3):
        fit_of_members(rules, members, TODAY)


def test_only_what_the_actor_may_see_is_judged(world: World) -> None:
    members = visible_memberships(world.actor("contact"))
    assert list(fit_of_members(rulebook_in_force(TODAY), members, TODAY)) == [world.membership("ours").pk]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(on_record)
def test_whatever_stands_on_record_is_read_or_unknown(facts: dict[str, Any]) -> None:
    readable = readable_facts(RULES, facts)
    assert set(readable) <= set(RULES.facts) & set(facts)


@pytest.mark.parametrize("count", [10, 2000])
def test_one_query_however_many(world: World, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    like = world.membership("ours")
    organisations = Organisation.objects.bulk_create(
        [Organisation(name=f"Many {number:05d}", country="SE") for number in range(count)]
    )
    Membership.objects.bulk_create(
        Membership(
            organisation=row, category="full", criterion="national_organisation", state="admitted",
            starts_on=like.starts_on, decision_id=like.decision_id, rulebook=like.rulebook,
        )
        for row in organisations
    )  # fmt: skip
    stray = {"worker_cooperatives": False, "social_cooperatives": False}
    OrganisationFact.objects.bulk_create(
        OrganisationFact(
            organisation=row, key=key, value=value, as_of_on=date(2026, 3, 1), source="Its statutes",
            recorded_at=world.actor("membership").at,
        )
        for number, row in enumerate(organisations)
        for key, value in ({**FULL, **stray} if number % 10 == 0 else FULL).items()
    )  # fmt: skip
    rules, members = rulebook_in_force(TODAY), visible_memberships(world.actor("membership"))
    began = perf_counter()
    with django_assert_num_queries(1):
        found = fit_of_members(rules, members, TODAY)
    assert perf_counter() - began < 2
    fits = [row.fit for row in found.values()]
    assert (fits.count("misfit"), fits.count("fits"), fits.count("not_known")) == (count // 10, count - count // 10, 4)
