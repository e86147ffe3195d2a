"""Decisions: what the Board and the Assembly say, and the member that comes of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail

from koinon.core.decisions import DecisionReference
from koinon.core.models import JournalEntry
from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.actions import (
    Elsewhere,
    Verdict,
    answer_refusal,
    prepare_for_board,
    record_board_decision,
    record_elsewhere,
    record_ratification,
)
from koinon.rooms.admissions.models import MembershipElsewhere
from koinon.rooms.admissions.queries import elsewhere_of, is_provisional
from koinon.rooms.declarations.actions import TypedFigure, save_draft, submit_declaration
from koinon.rooms.dues.actions import propose_fees
from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.queries import membership_of
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.organisations.queries import facts_of, known_facts
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import actor_for
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.rooms.admissions.applying import (
    ASSEMBLY,
    BOARD,
    DECIDED,
    DETAILS,
    FACTS,
    RATIFIED,
    SUBMITTED,
    UNKNOWN,
    Applicant,
    before_board,
    decided,
    under_review,
)
from tests.rooms.outcomes import line_of, refused
from tests.world import ASSEMBLY as ADOPTING
from tests.world import World, cecop_texts, moment, only


def told(world: World, applicant: Applicant, on: date = DECIDED, who: str = "membership") -> dict[str, Any]:
    """What every step at the desk is told."""
    return {"actor": world.actor(who, on), "application": applicant.id, "seen_version": applicant.version}


def test_record_board_decision(world: World) -> None:
    applicant = before_board(world)
    outcome = record_board_decision(**told(world, applicant), verdict=Verdict(True, BOARD))
    row = applicant.row
    assert (row.state, outcome.event, outcome.starts_on) == ("ratification", "pass_on", DECIDED)
    assert is_provisional(row)
    assert row.organisation is not None
    assert outcome.organisation == row.organisation.public_id
    member = membership_of(row.organisation.public_id, DECIDED)
    assert member is not None
    assert (member.category, member.criterion, member.decision) == ("full", "national_organisation", row.decision)
    line = line_of("admissions.record_board_decision", row.public_id)
    assert (line.organisation, line.rulebook) == (outcome.organisation, row.rulebook)
    deliver_due()
    assert mail.outbox[-1].subject == f"{row.name} is admitted provisionally"


def test_what_was_answered_is_known_of_the_member(world: World) -> None:
    row = decided(world).row
    assert row.organisation is not None
    assert (row.organisation.name, row.organisation.city) == (DETAILS["name"], "Lisbon")
    assert facts_of(row.organisation, DECIDED) == FACTS
    fact = known_facts(row.organisation, DECIDED)["level"]
    assert (fact.source, fact.as_of_on) == ("Application", SUBMITTED)
    assert "statutes.pdf" in fact.evidence


def test_whoever_applied_is_the_contact(world: World) -> None:
    row = decided(world).row
    assert row.organisation is not None
    person = Person.objects.get(email="ana@example.org")
    assert (person.name, person.source) == ("Ana Prado", "Application")
    actor = actor_for(person, moment(DECIDED), "test")
    assert actor.mandates == {row.organisation.public_id: frozenset({"contact"})}


def test_somebody_we_know_is_not_put_on_record_twice(world: World) -> None:
    applicant = before_board(world)
    applicant.row.__class__.objects.update(email="STRANGER@example.org".lower())
    applicant.email = "stranger@example.org"
    record_board_decision(**told(world, applicant), verdict=Verdict(True, BOARD))
    assert world.actor("stranger", DECIDED).mandates


def test_an_organisation_we_know_is_used(world: World) -> None:
    applicant = before_board(world)
    known = Organisation.objects.create(name=DETAILS["name"].upper(), country="PT")
    record_board_decision(**told(world, applicant), verdict=Verdict(True, BOARD))
    assert applicant.row.organisation == known


def test_refused_with_reasons(world: World) -> None:
    applicant = before_board(world)
    refusal = Verdict(False, BOARD)
    assert refused(record_board_decision, **told(world, applicant), verdict=refusal) == "reasons_needed"
    record_board_decision(**told(world, applicant), verdict=Verdict(False, BOARD, "No members."))
    row = applicant.row
    assert (row.state, row.membership, row.organisation) == ("refused", None, None)
    assert row.history.last().words == "No members."
    deliver_due()
    assert "No members." in mail.outbox[-1].body
    assert "answer once" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict(True, DecisionReference("", DECIDED, "B1")), "decision_incomplete"),
        (Verdict(True, DecisionReference("Board", DECIDED + timedelta(days=1), "B1")), "decision_to_come"),
        (Verdict(True, BOARD, starts_on=DECIDED - timedelta(days=1)), "before_decision"),
    ],
)
def test_record_board_decision_refused(world: World, verdict: Verdict, code: str) -> None:
    applicant = before_board(world)
    assert refused(record_board_decision, **told(world, applicant), verdict=verdict) == code
    assert applicant.row.state == "board"
    assert not Organisation.objects.filter(name=DETAILS["name"]).exists()


def test_decisions_come_in_their_order(world: World) -> None:
    applicant = under_review(world)
    approved = Verdict(True, BOARD)
    assert refused(record_board_decision, **told(world, applicant), verdict=approved) == "not_now"
    assert refused(record_ratification, **told(world, applicant), verdict=approved) == "nothing_to_ratify"
    unknown = {**told(world, applicant), "application": UNKNOWN}
    assert refused(record_board_decision, **unknown, verdict=approved) == "not_found"


def test_a_decision_is_recorded_once(world: World) -> None:
    applicant = before_board(world)
    first = told(world, applicant)
    record_board_decision(**first, verdict=Verdict(True, BOARD))
    assert refused(record_board_decision, **first, verdict=Verdict(True, BOARD)) == "stale"
    again = told(world, applicant)
    assert refused(record_board_decision, **again, verdict=Verdict(True, BOARD)) == "not_now"
    assert Organisation.objects.filter(name=DETAILS["name"]).count() == 1


@pytest.mark.parametrize("who", ["treasurer", "auditor", "policy", "contact", "nobody"])
def test_decisions_are_not_everybodys_to_record(world: World, who: str) -> None:
    applicant = decided(world)
    verdict = Verdict(True, ASSEMBLY)
    assert refused(record_board_decision, **told(world, applicant, who=who), verdict=verdict) == "not_allowed"
    assert refused(record_ratification, **told(world, applicant, who=who), verdict=verdict) == "not_allowed"
    known = Elsewhere(since_on=DECIDED, evidence="Letter")
    given = {"organisation": world.organisations["ours"], "body": "CICOPA", "known": known}
    assert refused(record_elsewhere, actor=world.actor(who), **given) == "not_allowed"


def test_record_ratification(world: World) -> None:
    applicant = decided(world)
    record_ratification(**told(world, applicant, RATIFIED), verdict=Verdict(True, ASSEMBLY))
    row = applicant.row
    assert (row.state, is_provisional(row), str(row.ratification)) == ("admitted", False, "General Assembly, GA2026/9")
    assert row.membership is not None
    assert row.membership.ends_on is None
    assert line_of("admissions.record_ratification", row.public_id).outcome["event"] == "ratify"
    assert (
        JournalEntry.objects.filter(action="memberships.admit_member", organisation=row.organisation.public_id).count()
        == 1
    )  # type: ignore[union-attr]


def test_what_is_not_ratified_ends(world: World) -> None:
    applicant = decided(world)
    assert applicant.row.organisation is not None
    organisation = applicant.row.organisation.public_id
    refusal = Verdict(False, ASSEMBLY, "The Assembly saw too little.")
    record_ratification(**told(world, applicant, RATIFIED), verdict=refusal)
    assert applicant.row.state == "refused"
    assert membership_of(organisation, RATIFIED) is not None
    assert membership_of(organisation, RATIFIED + timedelta(days=1)) is None
    # It may answer, and be admitted after all.
    later = RATIFIED + timedelta(days=30)
    applicant.come_in(later)
    given = {"actor": applicant.actor(later), "access": applicant.access, "seen_version": applicant.version}
    answer_refusal(**given, answer="See the report.")
    prepare_for_board(**told(world, applicant, later))
    again = Verdict(True, DecisionReference("Board", later, "B2026/8"))
    record_board_decision(**told(world, applicant, later), verdict=again)
    assert membership_of(organisation, later) is not None


def adopt(world: World, **written: str) -> None:
    """Adopt CECOP's rulebook with another admission procedure."""
    texts = dict(cecop_texts())
    for old, new in written.items():
        wanted = {"ratified": 'ratified_by.en = "General Assembly"\n', "provisional": "provisional = true\n"}[old]
        assert wanted in texts["procedures.toml"]
        texts["procedures.toml"] = texts["procedures.toml"].replace(wanted, new)
    adopt_rulebook(
        actor=world.actor("secretary_general", date(2026, 2, 10)),
        texts=texts,
        in_force_from=date(2026, 2, 1),
        decision=ADOPTING,
    )


