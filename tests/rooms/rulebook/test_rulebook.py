"""The rulebook: adopted by a decision, in force from a day, never edited; fees follow it without a line of code."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from koinon.core.decisions import DecisionReference
from koinon.rooms.dues.actions import propose_fees
from koinon.rooms.dues.fees import fee_of
from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.actions import admit_member
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.actions import OrganisationDetails, record_organisation
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.rooms.rulebook.models import RulebookVersion
from koinon.rooms.rulebook.queries import (
    changed_files,
    check_step,
    four_eyes,
    may_take_step,
    rulebook_for_year,
    rulebook_in_force,
    rulebook_of_version,
    version_in_force,
    versions,
)
from koinon.statutes.rulebook import NoRuleInForce
from tests.rooms.outcomes import line_of, refused
from tests.world import ASSEMBLY, BOARD, DECLARING, World, cecop_texts, declared, issued, only, published_texts

SINCE = date(2026, 1, 1)
FRIENDS = """
[categories.friend]
label.en = "Friend"
plural.en = "Friends"
summary.en = "Whoever likes to help."
rank = 4
source = ["S28"]
"""
FRIENDS_FEE = """
[fees.friend]
label.en = "Friend's fee"
source = ["S45"]

[[fees.friend.parts]]
kind = "rate"
key = "share"
label.en = "Share of the budget"
basis = "budget"
percent = 1
illustrative = false
source = ["S45"]
"""
FRIENDS_CRITERION = """
[criteria.friendly]
category = "friend"
label.en = "Whoever likes to help"
when = { fact = "supports_creation", is = true }
fee_basis = ["budget"]
fee_note.en = "A share of the budget."
source = ["S28"]
"""


def with_changes(**added: str) -> Mapping[str, str]:
    """CECOP's texts with text added to files; `percent` replaces the network's rate."""
    texts = dict(cecop_texts())
    if rate := added.pop("percent", ""):
        assert "percent = 3.5\n" in texts["fees.toml"]
        texts["fees.toml"] = texts["fees.toml"].replace("percent = 3.5\n", f"percent = {rate}\n")
    for name, text in added.items():
        texts[f"{name}.toml"] += text
    return texts


def adopt(
    world: World, texts: Mapping[str, str], since: date = SINCE, who: str = "secretary_general"
) -> RulebookVersion:
    """Adopt texts by the Board's decision."""
    actor = world.actor(who, date(2026, 2, 10))
    adopted = adopt_rulebook(actor=actor, texts=texts, in_force_from=since, decision=BOARD)
    return RulebookVersion.objects.get(public_id=adopted.version)


def test_adopt_rulebook(world: World) -> None:
    row = adopt(world, published_texts(), date(2026, 7, 1))
    assert (row.code, row.in_force_from, str(row.decision)) == ("cecop", date(2026, 7, 1), "Board, B2026/2")
    assert rulebook_of_version(row).version == row.hash
    line = line_of("rulebook.adopt_rulebook", row.public_id)
    assert (line.rulebook, line.actor) == (row.hash, world.people["secretary_general"])
    assert set(line.inputs["texts"]) == {"hmac_sha256"}


def test_adopt_rulebook_refused(world: World) -> None:
    broken = {**cecop_texts(), "fees.toml": cecop_texts()["fees.toml"].replace("percent = 3.5", "percent = lots")}
    count = RulebookVersion.objects.count()
    assert refused(adopt, world, broken) == "rulebook_invalid"
    assert refused(adopt, world, {}) == "rulebook_invalid"
    assert refused(adopt, world, cecop_texts()) == "already_adopted"
    other = {**cecop_texts(), "rulebook.toml": cecop_texts()["rulebook.toml"].replace('"cecop"', '"other"', 1)}
    assert refused(adopt, world, other) == "other_confederation"
    for who in ("membership", "treasurer", "auditor", "technician", "contact", "nobody"):
        assert refused(adopt, world, published_texts(), who=who) == "not_allowed"
    assert RulebookVersion.objects.count() == count


def test_what_is_wrong_is_named_by_file_line_and_key(world: World) -> None:
    from koinon.core.refusals import Refused

    broken = {**cecop_texts(), "fees.toml": cecop_texts()["fees.toml"].replace('kind = "rate"', 'kind = "raet"')}
    with pytest.raises(Refused) as caught:
        adopt(world, broken)
    words = str(caught.value.refusal)
    line = cecop_texts()["fees.toml"].split('kind = "rate"')[0].count("\n") + 1
    assert f"fees.toml:{line}" in words or f"fees.toml, line {line}" in words
    assert "raet" in words


def test_in_force_from_a_day(world: World) -> None:
    later = adopt(world, published_texts(), date(2026, 7, 1))
    assert rulebook_in_force(date(2026, 6, 30)).version != later.hash
    assert rulebook_in_force(date(2026, 7, 1)).version == later.hash
    assert rulebook_in_force(date(2026, 7, 1)).in_force_from == date(2026, 7, 1)
    assert [row.in_force_from for row in versions()] == [date(2026, 7, 1), SINCE]


def test_of_two_for_the_same_day_the_one_adopted_last(world: World) -> None:
    second = adopt(world, published_texts())
    assert version_in_force(SINCE).pk == second.pk
    third = adopt(world, cecop_texts())
    assert version_in_force(SINCE).pk == third.pk
    assert third.hash != second.hash


