"""The main job, from the mailed code to the paid invoice: a browser for each, real mail, a worker of its own."""

import re
from email.message import EmailMessage
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from koinon.rooms.dues.models import Invoice
from koinon.rooms.people.actions import name_in_secretariat
from tests.browser.house import House, Mailbox
from tests.browser.reading import look_at
from tests.world import APPROVING, ISSUING, PAYING, REMINDING, YEAR

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEMBER = "Förbundet Arbetskooperation"
FEE = "€3,450.00"


def test_from_the_mailed_code_to_the_paid_invoice(house: House, mailbox: Mailbox, worker: None) -> None:
    member = house.visitor()
    sign_in_by_mail(member, mailbox)
    declare(member)
    secretary, treasurer = house.signed_in("secretary_general"), house.signed_in("treasurer")
    house.turn_to(APPROVING)
    compute(secretary)
    approve(treasurer)
    a_treasurer_who_is_secretary_too_cannot_issue(house, treasurer)
    house.turn_to(ISSUING)
    issue(secretary)
    invoice = Invoice.objects.get(organisation=house.world.organisation("ours"))
    paper = paper_in(mailbox.letter_to("finance.contact@example.org", "Invoice 2026-0001"))
    assert_is_the_invoice(paper, invoice)
    see_what_is_owed(member, paper)
    house.turn_to(REMINDING)
    remind(secretary, mailbox)
    expect_heading(member, "How we stand", f"{MEMBER} may not vote until {FEE} is paid.")
    house.turn_to(PAYING)
    record_the_payment(treasurer)
    expect_heading(member, "How we stand", f"{MEMBER} is in good standing and may vote.")
    sign_out(member)


def sign_in_by_mail(page: Page, mailbox: Mailbox) -> None:
    """Ask for a code, mistype it, then type the one that came."""
    page.goto("/en/")
    page.get_by_role("link", name="Sign in").click()
    look_at(page)
    page.locator("input[type=email]").fill("contact@example.org")
    page.get_by_role("button", name="Send me a code").click()
    look_at(page)
    page.get_by_label("Code").fill("XXXX-XXXX")
    page.get_by_role("button", name="Sign in").click()
    look_at(page)
    letter = mailbox.letter_to("contact@example.org", "Your sign-in code").get_content()
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter)
    assert code, letter
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{MEMBER} is in good standing and may vote.")
    look_at(page)


def declare(page: Page) -> None:
    """Nonsense first, then a slip of units, then back, then right; the fee is explained before it is sent and after."""
    page.get_by_role("link", name=re.compile("Declare your figures")).click()
    cooperatives, turnover = page.locator("[name=figure_cooperatives]"), page.locator("[name=figure_turnover]")
    cooperatives.fill("about two hundred")
    turnover.fill("-5")
    page.get_by_role("button", name="Go on and check").click()
    expect(page.get_by_role("alert").or_(page.locator(".k-error-summary")).first).to_be_visible()
    expect(cooperatives).to_have_value("about two hundred")
    expect(turnover).to_have_value("-5")
    look_at(page)
    cooperatives.fill("252")
    turnover.fill("540 000")
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_role("button", name="Go on and check").click()
    expect(page.get_by_text("Please look again")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="Send the figures").click()
    expect(page.get_by_text("Tick this if they are right").first).to_be_visible()
    look_at(page)
    page.get_by_role("link", name="Go back and change").click()
    expect(turnover).to_have_value(re.compile(r"540.?000"))
    turnover.fill("540 000 000")
    page.get_by_role("button", name="Go on and check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Are these your figures?")
    expect(page.get_by_text("Please look again")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(FEE)
    page.get_by_role("button", name="Send the figures").click()
    expect(page.get_by_text("Your figures are sent.")).to_be_visible()
    for line in (FEE, "€1,450.00", "€2,000.00", "Rulebook CECOP"):
        expect(page.locator("main")).to_contain_text(line)
    look_at(page)


def compute(page: Page) -> None:
    """The secretary computes what can be computed, and finds that approving is for somebody else."""
    page.goto(f"/desk/dues/{YEAR}/")
    page.get_by_role("button", name="Compute the fees").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Fees {YEAR} computed")
    look_at(page)
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="See what waits").first.click()
    expect(page.get_by_text("This step is for others.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve the chosen")).to_have_count(0)


