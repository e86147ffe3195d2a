"""The whole journey of a member, from "May we join?" to the opened paper; and a refusal that is answered.

Applicant, membership officer, treasurer, secretary general and a stranger each have a browser of their own; letters
come by a real mail server, sent by a worker of its own.
"""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from koinon.core.models import JournalEntry
from koinon.rooms.admissions.models import Application
from koinon.rooms.dues.models import Invoice
from koinon.rooms.people.models import Person
from tests.browser import applying, joined, reviewing
from tests.browser.applying import ADDRESS, NAME
from tests.browser.house import House, Mailbox
from tests.rooms.documents import library
from tests.world import DECLARING, World, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BACK_AGAIN, LOOKED_AT, ANSWERED = date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 9)
BOARD, ASSEMBLY, DECLARED = date(2026, 3, 17), date(2026, 3, 26), date(2026, 3, 27)
FEES, ISSUED, PAID = date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 20)
NEIGHBOUR, THEIR_ADDRESS = "Confédération des coopératives de travail", "their.contact@example.org"
QUESTION = "How many of your cooperatives stand on the list of members?"
ANSWER = "It does, from page 3 on: all 120."
REASONS = "The list of members names no cooperatives."
ALL = re.compile(r"(?s).+")
DONE_BY = {
    "admissions.submit_application": {"anonymous"},
    "admissions.attach_paper": {"anonymous"},
    "admissions.ask_back": {"membership"},
    "admissions.take_up_review": {"membership"},
    "admissions.record_opinion": {"membership"},
    "admissions.mark_item": {"membership"},
    "admissions.prepare_for_board": {"membership"},
    "admissions.record_board_decision": {"membership"},
    "admissions.record_ratification": {"secretary_general"},
    "memberships.admit_member": {"membership"},
    "people.invite_person": {ADDRESS},
    "people.accept_invitation": {"anonymous"},
    "declarations.submit_declaration": {ADDRESS},
    "dues.propose_fees": {"secretary_general"},
    "dues.approve_invoices": {"treasurer"},
    "dues.issue_invoices": {"secretary_general"},
    "dues.record_payment": {"treasurer"},
}


def test_from_the_first_question_to_the_opened_paper(house: House, mailbox: Mailbox, worker: None) -> None:
    _document, paper = library.published(house.world, level="members", title=joined.PAPER)
    applicant, officer, secretary = house.visitor(), house.signed_in("membership"), house.signed_in("secretary_general")
    applying.may_we_join(applicant)
    applying.ask_for_a_link(applicant)
    link = applying.come_in(applicant, mailbox)
    applying.begin_to_write(applicant)
    house.turn_to(BACK_AGAIN)
    applying.a_used_link_opens_nothing(applicant, link)
    applying.come_back(applicant, mailbox)
    applying.write_on(applicant)
    applying.send_papers(applicant)
    applying.submit(applicant)
    house.turn_to(LOOKED_AT)
    asked(officer, mailbox)
    house.turn_to(ANSWERED)
    applying.come_back(applicant, mailbox)
    applying.answer_the_question(applicant, QUESTION, ANSWER)
    reviewed(officer, mailbox)
    expect(officer.locator("main")).to_contain_text(f"the applicant: {ANSWER}")
    house.turn_to(BOARD)
    approved(officer, secretary, house, mailbox)
    member = joined.sign_in(house.visitor(), mailbox, ADDRESS)
    house.turn_to(DECLARED)
    finance = joined.invite_a_colleague(member, house.visitor(), mailbox)
    joined.declare(member)
    paid_for(house, mailbox, finance)
    joined.is_in_good_standing(member)
    joined.open_the_paper(member, house.visitor(), f"/library/{paper}/")
    on_record(house.world)


def test_a_refusal_is_explained_and_answered(house: House, mailbox: Mailbox, worker: None) -> None:
    applicant, officer = house.visitor(), house.signed_in("membership")
    applying.apply(applicant, mailbox)
    house.turn_to(LOOKED_AT)
    reviewed(officer, mailbox)
    house.turn_to(BOARD)
    reviewing.open_from_today(officer, "1 application waits for the Board")
    reviewing.a_refusal_needs_reasons(officer, "B2026/5", BOARD)
    reviewing.record_decision(officer, reviewing.BOARD, "B2026/5", BOARD, REASONS)
    letter = mailbox.taken_out(ADDRESS, "Your application was refused", ALL)
    assert REASONS in letter
    assert "You may answer once." in letter
    applying.come_back(applicant, mailbox)
    applying.answer_the_refusal(applicant, REASONS, "Board, B2026/5", ANSWER)
    assert "is looked at again" in mailbox.taken_out(ADDRESS, "We have your answer", ALL)
    reviewing.open_from_today(officer, "1 refusal was answered")
    for words in (REASONS, ANSWER, "Board, B2026/5"):
        expect(officer.locator(".k-notice").first).to_contain_text(words)
    reviewing.lay_before_the_board(officer)
    house.turn_to(ASSEMBLY)
    reviewing.record_decision(officer, reviewing.BOARD, "B2026/8", ASSEMBLY)
    assert f"{NAME} is admitted" in mailbox.taken_out(ADDRESS, "is admitted provisionally", ALL)
    application = Application.objects.get()
    steps = list(application.history.values_list("event", "side", "words"))
    assert steps[-5:] == [
        ("prepare", "desk", ""),
        ("refuse", "desk", REASONS),
        ("answer", "applicant", ANSWER),
        ("prepare", "desk", ""),
        ("pass_on", "desk", ""),
    ]
    done = who_did_what(house.world)
    assert done["admissions.answer_refusal"] == {"anonymous"}
    assert done["admissions.record_board_decision"] == {"membership"}


