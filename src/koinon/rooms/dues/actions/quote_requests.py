"""Requests for a quote: taken from the street, closed by the desk, forgotten in time."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.dues import QuoteAsked, QuoteRequestClosed, QuoteRequestsForgotten
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import one_line, prose
from koinon.rooms.dues.models import QuoteRequest
from koinon.rooms.dues.queries import quote_requests_over
from koinon.rooms.dues.quotes import Asked, fee_asked, rules_asked_of
from koinon.rooms.organisations.actions import Enquiry, send_enquiry
from koinon.rooms.rulebook.queries import keeping_on
from koinon.statutes.inputs import inputs_as_data

TOPIC = "quote"
AT_ONCE = 500
LONGEST_ORGANISATION = 200


@action("dues.ask_for_quote", needs="dues.ask", redacted=("enquiry", "asked"))
def ask_for_quote(*, actor: Actor, enquiry: Enquiry, asked: Asked | None = None, language: str = "en") -> QuoteAsked:
    """Ask the confederation what membership would cost; the question goes on by mail and waits at the desk.

    `asked` is the kind of membership and the figures, as far as they were given.
    """
    if enquiry.topic != TOPIC:
        refuse("topic_unknown", _("There is no such topic."), to_do=_("Choose one of the topics."))
    if asked is not None:
        fee_asked(rules_asked_of(asked, actor.today), asked)
    sent = send_enquiry(actor=actor, enquiry=enquiry)
    row = QuoteRequest.objects.create(
        public_id=sent.letter,
        name=one_line(enquiry.name),
        email=enquiry.email.strip(),
        organisation=one_line(enquiry.organisation)[:LONGEST_ORGANISATION],
        language=language[:10],
        category=asked.category if asked else "",
        year=asked.year if asked else actor.today.year,
        joining_month=asked.joining_month if asked else None,
        figures=inputs_as_data(asked.inputs) if asked else {},
        message=prose(enquiry.message),
        asked_at=actor.at,
    )
    return QuoteAsked(row.public_id, row.category)


@action("dues.close_quote_request", needs="dues.quote")
def close_quote_request(*, actor: Actor, request: UUID) -> QuoteRequestClosed:
    """Say of a request for a quote that it was answered in another way, or needs no answer."""
    row = open_request(request)
    mark_answered(row, actor)
    return QuoteRequestClosed(row.public_id)


@action("dues.forget_quote_requests", needs="dues.tidy")
def forget_quote_requests(*, actor: Actor) -> QuoteRequestsForgotten:
    """Forget who asked for a quote, when the rulebook's time for that is over; at most 500 at once."""
    rules = keeping_on(actor.today)
    over = list(quote_requests_over(actor.today, rules).values_list("pk", flat=True)[:AT_ONCE]) if rules else []
    if not over:
        refuse("nothing_to_forget", _("No request for a quote is that old."))
    QuoteRequest.objects.filter(pk__in=over).delete()
    return QuoteRequestsForgotten(len(over))


def open_request(request: UUID) -> QuoteRequest:
    """A request, locked; refuses one that somebody has answered."""
    row = locked(QuoteRequest.objects.all(), request)
    if row.answered_at is not None:
        refuse(
            "answered_already",
            _("Somebody has answered this request."),
            to_do=_("Look at the requests that are open."),
        )
    return row


def mark_answered(row: QuoteRequest, actor: Actor) -> None:
    """Say of a request when and by whom it was answered."""
    row.answered_at, row.answered_by = actor.at, actor.person
    row.save(update_fields=["answered_at", "answered_by"])
