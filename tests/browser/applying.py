"""What applicants do in their browser, step by step: ask, apply, come back, send papers, submit, answer."""

import re

from playwright.sync_api import Page, expect

from tests.browser.house import Mailbox
from tests.browser.reading import look_at
from tests.files import pdf

NAME, ADDRESS, PERSON = "Union des coopératives d'Auvergne", "claire@example.org", "Claire Fabre"
LINK = re.compile(r"http://\S+/en/apply/link/\S+/")
PAPERS = ("A letter in which", "The statutes", "The list of members", "The last accounts")
FACTS = {
    "At which level": "A whole country",
    "Which legal form": "Another form",
    "Do worker cooperatives belong": "Yes",
    "Do social cooperatives belong": "No",
    "CICOPA": "Not yet: it joins CICOPA together with us",
}
FIGURES = {"How many cooperatives are affiliated": "120", "What is the turnover": "80 000 000"}
FILE = {"name": "paper.pdf", "mimeType": "application/pdf"}
SUBJECT = "Your application for membership"


def answer(page: Page, question: str, said: str) -> None:
    """Choose one of the answers that a question offers."""
    page.get_by_role("group", name=question).get_by_label(said, exact=True).check()


def may_we_join(page: Page) -> None:
    """Four questions lead to the answer, the answer to what membership costs, and from there to the application."""
    page.goto("/en/")
    page.get_by_role("link", name="May we join?").first.click()
    look_at(page)
    for question in list(FACTS)[:4]:
        answer(page, question, FACTS[question])
    page.get_by_role("button", name="Go on").click()
    answer(page, "CICOPA", FACTS["CICOPA"])
    look_at(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#answer")).to_contain_text("Full member")
    page.locator("[name=cooperatives]").fill("120")
    page.locator("[name=turnover]").fill("80 000 000")
    page.get_by_role("button", name="Work out the fee").click()
    expect(page.locator("#cost")).to_contain_text("€1,950.00")
    look_at(page)
    page.get_by_role("link", name="Apply for membership").first.click()


def ask_for_a_link(page: Page) -> None:
    """Say where the link goes."""
    look_at(page)
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    page.get_by_role("button", name="Mail me a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    look_at(page)


def come_in(page: Page, mailbox: Mailbox) -> str:
    """Open the link that came; it is looked at, as a mail scanner does, before its button is pressed."""
    link = mailbox.taken_out(ADDRESS, SUBJECT, LINK)
    for _look in range(2):
        page.goto(link)
    look_at(page)
    page.get_by_role("button", name="Open my application").click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    look_at(page)
    return link


def come_back(page: Page, mailbox: Mailbox) -> None:
    """The stay is over: the house no longer knows who it is, and mails another link."""
    page.goto("/en/apply/status/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apply for membership")
    ask_for_a_link(page)
    come_in(page, mailbox)


def begin_to_write(page: Page) -> None:
    """The first two pages; then the applicant leaves."""
    page.get_by_role("link", name="Go on with it").click()
    look_at(page)
    page.get_by_label("Full name of your organisation").fill(NAME)
    page.get_by_label("Country of its seat").select_option("FR")
    page.get_by_label("Your own name").fill(PERSON)
    keep(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Address")
    page.get_by_label("Street and number").fill("12 rue des Forges")
    page.get_by_label("Postal code").fill("63000")
    page.get_by_label("Town").fill("Clermont-Ferrand")
    keep(page)
    page.get_by_role("button", name="Leave it for now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Apply for membership")


def keep(page: Page) -> None:
    """Keep what stands on the page and go on."""
    page.get_by_role("button", name="Keep and go on").click()


def write_on(page: Page) -> None:
    """What was typed before is there; whatever is asked on the way to the papers is answered."""
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Full name of your organisation")).to_have_value(NAME)
    keep(page)
    expect(page.get_by_label("Street and number")).to_have_value("12 rue des Forges")
    keep(page)
    while page.get_by_role("heading", level=1).inner_text() != "Papers":
        answer_what_is_asked(page)
        look_at(page)
        with page.expect_navigation():
            page.locator("main").get_by_text(re.compile("^(Keep and go on|Go on)$")).click()


def answer_what_is_asked(page: Page) -> None:
    """The answers of this federation to the questions on the page, and its figures."""
    for question, said in FACTS.items():
        if page.get_by_role("group", name=question).count():
            answer(page, question, said)
    for question, figure in FIGURES.items():
        if page.get_by_label(question).count():
            page.get_by_label(question).fill(figure)


def send_papers(page: Page) -> None:
    """A file that is none is not taken; then each paper in its place."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Papers")
    look_at(page)
    send(page, PAPERS[0], b"<script>alert(1)</script>")
    expect(page.locator("main")).to_contain_text("Files of this kind are not taken")
    look_at(page)
    for paper in PAPERS:
        send(page, paper, pdf())
        expect(page.get_by_text("The paper is kept.")).to_be_visible()
    expect(page.get_by_text("Not sent yet")).to_have_count(0)
    look_at(page)


def send(page: Page, paper: str, content: bytes) -> None:
    """Send one paper along."""
    page.get_by_role("radio", name=paper).check()
    page.get_by_label("The file").set_input_files(FILE | {"buffer": content})
    page.get_by_role("button", name="Add it").click()


def submit(page: Page) -> None:
    """The check says as what, why, and for how much; then it is the secretariat's turn."""
    page.get_by_role("link", name="Go on to the check").click()
    expect(page.locator("main")).to_contain_text("Full member")
    expect(page.locator("main")).to_contain_text("€1,950.00")
    look_at(page)
    page.get_by_role("button", name="Submit the application").click()
    expect(page.get_by_text("You submitted it")).to_be_visible()
    look_at(page)


def answer_the_question(page: Page, question: str, words: str) -> None:
    """The question stands where the application is, and again above its answer; without one nothing is sent."""
    expect(page.locator("main")).to_contain_text(question)
    page.get_by_role("link", name="Check and submit").or_(page.get_by_role("link", name="Go on with it")).first.click()
    page.get_by_role("link", name="Check and submit").click()
    expect(page.locator("main")).to_contain_text(question)
    page.get_by_role("button", name="Submit the application").click()
    expect(page.locator("main")).to_contain_text("We asked you a question; its answer is needed.")
    look_at(page)
    page.get_by_label("Your answer").fill(words)
    page.get_by_role("button", name="Submit the application").click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    expect(page.locator("main")).to_contain_text(words)


def answer_the_refusal(page: Page, reasons: str, decision: str, words: str) -> None:
    """Who refused, and why, stand above the place to answer; an empty answer is not sent."""
    expect(page.get_by_text("Why it was refused")).to_be_visible()
    for read in (reasons, f"Decided by {decision}", "You may do this once."):
        expect(page.locator("main")).to_contain_text(read)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("main")).to_contain_text("An answer needs words.")
    look_at(page)
    page.get_by_label("Your answer").fill(words)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Your answer is sent.")).to_be_visible()
    expect(page.get_by_role("button", name="Send the answer")).to_have_count(0)
    look_at(page)


def a_used_link_opens_nothing(page: Page, link: str) -> None:
    """Whoever finds the old letter gets no further than to where a new one is asked for."""
    page.goto(link)
    page.get_by_role("button", name="Open my application").click()
    expect(page.locator("main")).to_contain_text("This link was used already or is too old.")
    expect(page.get_by_role("link", name="Ask for a new link")).to_be_visible()
    look_at(page)


def apply(page: Page, mailbox: Mailbox) -> None:
    """The whole application in one go, by somebody who knows already that they may join."""
    page.goto("/en/apply/")
    ask_for_a_link(page)
    come_in(page, mailbox)
    begin_to_write(page)
    ask_for_a_link(page)
    come_in(page, mailbox)
    write_on(page)
    send_papers(page)
    submit(page)