def asked(officer: Page, mailbox: Mailbox) -> None:
    """The officer finds the application on Today and has a question; it is mailed as it was written."""
    reviewing.open_from_today(officer, "1 application was submitted")
    reviewing.ask_back(officer, QUESTION)
    assert QUESTION in mailbox.taken_out(ADDRESS, "A question about your application", ALL)


def reviewed(officer: Page, mailbox: Mailbox) -> None:
    """The application is taken up, the neighbour heard, the checklist gone through."""
    reviewing.open_from_today(officer, "1 application was submitted")
    reviewing.take_up(officer)
    assert "An opinion informs those who decide" in mailbox.taken_out(THEIR_ADDRESS, "your opinion", ALL)
    reviewing.check(officer)
    reviewing.the_board_waits_for(officer, NEIGHBOUR)
    reviewing.record_opinion(officer, NEIGHBOUR, "They do good work.")
    reviewing.lay_before_the_board(officer)


def approved(officer: Page, secretary: Page, house: House, mailbox: Mailbox) -> None:
    """The Board admits provisionally, the Assembly ratifies; the applicant reads both in letters."""
    reviewing.open_from_today(officer, "1 application waits for the Board")
    reviewing.record_decision(officer, reviewing.BOARD, "B2026/5", BOARD)
    expect(officer.locator("main")).to_contain_text("A member since 17 March 2026, until")
    letter = mailbox.taken_out(ADDRESS, f"{NAME} is admitted provisionally", ALL)
    assert f"{house.url}/en/members/" in letter
    house.turn_to(ASSEMBLY)
    reviewing.open_from_today(secretary, "1 admission waits to be ratified")
    reviewing.record_decision(secretary, reviewing.ASSEMBLY, "GA2026/9", ASSEMBLY)
    assert "Welcome" in mailbox.taken_out(ADDRESS, f"{NAME} is a member", ALL)


def paid_for(house: House, mailbox: Mailbox, finance: Page) -> None:
    """The fee is computed and approved by the treasurer, issued by another, paid, and the payment recorded."""
    treasurer, secretary = house.signed_in("treasurer"), house.signed_in("secretary_general")
    house.turn_to(FEES)
    joined.compute(secretary)
    joined.approve(treasurer)
    house.turn_to(ISSUED)
    joined.issue(secretary)
    joined.read_the_invoice(finance, mailbox)
    house.turn_to(PAID)
    joined.record_the_payment(treasurer)


def on_record(world: World) -> None:
    """What was decided on whose word stands in the records, and who did what in the journal."""
    application = Application.objects.get()
    organisation, membership = application.organisation, application.membership
    assert organisation is not None
    assert membership is not None
    assert (application.state, membership.category, membership.starts_on) == ("admitted", "full", BOARD)
    assert str(application.decision) == "Board, B2026/5"
    assert str(application.ratification) == "General Assembly, GA2026/9"
    assert [one.body for one in organisation.elsewhere.all()] == ["CICOPA"]
    invoice = Invoice.objects.get(organisation=organisation)
    assert (invoice.state, invoice.amount) == ("paid", Decimal("1625.00"))
    assert {action: doers for action, doers in who_did_what(world).items() if action in DONE_BY} == DONE_BY


def who_did_what(world: World) -> dict[str, set[str]]:
    """By action, who took it since the house opened: short names or addresses; for strangers, what they are."""
    named = {row.public_id: row.email for row in Person.objects.all()}
    named |= {public_id: name for name, public_id in world.people.items()}
    found = defaultdict[str, set[str]](set)
    for line in JournalEntry.objects.filter(at__gte=moment(DECLARING, hour=0)):
        found[line.action].add(named.get(line.actor, line.actor_kind))  # type: ignore[arg-type]
    return found
