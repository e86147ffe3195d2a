"""Requests for a quote: kept with their figures, linked to their answer, seen by whoever answers, forgotten in time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail

from koinon.core.models import JournalEntry, OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.dues.actions import ask_for_quote, close_quote_request, forget_quote_requests, send_quote
from koinon.rooms.dues.actions import quote_requests as quote_request_actions
from koinon.rooms.dues.jobs import forget
from koinon.rooms.dues.models import QuoteRequest
from koinon.rooms.dues.queries import open_quote_requests, visible_quote_requests
from koinon.rooms.dues.quotes import Asked, QuotedFigure, figures_of
from koinon.rooms.organisations.actions import Enquiry
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.dues.test_quotes import FULL, RECEIVER
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.together import at_once
from tests.world import ISSUING, World

ENQUIRY = Enquiry("Ana Novak", "ana@zveza.example", "quote", "What would it cost us?", "Zveza zadrug")
YEAR, DAY = timedelta(days=365), timedelta(days=1)


@pytest.fixture(autouse=True)
def _spring(published: World, calendar: Callable[..., None]) -> None:
    calendar(ISSUING)
    OutboxMessage.objects.all().delete()


def asked(world: World, question: Asked | None = FULL, enquiry: Enquiry = ENQUIRY) -> UUID:
    """Somebody on the street asks; gives the request's public id."""
    stranger = world.actor("nobody", ISSUING)
    return ask_for_quote(actor=stranger, enquiry=enquiry, asked=question, language="fr").request


def answer(world: World, request: UUID | None, by: str = "membership") -> Any:
    """The desk sends a quote for it."""
    return send_quote(actor=world.actor(by, ISSUING), receiver=RECEIVER, asked=FULL, request=request)


def test_ask_for_quote(world: World) -> None:
    request = asked(world)
    row = QuoteRequest.objects.get(public_id=request)
    assert (row.name, row.email, row.organisation, row.language) == (*RECEIVER_OF_ENQUIRY, "fr")
    assert (row.category, row.year, row.joining_month, row.answered_at) == ("full", 2026, None, None)
    assert figures_of(row) == {"cooperatives": Decimal(252), "turnover": Decimal("540000000")}
    line = line_of("dues.ask_for_quote", request)
    assert (line.actor_kind, line.outcome["category"]) == ("anonymous", "full")
    for private in ("Ana", "zveza", "540000000"):
        assert private not in f"{line.inputs} {line.outcome}"
    deliver_due()
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == (["house@example.org"], ["ana@zveza.example"])


RECEIVER_OF_ENQUIRY = ("Ana Novak", "ana@zveza.example", "Zveza zadrug")


@pytest.mark.parametrize(
    "question",
    [None, Asked("full", 2026), Asked("associated", 2026, (QuotedFigure("nature", "financial"),), 7)],
    ids=["nothing said", "no figures", "an answer by its key"],
)
def test_what_is_not_known_yet_is_no_reason_to_refuse(world: World, question: Asked | None) -> None:
    row = QuoteRequest.objects.get(public_id=asked(world, question))
    given = {figure.basis: figure.value for figure in question.figures} if question else {}
    assert figures_of(row) == given
    assert row.joining_month == (question.joining_month if question else None)


@pytest.mark.parametrize(
    ("question", "enquiry", "code"),
    [
        (FULL, replace(ENQUIRY, topic="press"), "topic_unknown"),
        (FULL, replace(ENQUIRY, email="ana at zveza"), "email_invalid"),
        (FULL, replace(ENQUIRY, name=" \u202e "), "name_needed"),
        (FULL, replace(ENQUIRY, message=" "), "message_length"),
        (Asked("friend", 2026), ENQUIRY, "category_unknown"),
        (Asked("full", 2031), ENQUIRY, "year_unknown"),
        (Asked("full", 2026, joining_month=13), ENQUIRY, "month_unknown"),
        (Asked("full", 2026, (QuotedFigure("visitors", Decimal(1)),)), ENQUIRY, "figure_wrong"),
    ],
)
def test_ask_for_quote_refused(world: World, question: Asked, enquiry: Enquiry, code: str) -> None:
    assert refused(asked, world, question, enquiry) == code
    assert not QuoteRequest.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert no_line_of("dues.ask_for_quote")


