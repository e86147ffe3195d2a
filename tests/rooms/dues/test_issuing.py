"""Issuing: numbered without a gap, addressed as the record stands, by somebody else than who approved."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.core.models import OutboxMessage
from koinon.core.refusals import Refused
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.actions import approve_invoices, cancel_invoice, issue_invoices
from koinon.rooms.dues.models import Invoice, NumberSeries
from koinon.rooms.organisations.actions import OrganisationDetails, change_organisation
from koinon.rooms.organisations.models import Confederation
from koinon.rooms.people.actions import name_in_secretariat
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.together import at_once
from tests.world import BOARD as DECIDED
from tests.world import ISSUING, MEMBERS, World, approved, declared, issued, moment, only, proposed, published_texts


def issue(world: World, *invoices: UUID, who: str = "secretary_general", on: date = ISSUING) -> Any:
    """Issue some invoices."""
    return issue_invoices(list(invoices), actor=world.actor(who, on))


def row(invoice: UUID) -> Invoice:
    """The record of an invoice."""
    return Invoice.objects.get(public_id=invoice)


def letters() -> list[UUID | None]:
    """The invoices whose letters wait in the outbox."""
    return list(OutboxMessage.objects.filter(kind="dues.invoice_letter").values_list("subject", flat=True))


def test_issue_invoices(published: World) -> None:
    invoice = approved(published)
    fact = only(issue(published, invoice))
    kept = row(invoice)
    assert (kept.state, kept.full_number, fact.number) == ("issued", "2026-0001", "2026-0001")
    assert (kept.issued_on, kept.due_on) == (ISSUING, date(2026, 5, 2))
    assert (kept.issued_by, kept.issued_at) == (published.people["secretary_general"], moment(ISSUING))
    assert kept.reference
    assert kept.recipient["name"] == MEMBERS["ours"][0]
    assert kept.recipient["lines"] == ["Main street 1", "1000 Town", "Sweden"]
    line = line_of("dues.issue_invoices", invoice)
    assert (line.outcome["number"], line.organisation) == ("2026-0001", published.organisations["ours"])
    assert letters() == [invoice]


def test_issue_invoices_refused(published: World) -> None:
    invoice = approved(published)
    assert refused(issue, published, invoice, who="treasurer") == "step_of_others"
    for who in ("auditor", "communications", "contact", "technician", "system", "nobody"):
        assert refused(issue, published, invoice, who=who) == "not_allowed"
    Confederation.objects.all().delete()
    assert refused(issue, published, invoice) == "no_confederation"
    assert (row(invoice).state, row(invoice).number) == ("approved", None)
    assert no_line_of("dues.issue_invoices")
    assert not letters()


def test_issue_invoices_declined(published: World) -> None:
    assert declined(issue(published, uuid4())) == "not_found"
    assert declined(issue(published, proposed(published))) == "invoice_state"
    assert not NumberSeries.objects.exists()
    paid = issued(published, "network")
    assert declined(issue(published, paid)) == "invoice_state"
    assert NumberSeries.objects.get().last == 1


def test_what_was_issued_is_never_edited(published: World) -> None:
    invoice, ours = issued(published), published.organisations["ours"]
    details = OrganisationDetails(name=MEMBERS["ours"][0], country="SE", street="Moved to 9")
    change_organisation(actor=published.actor("contact"), organisation=ours, details=details, seen_version=1)
    assert row(invoice).recipient["lines"][0] == "Main street 1"
    assert row(invoice).amount == Decimal("3450.00")


def test_whoever_approved_does_not_issue(published: World) -> None:
    chief = published.actor("secretary_general")
    person = published.people["treasurer"]
    name_in_secretariat(actor=chief, person=person, role="secretary_general", starts_on=date(2026, 1, 1))
    invoice = approved(published)
    assert declined(issue(published, invoice, who="treasurer")) == "four_eyes"
    assert row(invoice).state == "approved"
    only(issue(published, invoice, who="secretary_general"))


def test_where_the_rulebook_asks_for_two_eyes_only(published: World) -> None:
    texts = dict(published_texts())
    texts["procedures.toml"] = texts["procedures.toml"].replace("four_eyes = true", "four_eyes = false", 1)
    chief = published.actor("secretary_general")
    adopt_rulebook(actor=chief, texts=texts, in_force_from=date(2026, 1, 1), decision=DECIDED)
    person = published.people["treasurer"]
    name_in_secretariat(actor=chief, person=person, role="secretary_general", starts_on=date(2026, 1, 1))
    only(issue(published, approved(published), who="treasurer"))


def test_an_illustrative_amount_approved_in_the_demo_is_not_issued_outside(world: World, settings: Any) -> None:
    settings.KOINON_DEMO = True
    invoice = approved(world)
    settings.KOINON_DEMO = False
    assert declined(issue(world, invoice)) == "illustrative"
    settings.KOINON_DEMO = True
    only(issue(world, invoice))
    assert row(invoice).illustrative


def test_figures_replaced_since_the_approval(published: World) -> None:
    invoice = approved(published)
    declared(published)
    assert Declaration.objects.get(number=1).state == "superseded"
    assert declined(issue(published, invoice)) == "figures_replaced"


def test_numbers_run_on_within_a_year_and_begin_anew_with_the_next(published: World) -> None:
    first = [issued(published, member) for member in ("ours", "theirs")]
    assert [row(invoice).full_number for invoice in first] == ["2026-0001", "2026-0002"]
    late = approved(published, "network")
    only(issue(published, late, on=date(2027, 1, 4)))
    assert row(late).full_number == "2027-0001"
    assert len({row(invoice).reference for invoice in [*first, late]}) == 3


def test_a_chunk_takes_numbers_only_for_what_it_issues(published: World) -> None:
    good, open_one = approved(published, "ours"), proposed(published, "theirs")
    outcome = issue(published, open_one, good, uuid4(), approved(published, "network"))
    assert [fact.number for fact in outcome.done] == ["2026-0001", "2026-0002"]
    assert len(outcome.declined) == 2
    assert NumberSeries.objects.get().last == 2


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_issue_the_same_at_once(published: World) -> None:
    invoices = [approved(published, member) for member in ("ours", "theirs", "network")]
    outcomes = at_once(
        partial(issue, published, *invoices),
        partial(issue, published, *reversed(invoices), who="membership"),
        partial(issue, published, *invoices),
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    assert sum(len(outcome.done) for outcome in outcomes) == 3
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert sorted(map(str, letters())) == sorted(map(str, invoices))


@pytest.mark.django_db(transaction=True)
def test_issued_and_cancelled_and_approved_at_once(published: World) -> None:
    first, second, third = (
        issued(published, "network"),
        approved(published, "ours"),
        proposed(published, "theirs"),
    )
    outcomes = at_once(
        partial(cancel_invoice, actor=published.actor("treasurer"), invoice=first, reason="Twice"),
        partial(cancel_invoice, actor=published.actor("secretary_general"), invoice=first, reason="Twice"),
        partial(issue, published, second),
        partial(approve_invoices, [third], actor=published.actor("treasurer")),
    )
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [refusal.refusal.code for refusal in refusals if isinstance(refusal, Refused)] == ["invoice_state"]
    assert len(refusals) == 1
    notes = Invoice.objects.filter(kind="credit_note")
    assert [note.full_number for note in notes] == ["C2026-0001"]
    assert row(second).full_number == "2026-0002"