def test_before_the_first_version_there_is_no_rule(world: World) -> None:
    with pytest.raises(NoRuleInForce) as caught:
        rulebook_in_force(date(2025, 12, 31))
    assert "2026-01-01" in str(caught.value)


@pytest.mark.parametrize(("year", "known"), [(2025, False), (2026, True), (2027, True)])
def test_rules_of_a_fee_year(world: World, year: int, known: bool) -> None:
    if known:
        assert rulebook_for_year(year).code == "cecop"
    else:
        with pytest.raises(NoRuleInForce):
            rulebook_for_year(year)


@pytest.mark.parametrize("year", [0, -1, 10000, 99999])
def test_a_year_that_is_none(world: World, year: int) -> None:
    assert refused(rulebook_for_year, year) == "year_unknown"


def test_a_rulebook_adopted_within_a_year_reckons_that_year(db: None) -> None:
    from koinon.core.actors import system_actor
    from tests.world import moment

    RulebookVersion.objects.all().delete()
    system = system_actor(moment(date(2026, 5, 22)), "test")
    adopt_rulebook(actor=system, texts=cecop_texts(), in_force_from=date(2026, 5, 22), decision=ASSEMBLY)
    assert rulebook_for_year(2026).in_force_from == date(2026, 5, 22)
    with pytest.raises(NoRuleInForce):
        rulebook_for_year(2025)


def test_another_rate_and_a_new_category_without_a_line_of_code(world: World) -> None:
    declared(world, "network")
    before = fee_of(rulebook_for_year(2026), world.membership("network"), 2026)
    assert before.amount == Decimal("1750.00")
    texts = with_changes(percent="4", categories=FRIENDS, fees=FRIENDS_FEE, eligibility=FRIENDS_CRITERION)
    row = adopt(world, texts)
    after = fee_of(rulebook_for_year(2026), world.membership("network"), 2026)
    assert (after.amount, after.rulebook.version) == (Decimal("2000.00"), row.hash)
    friend = admit(world, "friendly")
    assert friend.category == "friend"
    declare(world, friend)
    outcome = propose_fees([friend.public_id], actor=world.actor("treasurer"), year=2026)
    assert only(outcome).amount == Decimal("500.00")


def admit(world: World, criterion: str) -> Membership:
    """Another organisation, admitted under a criterion."""
    officer = world.actor("membership")
    organisation = record_organisation(actor=officer, details=OrganisationDetails("Friends", "BE")).organisation
    admitted = admit_member(
        actor=officer,
        organisation=organisation,
        criterion=criterion,
        starts_on=SINCE,
        decision=DecisionReference("Board", date(2026, 2, 10), "B2026/3"),
    )
    return Membership.objects.get(public_id=admitted.membership)


def declare(world: World, member: Membership) -> None:
    """A budget of 50,000."""
    from koinon.rooms.declarations.actions import TypedFigure, save_draft, submit_declaration

    officer = world.actor("membership", DECLARING)
    figures = [TypedFigure("budget", Decimal(50000), "EUR")]
    draft = save_draft(actor=officer, membership=member.public_id, year=2026, figures=figures)
    submit_declaration(actor=officer, declaration=draft.declaration, confirmed=True)


def test_what_was_issued_keeps_its_rules(world: World) -> None:
    invoice = Invoice.objects.get(public_id=issued(world, "network"))
    old = rulebook_for_year(2026).version
    adopt(world, with_changes(percent="4"))
    invoice.refresh_from_db()
    assert (invoice.amount, invoice.rulebook) == (Decimal("1750.00"), old)
    outcome = propose_fees([world.memberships["network"]], actor=world.actor("treasurer"), year=2026)
    assert outcome.declined[0].refusal.code == "decided_already"


def test_offices_take_the_steps_that_the_rulebook_gives_them(world: World) -> None:
    treasurer, chief = world.actor("treasurer"), world.actor("secretary_general")
    assert may_take_step(treasurer, "fee_invoice", "approve")
    assert not may_take_step(chief, "fee_invoice", "approve")
    assert not may_take_step(chief, "fee_invoice", "unknown step")
    assert not may_take_step(chief, "unknown procedure", "approve")
    assert refused(check_step, chief, "fee_invoice", "approve") == "step_of_others"
    assert four_eyes("fee_invoice", date(2026, 4, 1))
    assert not four_eyes("estimate", date(2026, 4, 1))
    assert not four_eyes("unknown procedure", date(2026, 4, 1))


def test_a_rulebook_can_give_a_step_to_another_office(world: World) -> None:
    texts = dict(cecop_texts())
    texts["procedures.toml"] = texts["procedures.toml"].replace('roles = ["treasurer"]', 'roles = ["membership"]', 1)
    adopt(world, texts)
    assert may_take_step(world.actor("membership"), "fee_invoice", "approve")
    assert not may_take_step(world.actor("treasurer"), "fee_invoice", "approve")


def test_files_that_differ(world: World) -> None:
    first = version_in_force(SINCE)
    assert changed_files(None, RulebookVersion.objects.get(pk=first.pk)) == sorted(cecop_texts())
    second = adopt(world, with_changes(percent="4", categories=FRIENDS, fees=FRIENDS_FEE))
    assert changed_files(RulebookVersion.objects.get(pk=first.pk), second) == ["categories.toml", "fees.toml"]