def approve(page: Page) -> None:
    """The treasurer approves the amount of our member, and of nobody else."""
    page.goto(f"/desk/dues/{YEAR}/")
    page.get_by_role("link", name="Look at them and approve").click()
    look_at(page)
    page.get_by_role("checkbox", name=f"Choose {MEMBER}").check()
    page.get_by_role("button", name="Approve the chosen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amounts approved")
    open_invoice(page)
    expect(page.get_by_role("button", name="Issue the invoice")).to_have_count(0)


def open_invoice(page: Page) -> None:
    """From the list of invoices to our member's."""
    page.goto("/desk/dues/")
    page.get_by_role("row").filter(has_text=MEMBER).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(FEE)


def a_treasurer_who_is_secretary_too_cannot_issue(house: House, page: Page) -> None:
    """Whoever approved an amount does not issue it, whichever other office they hold."""
    granted = name_in_secretariat(
        actor=house.world.actor("secretary_general"),
        person=house.world.people["treasurer"],
        role="membership",
        starts_on=APPROVING,
        ends_on=APPROVING,
    )
    assert granted.role == "membership"
    page.reload()
    page.get_by_role("button", name="Issue the invoice").click()
    expect(page.locator("main")).to_contain_text("somebody else has to issue the invoice")
    assert Invoice.objects.get(organisation=house.world.organisation("ours")).state == "approved"
    look_at(page)


def issue(page: Page) -> None:
    """The secretary issues it; from then on nobody edits it."""
    open_invoice(page)
    page.get_by_role("button", name="Issue the invoice").click()
    expect(page.get_by_text("Invoice 2026-0001 is issued and on its way.")).to_be_visible()
    look_at(page)


def paper_in(letter: EmailMessage) -> bytes:
    """The PDF that a letter carries."""
    (attached,) = letter.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    content: bytes = attached.get_content()
    return content


def assert_is_the_invoice(paper: bytes, invoice: Invoice) -> None:
    """Number, amount, member and structured reference stand on the paper."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
    assert re.fullmatch(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", invoice.reference)
    for words in ("2026-0001", FEE, MEMBER, invoice.reference, "BE68 5390 0754 7034"):
        assert words in text, f"{words} is not on the paper: {text}"


def see_what_is_owed(page: Page, paper: bytes) -> None:
    """The member finds the invoice among its tasks, and the same paper as was mailed."""
    page.goto("/en/members/")
    page.get_by_role("link", name="How to pay").first.click()
    expect(page.locator("main")).to_contain_text(f"Please pay {FEE} by 2 May 2026.")
    look_at(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    assert download.value.path().read_bytes() == paper


def remind(page: Page, mailbox: Mailbox) -> None:
    """Being late alone takes nothing; the reminder does, and says by when to pay."""
    open_invoice(page)
    page.get_by_role("button", name="Send the next reminder").click()
    expect(page.get_by_text("The reminder is on its way.")).to_be_visible()
    letter = mailbox.letter_to("finance.contact@example.org", "Reminder: invoice 2026-0001")
    assert "was due on 2 May 2026" in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert FEE in " ".join(page.extract_text() for page in PdfReader(BytesIO(paper_in(letter))).pages)


def record_the_payment(page: Page) -> None:
    """More than is owed is refused with everything typed kept; the right amount settles it."""
    open_invoice(page)
    page.get_by_role("link", name="Record a payment").click()
    page.get_by_label("Amount", exact=True).fill("34,500.00")
    page.get_by_label("Reference of the bank").fill("Statement 12")
    page.get_by_role("button", name="Record the payment").click()
    expect(page.locator("main")).to_contain_text("is still owed")
    expect(page.get_by_label("Reference of the bank")).to_have_value("Statement 12")
    look_at(page)
    page.get_by_label("Amount", exact=True).fill("3,450.00")
    page.get_by_role("button", name="Record the payment").click()
    expect(page.get_by_text("The invoice is paid.")).to_be_visible()


def expect_heading(page: Page, _place: str, words: str) -> None:
    """The sentence at the top of the member's page."""
    page.goto("/en/members/")
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    look_at(page)


def sign_out(page: Page) -> None:
    """Signed out, nothing of it can be seen again, not by going back either."""
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("/en/sign-in/"))
    expect(page.get_by_text("How we stand")).to_have_count(0)
