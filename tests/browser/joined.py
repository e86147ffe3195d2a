"""What follows once an organisation is a member: its people come in, declare, are invoiced, pay, and read."""

import re

from playwright.sync_api import Page, expect

from tests.browser.applying import NAME
from tests.browser.house import Mailbox
from tests.browser.reading import look_at
from tests.world import YEAR

FEE, PAPER = "€1,625.00", "Negotiating mandate"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
INVITATION = re.compile(r"http://\S+/en/invitation/\S+/")
COLLEAGUE, THEIR_ADDRESS = "Žofie Nováková", "zofie@example.org"


def sign_in(page: Page, mailbox: Mailbox, address: str) -> Page:
    """With a code that is mailed to the address; "How we stand" is one click away."""
    page.goto("/en/")
    page.get_by_role("link", name="Sign in").first.click()
    enter(page, mailbox, address)
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    look_at(page)
    is_in_good_standing(page)
    return page


def enter(page: Page, mailbox: Mailbox, address: str) -> None:
    """Ask for a code and type it."""
    page.locator("input[type=email]").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(mailbox.taken_out(address, "Your sign-in code", CODE))
    page.get_by_role("button", name="Sign in").click()


def invite_a_colleague(page: Page, invited: Page, mailbox: Mailbox) -> Page:
    """The contact asks a finance contact, who accepts by the mailed link and signs in."""
    page.get_by_role("link", name="People").first.click()
    look_at(page)
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name", exact=True).fill(COLLEAGUE)
    page.get_by_label("E-mail address").fill(THEIR_ADDRESS)
    page.get_by_label("Finance contact").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"The invitation to {COLLEAGUE} is on its way.")).to_be_visible()
    invited.goto(mailbox.taken_out(THEIR_ADDRESS, "asks you to be its finance contact", INVITATION))
    look_at(invited)
    invited.get_by_role("button", name="Accept").click()
    expect(invited.get_by_text("This invitation was accepted")).to_be_visible()
    invited.locator("main").get_by_role("link", name="Sign in").click()
    enter(invited, mailbox, THEIR_ADDRESS)
    expect(invited.get_by_role("heading", level=1)).to_contain_text(NAME)
    look_at(invited)
    return invited


def declare(page: Page) -> None:
    """The figures of the year; the fee is that of the months since the admission, and says so."""
    page.goto("/en/members/")
    page.get_by_role("link", name=re.compile("Declare your figures")).click()
    page.locator("[name=figure_cooperatives]").fill("120")
    page.locator("[name=figure_turnover]").fill("80 000 000")
    look_at(page)
    page.get_by_role("button", name="Go on and check").click()
    page.get_by_role("button", name="Send the figures").click()
    expect(page.get_by_text("Your figures are sent.")).to_be_visible()
    for line in ("€950.00", "€1,000.00", "10 of 12 months", FEE):
        expect(page.locator("main")).to_contain_text(line)
    look_at(page)


def compute(page: Page) -> None:
    """All fees of the year that can be computed."""
    page.goto(f"/desk/dues/{YEAR}/")
    page.get_by_role("button", name="Compute the fees").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Fees {YEAR} computed")


def approve(page: Page) -> None:
    """The treasurer approves the new member's."""
    page.goto(f"/desk/dues/{YEAR}/")
    page.get_by_role("link", name="Look at them and approve").click()
    page.get_by_role("checkbox", name=f"Choose {NAME}").check()
    page.get_by_role("button", name="Approve the chosen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amounts approved")


def open_invoice(page: Page) -> None:
    """From the list of invoices to the new member's."""
    page.goto("/desk/dues/")
    page.get_by_role("row").filter(has_text=NAME).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(FEE)


def issue(page: Page) -> None:
    """The secretary general issues it."""
    open_invoice(page)
    look_at(page)
    page.get_by_role("button", name="Issue the invoice").click()
    expect(page.get_by_text("Invoice 2026-0001 is issued and on its way.")).to_be_visible()


def read_the_invoice(page: Page, mailbox: Mailbox) -> None:
    """It comes to the finance contact by mail, who finds among the member's tasks how to pay it."""
    letter = mailbox.letter_to(THEIR_ADDRESS, "Invoice 2026-0001")
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["application/pdf"]
    page.goto("/en/members/")
    page.get_by_role("link", name="How to pay").first.click()
    expect(page.locator("main")).to_contain_text(f"Please pay {FEE} by 2 May 2026.")
    look_at(page)


def record_the_payment(page: Page) -> None:
    """The treasurer finds the money on a statement."""
    open_invoice(page)
    page.get_by_role("link", name="Record a payment").click()
    page.get_by_label("Reference of the bank").fill("Statement 12")
    page.get_by_label("Amount", exact=True).fill("1,625.00")
    page.get_by_role("button", name="Record the payment").click()
    expect(page.get_by_text("The invoice is paid.")).to_be_visible()


def is_in_good_standing(page: Page) -> None:
    """ "How we stand" says so, and nothing is left to pay."""
    page.goto("/en/members/")
    page.get_by_role("link", name="Standing", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{NAME} is in good standing and may vote.")
    expect(page.get_by_role("link", name="How to pay")).to_have_count(0)
    look_at(page)


def open_the_paper(member: Page, stranger: Page, address: str) -> None:
    """A paper for members: the member downloads it; a stranger reads that it is there, and for whom."""
    member.get_by_role("link", name="Documents").first.click()
    paper = member.get_by_role("listitem").filter(has=member.get_by_role("heading", name=PAPER))
    look_at(member)
    with member.expect_download() as download:
        paper.get_by_role("link").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    stranger.goto("/en/documents/")
    closed = stranger.get_by_role("listitem").filter(has=stranger.get_by_role("heading", name=PAPER))
    expect(closed.get_by_role("img", name="Members only")).to_be_visible()
    expect(closed.get_by_role("link")).to_have_count(0)
    stranger.get_by_role("link", name="Sign in to open them").click()
    expect(stranger).to_have_url(re.compile("/en/sign-in/"))
    stranger.goto(address)
    expect(stranger.locator("body")).not_to_contain_text(PAPER)
    look_at(stranger)
