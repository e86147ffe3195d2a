"""Quotes: what membership would cost, in a letter that claims nothing; refused where the fee is not ours to say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.message import Message
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from pytest_django import Settings

from koinon.core import outbox
from koinon.core.models import OutboxMessage
from koinon.rooms.dues.actions import send_quote
from koinon.rooms.dues.actions.quotes import QuoteReceiver
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.quotes import Addressee, Asked, QuotedFigure, quote_for, quote_paper
from koinon.rooms.organisations.models import Confederation, Organisation
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.adapters.papers import text_of
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import ASSEMBLY, ISSUING, World, published_texts

RECEIVER = QuoteReceiver("Ana Novak", "ana@zveza.example", "Zveza zadrug", "SI")
FULL = Asked(
    "full",
    2026,
    (QuotedFigure("cooperatives", Decimal(252)), QuotedFigure("turnover", Decimal("540000000"))),
)
NETWORK = Asked("network", 2026, (QuotedFigure("budget", Decimal(50000)),))


@pytest.fixture
def desk(published: World, calendar: Callable[..., None]) -> World:
    """The world on the day of issue, every amount published, the outbox empty."""
    calendar(ISSUING)
    OutboxMessage.objects.all().delete()
    return published


def sent(world: World, asked: Asked = FULL, receiver: QuoteReceiver = RECEIVER, by: str = "membership") -> Any:
    """A quote, sent."""
    return send_quote(actor=world.actor(by, ISSUING), receiver=receiver, asked=asked)


def refusal(world: World, asked: Asked = FULL, receiver: QuoteReceiver = RECEIVER, **more: Any) -> str:
    """The code with which a quote is refused; nothing waits in the outbox then."""
    code = refused(send_quote, actor=world.actor("membership", ISSUING), receiver=receiver, asked=asked, **more)
    assert not OutboxMessage.objects.exclude(kind__startswith="reaction:").exists()
    assert no_line_of("dues.send_quote")
    return code


def delivered() -> tuple[Any, str]:
    """The one letter that went out, and the text of the quote it brings."""
    outbox.deliver_due()
    (letter,) = mail.outbox
    (part,) = letter.attachments
    assert not isinstance(part, Message)
    assert part[2] == "application/pdf"
    return letter, text_of(part[1])


@pytest.mark.parametrize("by", ["secretary_general", "membership", "treasurer"])
def test_a_quote_goes_to_whoever_asked(desk: World, by: str) -> None:
    sent(desk, by=by)
    assert not mail.outbox
    letter, paper = delivered()
    assert letter.to == ["ana@zveza.example"]
    assert letter.reply_to == ["house@example.org"]
    assert letter.subject == "Quote: membership fee 2026 of Zveza zadrug"
    assert "3,450.00 EUR in 2026" in str(letter.body)
    assert "A quote is not an invoice" in str(letter.body)
    for words in (
        "Quote: membership fee 2026",
        "Full member",
        "Zveza zadrug",
        "Ana Novak",
        "Slovenia",
        "How many cooperatives are affiliated to your organisation? 252",
        "€540,000,000",
        "201–500",
        "€1,450.00",
        "€2,000.00",
        "€3,450.00",
        "Valid until 1 June 2026",
        "A quote is not an invoice",
        "Rulebook CECOP, in force since 1 January 2026 (Board, B2026/2) · version ",
        "Page 1 of 1",
    ):
        assert words in paper
    assert "llustrative" not in paper


def test_the_journal_knows_that_and_for_what_but_not_who(desk: World) -> None:
    fact = sent(desk)
    line = line_of("dues.send_quote", fact.letter)
    assert line.outcome["category"] == "full"
    assert line.outcome["valid_until"] == "2026-06-01"
    assert line.rulebook == fact.rulebook
    kept = f"{line.inputs} {line.outcome}"
    for private in ("Ana", "zveza", "Zveza", "540000000"):
        assert private not in kept


def test_the_outbox_keeps_no_word_of_it(desk: World) -> None:
    sent(desk)
    waiting = OutboxMessage.objects.get()
    assert waiting.payload == {}
    assert "zveza" not in waiting.sealed_payload
    outbox.deliver_due()
    assert OutboxMessage.objects.get().sealed_payload == ""


def test_a_quote_is_no_claim(desk: World) -> None:
    sent(desk)
    assert not Invoice.objects.exists()


def test_pressed_twice_it_is_sent_once(desk: World) -> None:
    actor = desk.actor("membership", ISSUING)
    for _press in range(2):
        send_quote.once("the key", actor=actor, receiver=RECEIVER, asked=FULL)
    assert OutboxMessage.objects.count() == 1


def test_tried_twice_it_is_the_same_letter(desk: World) -> None:
    sent(desk)
    sealed = OutboxMessage.objects.get().sealed_payload
    outbox.deliver_due()
    OutboxMessage.objects.update(state="waiting", sealed_payload=sealed)
    outbox.deliver_due()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.attachments == second.attachments


def test_joining_in_the_year_is_paid_by_the_month(desk: World) -> None:
    sent(desk, replace(FULL, joining_month=9))
    _letter, paper = delivered()
    assert "Joining in September 2026" in paper
    assert "4 of 12" in paper
    assert "€1,150.00" in paper
    assert "a whole year" not in paper


def test_a_quote_may_speak_of_the_next_year(desk: World) -> None:
    sent(desk, replace(FULL, year=2027))
    assert "Fee for 2027" in delivered()[1]


def test_a_quote_keeps_the_rules_it_was_reckoned_by(desk: World) -> None:
    sent(desk)
    dearer = {name: text.replace("amount = 1450.00", "amount = 1460.00") for name, text in published_texts().items()}
    adopt_rulebook(
        actor=desk.actor("secretary_general", ISSUING),
        texts=dearer,
        in_force_from=ISSUING,
        decision=ASSEMBLY,
    )
    assert "€3,450.00" in delivered()[1]


def test_the_language_is_the_receivers(desk: World) -> None:
    sent(desk, receiver=replace(RECEIVER, language="fr"))
    letter, paper = delivered()
    assert letter.extra_headers["Content-Language"] == "fr"
    assert "1 juin 2026" in paper
    assert "Slovénie" in paper


@pytest.mark.parametrize(
    "name",
    [
        "Πανελλήνια Ομοσπονδία Συνεταιρισμών Εργασίας και Κοινωνικών Επιχειρήσεων Ελλάδας και Κύπρου",
        "Национален съюз на трудово-производителните кооперации и взаимоспомагателните дружества",
        "اتحاد تعاونيات العمل والإنتاج",
    ],
)
def test_long_names_in_other_scripts_are_printed(desk: World, name: str) -> None:
    sent(desk, receiver=replace(RECEIVER, organisation=name))
    letter, paper = delivered()
    assert name in letter.subject
    for word in name.split():
        # Readers give Arabic letters back in the shapes and the order they are drawn in.
        assert word in paper or word[0] > "\u0600"
    assert "A quote is not an invoice" in paper


def test_the_same_question_gives_the_same_bytes(desk: World) -> None:
    to = Addressee("Zveza", "Ana", "SI")
    made = {quote_paper(quote_for(FULL, ISSUING), "en", to) for _time in range(2)}
    assert len(made) == 1
    assert quote_paper(quote_for(FULL, date(2026, 4, 3)), "en", to) not in made


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email": "ana at zveza"}, "email_invalid"),
        ({"email": "ana@zveza.example\nBcc: all@example.org"}, "email_invalid"),
        ({"name": " \u202e "}, "name_needed"),
        ({"name": "x" * 121}, "name_needed"),
        ({"organisation": ""}, "organisation_needed"),
        ({"organisation": "x" * 201}, "organisation_needed"),
        ({"country": "XX"}, "country_unknown"),
        ({"language": "en\r\nX-Spam: no"}, "language_unknown"),
        ({"language": ""}, "language_unknown"),
    ],
)
def test_a_receiver_that_no_letter_reaches_is_refused(desk: World, changed: dict[str, str], code: str) -> None:
    assert refusal(desk, receiver=replace(RECEIVER, **changed)) == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (replace(FULL, figures=FULL.figures[:1]), "fee_unknown"),
        (Asked("full", 2026), "fee_unknown"),
        (replace(FULL, figures=(QuotedFigure("cooperatives", Decimal(0)), *FULL.figures[1:])), "fee_unknown"),
        (Asked("friend", 2026), "category_unknown"),
        (replace(FULL, year=2025), "year_unknown"),
        (replace(FULL, year=2028), "year_unknown"),
        (replace(FULL, joining_month=13), "month_unknown"),
        (replace(FULL, joining_month=0), "month_unknown"),
        (replace(NETWORK, figures=(QuotedFigure("budget", Decimal(-1)),)), "figure_wrong"),
        (replace(NETWORK, figures=(QuotedFigure("visitors", Decimal(1)),)), "figure_wrong"),
        (Asked("associated", 2026, (QuotedFigure("nature", "royal"),)), "figure_wrong"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(desk: World, asked: Asked, code: str) -> None:
    assert refusal(desk, asked) == code


def test_what_is_missing_is_said(desk: World) -> None:
    with pytest.raises(Exception, match="What is the turnover of all affiliated cooperatives together"):
        sent(desk, replace(FULL, figures=FULL.figures[:1]))


def test_outside_the_demo_nothing_is_quoted_on_illustrative_amounts(world: World) -> None:
    OutboxMessage.objects.all().delete()
    assert refusal(world) == "illustrative"
    sent(world, NETWORK)  # published


@pytest.mark.usefixtures("demo")
def test_in_the_demo_illustrative_amounts_are_marked(world: World, calendar: Callable[..., None]) -> None:
    calendar(ISSUING)
    OutboxMessage.objects.all().delete()
    sent(world)
    letter, paper = delivered()
    assert "Illustrative — these amounts have not been published" in paper
    assert paper.count("illustrative") >= 2
    assert "The amounts are illustrative" in str(letter.body)


def test_an_organisation_on_record_is_named_and_its_invention_said(desk: World) -> None:
    organisation = desk.organisation("theirs").public_id
    Organisation.objects.filter(public_id=organisation).update(invented=True)
    fact = send_quote(
        actor=desk.actor("membership", ISSUING),
        receiver=RECEIVER,
        asked=FULL,
        organisation=organisation,
    )
    assert line_of("dues.send_quote", fact.letter).organisation == organisation
    assert "The organisation named here is invented" in delivered()[1]


def test_an_organisation_that_is_not_there_is_refused(desk: World) -> None:
    assert refusal(desk, organisation=uuid4()) == "not_found"


@pytest.mark.parametrize("by", ["policy", "communications", "auditor", "technician", "contact", "nobody"])
def test_others_send_no_quotes(desk: World, by: str) -> None:
    assert refused(send_quote, actor=desk.actor(by, ISSUING), receiver=RECEIVER, asked=FULL) == "not_allowed"
    assert not OutboxMessage.objects.exists()


def test_without_a_house_none_is_sent(desk: World) -> None:
    Confederation.objects.all().delete()
    assert refusal(desk) == "no_confederation"


def test_without_a_rule_on_its_validity_none_is_sent(desk: World, settings: Settings) -> None:
    silent = dict(published_texts())
    for name in ("invoicing.toml", "choices.toml"):
        start = silent[name].index("[invoicing.quotes]" if name == "invoicing.toml" else "[choices.quote_valid")
        silent[name] = silent[name][:start] + silent[name][silent[name].index("\n[", start + 1) + 1 :]
    adopt_rulebook(
        actor=desk.actor("secretary_general", ISSUING), texts=silent, in_force_from=ISSUING, decision=ASSEMBLY
    )
    assert refusal(desk) == "no_rule"