def test_where_the_rules_have_nothing_ratified_the_boards_word_is_the_last(world: World) -> None:
    adopt(world, ratified="", provisional="")
    row = decided(world).row
    assert (row.state, is_provisional(row)) == ("admitted", False)
    assert row.membership is not None


def test_where_the_rules_know_nothing_provisional_the_membership_begins_with_the_last_word(world: World) -> None:
    adopt(world, provisional="")
    applicant = decided(world)
    assert (applicant.row.state, applicant.row.membership) == ("ratification", None)
    record_ratification(**told(world, applicant, RATIFIED), verdict=Verdict(True, ASSEMBLY))
    membership = applicant.row.membership
    assert membership is not None
    assert membership.starts_on == RATIFIED


def test_the_first_fee_is_reckoned_from_the_month_of_admission(world: World) -> None:
    row = decided(world).row
    assert row.membership is not None
    contact = actor_for(Person.objects.get(email="ana@example.org"), moment(DECIDED), "test")
    figures = [TypedFigure("cooperatives", Decimal(252)), TypedFigure("turnover", Decimal("540000000"), "EUR")]
    kept = save_draft(actor=contact, membership=row.membership.public_id, year=2026, figures=figures)
    submit_declaration(actor=contact, declaration=kept.declaration, confirmed=True)
    only(propose_fees([row.membership.public_id], actor=world.actor("membership", DECIDED), year=2026))
    # 3,450.00 for a year; May to December are eight months of it.
    assert Invoice.objects.get(membership=row.membership).amount == Decimal("2300.00")


