"""The demo's network: made through actions, and everything there that was promised."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from koinon.core import journal
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.doors.demo.network import story
from koinon.doors.demo.network.steps import Network
from koinon.rooms.admissions.models import Application
from koinon.rooms.bodies.composition import Composed, composed
from koinon.rooms.bodies.queries import seats_on
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.dues.fees import fee_of
from koinon.rooms.dues.models import Invoice, Payment, Reminder, Waiver
from koinon.rooms.dues.queries import standing_of
from koinon.rooms.memberships.confirmation import unconfirmed
from koinon.rooms.memberships.eligibility import fit_of_members
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Confederation, Organisation
from koinon.rooms.organisations.queries import facts_of, known_facts
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import mandates_over, open_invitations
from koinon.rooms.rulebook.queries import rulebook_in_force, versions
from koinon.statutes.eligibility import assess
from koinon.statutes.rulebook import NoRuleInForce
from tests.doors.demo.conftest import TODAY, YEAR, Demo
from tests.world import moment

EURO_COUNTRIES = {"IT", "ES", "FR", "BE", "DE", "FI", "PT", "SI"}


def membership(network: Network, key: str) -> Membership:
    return Membership.objects.select_related("organisation").get(public_id=network.memberships[key])


def invoices(network: Network, key: str, year: int = YEAR) -> list[Invoice]:
    rows = Invoice.objects.filter(membership__public_id=network.memberships[key], year=year)
    return list(rows.order_by("id"))


def states(network: Network, key: str) -> list[str]:
    return [invoice.state for invoice in invoices(network, key)]


def standing(network: Network, key: str) -> str:
    return standing_of(rulebook_in_force(TODAY), membership(network, key), TODAY).key


def declaration(network: Network, key: str, state: str) -> Declaration:
    rows = Declaration.objects.filter(membership__public_id=network.memberships[key], year=YEAR)
    return rows.get(state=state)


def test_it_is_quick_to_make(demo_house: Demo, network: Network) -> None:
    assert demo_house.seconds <= 20


def test_27_invented_members_in_16_countries(network: Network) -> None:
    members = Organisation.objects.filter(memberships__isnull=False)
    assert members.count() == 27
    assert members.values("country").distinct().count() == 16
    assert not members.filter(invented=False).exists()
    assert not Person.objects.filter(invented=False).exists()
    for address in Person.objects.values_list("email", flat=True):
        assert address.endswith((".example", "@example.org"))


def has_not_confirmed(network: Network, key: str) -> bool:
    """Whether this member, and no other, has not confirmed its contacts for a year."""
    silent = unconfirmed(Membership.objects.filter(ends_on=None), rulebook_in_force(TODAY), TODAY)
    return [row.public_id for row in silent] == [network.memberships[key]]


def has_invited(network: Network, key: str) -> bool:
    """Whether somebody invented is asked to be this member's editor."""
    asked = open_invitations(network.organisations[key], moment(TODAY))
    return [(row.role, row.invented) for row in asked] == [("editor", True)]


def test_invented_applications_are_on_their_way_and_one_was_refused(network: Network) -> None:
    rows = Application.objects.all()
    assert sorted(row.state for row in rows) == ["board", "ratification", "refused", "submitted"]
    admitted = rows.get(state="ratification")
    assert admitted.membership is not None
    assert admitted.membership.public_id == network.memberships[story.CASES["admitted_this_year"]]
    assert all(row.invented and row.email.endswith(".example") for row in rows)


def test_the_figures_have_the_size_of_the_field(network: Network) -> None:
    latest = Figure.objects.filter(basis="cooperatives", declaration__state__in=["submitted", "locked"])
    counted = latest.filter(declaration__year=YEAR).aggregate(sum=Sum("value"))["sum"]
    assert 40_000 < counted < 46_000
    assert latest.filter(declaration__year=YEAR - 1).count() > 15


def test_every_criterion_has_a_member_whose_facts_meet_it(network: Network) -> None:
    rulebook, met = rulebook_in_force(TODAY), set()
    strayed = network.memberships[story.CASES["no_longer_fits"]]
    for row in Membership.objects.exclude(public_id=strayed).select_related("organisation"):
        known = facts_of(row.organisation, TODAY)
        found = assess(rulebook, {key: value for key, value in known.items() if key in rulebook.facts})
        verdicts = {criterion.key: criterion.verdict for criterion in found.criteria}
        assert (found.category, verdicts[row.criterion]) == (row.category, "met"), row.organisation.name
        met.add(row.criterion)
    assert met == set(rulebook.criteria)