def test_a_name_in_any_script_is_kept_as_it_is_but_for_what_steers_writing(world: World) -> None:
    names = replace(ENQUIRY, name="أنا \u202eנובק\x00", organisation="協同組合 👩‍🌾" + "x" * 300, message="a\x00b")
    row = QuoteRequest.objects.get(public_id=asked(world, enquiry=names))
    assert (row.name, row.organisation[:9], len(row.organisation), row.message) == (
        "أنا נובק",
        "協同組合 👩‍🌾x",
        200,
        "ab",
    )


def test_a_quote_that_answers_closes_the_request(world: World) -> None:
    request, other = asked(world), asked(world)
    assert answer(world, request).category == "full"
    row = QuoteRequest.objects.get(public_id=request)
    assert (row.answered_at is None, row.answered_by) == (False, world.people["membership"])
    assert [found.public_id for found in open_quote_requests(world.actor("treasurer"))] == [other]
    assert line_of("dues.send_quote", answer(world, other).letter).inputs["request"] == str(other)


def test_two_who_answer_send_one_quote(world: World) -> None:
    request = asked(world)
    answer(world, request)
    before = OutboxMessage.objects.count()
    assert refused(answer, world, request, "treasurer") == "answered_already"
    assert refused(answer, world, uuid4()) == "not_found"
    assert OutboxMessage.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_the_same_moment_send_one_quote(published: World) -> None:
    request = asked(published)
    outcomes = at_once(*(lambda who=who: answer(published, request, who) for who in ("membership", "treasurer")))
    assert len([outcome for outcome in outcomes if isinstance(outcome, Exception)]) == 1
    assert OutboxMessage.objects.filter(kind="dues.quote_letter").count() == 1


def test_close_quote_request(world: World) -> None:
    request = asked(world)
    close_quote_request(actor=world.actor("treasurer", ISSUING), request=request)
    assert not open_quote_requests(world.actor("membership")).exists()
    assert line_of("dues.close_quote_request", request).actor == world.people["treasurer"]
    assert refused(close_quote_request, actor=world.actor("membership"), request=request) == "answered_already"
    assert refused(close_quote_request, actor=world.actor("membership"), request=uuid4()) == "not_found"
    assert not OutboxMessage.objects.filter(kind="dues.quote_letter").exists()


@pytest.mark.parametrize("who", ["policy", "communications", "auditor", "technician", "contact", "nobody"])
def test_others_neither_see_nor_close_requests(world: World, who: str) -> None:
    request, actor = asked(world), world.actor(who, ISSUING)
    assert not visible_quote_requests(actor).exists()
    assert not open_quote_requests(actor).exists()
    assert refused(close_quote_request, actor=actor, request=request) == "not_allowed"
    assert refused(forget_quote_requests, actor=actor) == "not_allowed"


def test_forget_quote_requests(world: World) -> None:
    asked(world)
    assert refused(forget_quote_requests, actor=world.actor("system", ISSUING + YEAR)) == "nothing_to_forget"
    assert forget_quote_requests(actor=world.actor("system", ISSUING + YEAR + DAY)).count == 1
    assert not QuoteRequest.objects.exists()
    line = JournalEntry.objects.get(action="dues.forget_quote_requests")
    assert (line.actor_kind, line.outcome, line.inputs) == ("system", {"count": 1}, {})


def test_the_job_forgets_in_batches_and_is_safe_to_run_twice(
    world: World, calendar: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quote_request_actions, "AT_ONCE", 2)
    for _number in range(5):
        asked(world)
    answer(world, asked(world))
    calendar(ISSUING + YEAR)
    assert forget() == 0
    calendar(ISSUING + 2 * YEAR)
    assert [forget(), forget()] == [6, 0]
    RulebookVersion.objects.all().delete()
    assert forget() == 0