def test_whoever_belongs_to_cicopa_already_asks_for_nothing(world: World) -> None:
    decided(world, facts={**FACTS, "cicopa": "member"})
    kept = MembershipElsewhere.objects.get()
    assert (kept.body, kept.applied_on, kept.since_on) == ("CICOPA", None, None)


def test_cicopa_is_tracked(world: World) -> None:
    row = decided(world).row
    assert row.organisation is not None
    organisation = row.organisation.public_id
    kept = MembershipElsewhere.objects.get()
    assert (kept.organisation, kept.body, kept.applied_on, kept.since_on) == (row.organisation, "CICOPA", DECIDED, None)
    known = Elsewhere(since_on=RATIFIED, evidence="Letter of CICOPA, 18 June 2026")
    officer = world.actor("membership", RATIFIED)
    record_elsewhere(actor=officer, organisation=organisation, body="CICOPA", known=known)
    kept.refresh_from_db()
    assert (kept.applied_on, kept.since_on, kept.version) == (DECIDED, RATIFIED, 2)
    assert line_of("admissions.record_elsewhere", organisation).outcome["body"] == "CICOPA"
    assert elsewhere_of(officer, organisation).get() == kept
    assert not elsewhere_of(world.actor("contact"), organisation).exists()


@pytest.mark.parametrize(
    ("body", "known", "code"),
    [
        ("Rotary", Elsewhere(since_on=DECIDED, evidence="Letter"), "body_unknown"),
        ("CICOPA", Elsewhere(), "day_needed"),
        ("CICOPA", Elsewhere(applied_on=DECIDED + timedelta(days=1)), "date_in_future"),
        ("CICOPA", Elsewhere(DECIDED, SUBMITTED, "Letter"), "dates_reversed"),
        ("CICOPA", Elsewhere(since_on=DECIDED), "evidence_needed"),
    ],
)
def test_record_elsewhere_refused(world: World, body: str, known: Elsewhere, code: str) -> None:
    officer, ours = world.actor("membership", DECIDED), world.organisations["ours"]
    assert refused(record_elsewhere, actor=officer, organisation=ours, body=body, known=known) == code
    assert refused(record_elsewhere, actor=officer, organisation=UNKNOWN, body=body, known=known) == "not_found"