def test_one_member_no_longer_fits_and_the_register_says_since_when(network: Network) -> None:
    fits = fit_of_members(rulebook_in_force(TODAY), Membership.objects.all(), TODAY)
    (found,) = [row for row in fits.values() if row.fit != "fits"]
    member = membership(network, story.CASES["no_longer_fits"])
    assert (found.membership, found.fit, found.cause) == (member.pk, "misfit", "criterion_not_met")
    assert (found.assessed.category, found.assessed.criterion) == ("associated", "support_institution")
    latest = known_facts(member.organisation, TODAY)["affiliates_or_promotes"]
    assert latest.as_of_on == date(YEAR, 4, 1)
    assert latest.source.endswith("invented for the demo")


def test_two_versions_of_the_rules_and_none_before(network: Network) -> None:
    assert [row.in_force_from for row in versions()] == [date(YEAR, 1, 1), date(YEAR - 1, 1, 1)]
    this, before = (rulebook_in_force(date(year, 6, 1)) for year in (YEAR, YEAR - 1))
    assert this.version != before.version
    scales = [tuple(str(part) for part in rules.fees["full"].parts) for rules in (before, this)]
    assert scales[0] != scales[1]
    assert all("illustrative=True" in part for part in scales[0])
    with pytest.raises(NoRuleInForce):
        rulebook_in_force(date(YEAR - 2, 12, 31))


def test_the_year_before_is_settled_but_for_the_waived(network: Network) -> None:
    before = Invoice.objects.filter(year=YEAR - 1)
    assert before.count() == 25
    (open_one,) = before.exclude(state="paid")
    assert open_one.membership is not None
    assert open_one.membership.public_id == network.memberships[story.CASES["waived"]]
    estimate = Declaration.objects.get(kind="estimate")
    assert estimate.membership.public_id == network.memberships[story.CASES["not_declared"]]


CASES: dict[str, Callable[[Network, str], bool]] = {
    "asked_for_a_quote": lambda network, key: (
        JournalEntry.objects.get(action="dues.send_quote").organisation == network.organisations[key]
        and OutboxMessage.objects.get(kind="dues.quote_letter").state == "delivered"
    ),
    "paid": lambda network, key: states(network, key) == ["paid"] and standing(network, key) == "good",
    "part_paid": lambda network, key: (
        states(network, key) == ["issued"] and Payment.objects.filter(invoice=invoices(network, key)[0]).exists()
    ),
    "in_arrears": lambda network, key: (
        standing(network, key) == "suspended" and Reminder.objects.filter(invoice=invoices(network, key)[0]).exists()
    ),
    "overdue_not_reminded": lambda network, key: (
        standing(network, key) == "overdue" and not Reminder.objects.filter(invoice=invoices(network, key)[0]).exists()
    ),
    "waived": lambda network, key: (
        Waiver.objects.get().membership.public_id == network.memberships[key]
        and standing(network, key) not in {"suspended", "not_member"}
    ),
    "reissued": lambda network, key: states(network, key) == ["cancelled", "issued", "paid"],
    "admitted_this_year": lambda network, key: (
        membership(network, key).starts_on.year == YEAR
        and any(line["kind"] == "pro_rata" for line in invoices(network, key)[0].explanation["lines"])
    ),
    "contact_expired": lambda network, key: not mandates_over(network.organisations[key], TODAY).exists(),
    "contacts_unconfirmed": has_not_confirmed,
    "invited": has_invited,
    "approved": lambda network, key: states(network, key) == ["approved"],
    "proposed": lambda network, key: states(network, key) == ["proposed"],
    "submitted_late": lambda network, key: (
        declaration(network, key, "submitted").submitted_at.date() > date(YEAR, 3, 31)  # type: ignore[union-attr]
        and not invoices(network, key)
    ),
    "unit_slip": lambda network, key: (
        "serious" in {found["severity"] for found in declaration(network, key, "submitted").warnings}
    ),
    "fee_unknown": lambda network, key: (
        [gap.asks for gap in fee_of(rulebook_in_force(TODAY), membership(network, key), YEAR).missing]
        == ["secretariat"]
    ),
    "draft": lambda network, key: declaration(network, key, "draft").figures.count() == 2,
    "not_declared": lambda network, key: (
        not Declaration.objects.filter(membership__public_id=network.memberships[key], year=YEAR).exists()
    ),
    "national_currency": lambda network, key: (
        declaration(network, key, "draft").figures.get(basis="turnover").currency == "SEK"
    ),
    "no_longer_fits": lambda network, key: (
        fit_of_members(rulebook_in_force(TODAY), Membership.objects.all(), TODAY)[membership(network, key).pk].fit
        == "misfit"
    ),
    "left_the_board": lambda network, key: (
        [str(row.organisation.public_id) for row in board_of_the_demo().vacated if row.organisation]
        == [str(network.organisations[key])]
    ),
}


