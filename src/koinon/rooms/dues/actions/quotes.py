"""Tell an organisation what membership would cost it."""

import re
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import InvalidIdentifier, check_country, check_email
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.canonical import plain
from koinon.core.facts.dues import QuoteSent
from koinon.core.outbox import Posting, enqueue
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line
from koinon.rooms.dues.actions.quote_requests import LONGEST_ORGANISATION, mark_answered, open_request
from koinon.rooms.dues.quotes import Addressee, Asked, quote_for
from koinon.rooms.organisations.queries import confederation, organisation_by_id

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class QuoteReceiver:
    """Who asked for a quote, for which organisation, and in which language we answer."""

    name: str
    email: str
    organisation: str
    country: str
    language: str = "en"


@action("dues.send_quote", needs="dues.quote", rule="fees", redacted=("receiver", "asked"))
def send_quote(
    *,
    actor: Actor,
    receiver: QuoteReceiver,
    asked: Asked,
    organisation: UUID | None = None,
    request: UUID | None = None,
) -> QuoteSent:
    """Send a quote: what membership of a category would cost an organisation in a year.

    It is a letter and no record: nothing is owed on it, and it has no number. `organisation` names one on record,
    `request` the question that it answers.
    """
    if confederation() is None:
        refuse("no_confederation", _("The confederation's own record is missing."), to_do=_("Put it on record first."))
    if not LANGUAGE.fullmatch(receiver.language):
        refuse("language_unknown", _("There is no such language."), to_do=_("Choose one of those shown."))
    to, email = _addressee(receiver, invented=_is_invented(actor, organisation)), _email(receiver.email)
    quote = quote_for(asked, actor.today)
    if request is not None:
        mark_answered(open_request(request), actor)
    sent = uuid4()
    letter = {
        "to": email,
        "language": receiver.language,
        "addressee": plain(to),
        "fee": quote.fee.as_data(),
        "made_on": quote.made_on.isoformat(),
        "valid_until": quote.valid_until.isoformat(),
    }
    # Who asks to join is theirs to tell: encrypted in the outbox, erased on delivery.
    enqueue(Posting("dues.quote_letter", letter, subject=sent, public_id=sent, secret=True))
    return QuoteSent(
        sent,
        organisation,
        asked.category,
        asked.year,
        quote.valid_until,
        quote.fee.rulebook.version,
    )


def _is_invented(actor: Actor, organisation: UUID | None) -> bool:
    if organisation is None:
        return False
    row = organisation_by_id(actor, organisation)
    if row is None:
        refuse_not_found()
    return row.invented


def _addressee(receiver: QuoteReceiver, *, invented: bool) -> Addressee:
    name, organisation = one_line(receiver.name), one_line(receiver.organisation)
    if not name or len(name) > LONGEST_NAME:
        refuse("name_needed", _("A name of at most 120 characters is needed."), to_do=_("Say whom the letter is for."))
    if not organisation or len(organisation) > LONGEST_ORGANISATION:
        refuse(
            "organisation_needed",
            _("A name of the organisation of at most 200 characters is needed."),
            to_do=_("Say which organisation the quote is for."),
        )
    try:
        country = check_country(receiver.country)
    except InvalidIdentifier as problem:
        refuse("country_unknown", problem.words, to_do=problem.suggestion or _("Choose its country."))
    return Addressee(organisation, name, country, invented)


def _email(typed: str) -> str:
    try:
        return check_email(typed)
    except InvalidIdentifier as problem:
        refuse("email_invalid", problem.words, to_do=problem.suggestion or _("Check it and send the form again."))