def board_of_the_demo() -> Composed:
    """The demo's Board today."""
    (found,) = composed(rulebook_in_force(TODAY), TODAY, ["board"])
    return found


def test_the_board_is_as_the_rulebook_says_and_its_people_are_invented(network: Network) -> None:
    found = {one.rules.key: one for one in composed(rulebook_in_force(TODAY), TODAY)}
    for body in found.values():
        assert [finding for finding in body.findings if finding.kind != "too_few"] == []
        assert not body.endings
    assert not any(finding.seat != "member" for finding in found["board"].findings)
    assert [seat.name for seat in found["executive"].seats] == ["Inés Arrazola", "Benoît Lemaire", "Katrin Hollmann"]
    assert found["board"].balance["gender"] == {"woman": 4, "man": 3, "": 1}
    assert max(found["board"].balance["country"].values()) == 1
    assert all(seat.invented for body in found.values() for seat in body.seats)


def test_the_board_before_is_history(network: Network) -> None:
    before = seats_on("board", date(YEAR - 1, 3, 1))
    assert [seat.name for seat in before[:2]] == ["Silvio Marchetti", "Odile Renard"]
    assert not {seat.person for seat in before if seat.held} & {seat.person for seat in board_of_the_demo().seats}


def test_every_case_is_checked() -> None:
    assert set(CASES) == set(story.CASES)


@pytest.mark.parametrize("case", story.CASES)
def test_each_case_can_be_met(network: Network, case: str) -> None:
    assert CASES[case](network, story.CASES[case])


def test_money_is_declared_in_the_country_s_own_currency(network: Network) -> None:
    typed = Figure.objects.exclude(currency="").select_related("declaration__membership__organisation")
    for figure in typed:
        country = figure.declaration.membership.organisation.country
        assert (figure.currency == "EUR") == (country in EURO_COUNTRIES)
        assert (figure.rate is None) == (figure.currency == "EUR")


def test_the_house_says_that_its_account_is_made_up(network: Network) -> None:
    house = Confederation.objects.select_related("organisation").get()
    assert house.illustrative
    assert house.email == "cecop@cecop.coop"
    assert not house.organisation.invented


def test_everything_was_done_by_those_whose_work_it_is(network: Network) -> None:
    by_action = {
        "dues.approve_invoices": "treasurer",
        "dues.issue_invoices": "secretary_general",
        "dues.propose_fees": "membership",
        "dues.record_payment": "treasurer",
        "declarations.adopt_estimate": "treasurer",
    }
    for action, office in by_action.items():
        actors = set(JournalEntry.objects.filter(action=action).values_list("actor", flat=True))
        assert actors == {network.staff[office].public_id}
    contacts = {people["contact"].public_id for people in network.people.values()}
    declared = JournalEntry.objects.filter(action="declarations.submit_declaration").values_list("actor", flat=True)
    assert set(declared) <= contacts


def test_the_journal_is_sealed_and_reads_in_the_order_of_days(network: Network) -> None:
    assert journal.verify().holds
    entries = JournalEntry.objects.order_by("position")
    moments = [at for at in entries.values_list("at", flat=True) if at is not None]
    assert len(moments) == entries.count()
    assert moments == sorted(moments)
    assert max(moments).date() <= TODAY


def test_the_post_went_out_but_to_the_member_without_a_contact(network: Network) -> None:
    invoice, call = OutboxMessage.objects.filter(state="failed").order_by("kind").reverse()
    assert invoice.subject == invoices(network, story.CASES["contact_expired"])[0].public_id
    assert call.payload["member"] == str(network.organisations[story.CASES["contact_expired"]])
    assert not OutboxMessage.objects.filter(state="waiting").exists()


def test_numbers_have_no_gap(network: Network) -> None:
    for kind in ("invoice", "credit_note"):
        for year in (YEAR - 1, YEAR):
            rows = Invoice.objects.filter(kind=kind, number_year=year).order_by("number")
            numbers = list(rows.values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))


def test_a_credit_note_takes_back_exactly_the_wrong_invoice(network: Network) -> None:
    wrong, right = invoices(network, "vasca")[0], invoices(network, "vasca")[-1]
    note = Invoice.objects.get(kind="credit_note")
    assert note.corrects_id == wrong.pk
    assert note.amount == wrong.amount > right.amount > Decimal(0)
