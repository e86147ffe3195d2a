"""Letters from the public to the confederation."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import uuid4

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import InvalidIdentifier, check_email
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.organisations import EnquirySent
from koinon.core.outbox import Posting, enqueue
from koinon.core.permissions import Words
from koinon.core.refusals import refuse
from koinon.core.words import one_line, prose
from koinon.rooms.organisations.queries import confederation

TOPICS: Mapping[str, Words] = MappingProxyType(
    {
        "joining": _("joining"),
        "quote": _("what membership would cost us"),
        "member": _("our membership"),
        "press": _("press and research"),
        "other": _("something else"),
    }
)
LONGEST_NAME, LONGEST_MESSAGE = 120, 5000


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What somebody asks, and where the answer goes."""

    name: str
    email: str
    topic: str
    message: str
    organisation: str = ""


@action("organisations.send_enquiry", needs="organisations.enquire", redacted=("enquiry",))
def send_enquiry(*, actor: Actor, enquiry: Enquiry) -> EnquirySent:
    """Pass a question from the public on to the confederation, to be answered by mail."""
    house = confederation()
    if house is None:
        refuse(
            "no_address",
            _("We cannot take messages here yet."),
            to_do=_("Come back in a few days."),
        )
    sender, name, message = _email(enquiry.email), one_line(enquiry.name), prose(enquiry.message)
    if enquiry.topic not in TOPICS:
        refuse("topic_unknown", _("There is no such topic."), to_do=_("Choose one of the topics."))
    if not name or len(name) > LONGEST_NAME:
        refuse("name_needed", _("A name of at most 120 characters is needed."), to_do=_("Tell us your name."))
    if not message or len(message) > LONGEST_MESSAGE:
        refuse(
            "message_length",
            _("A message of at most 5,000 characters is needed."),
            to_do=_("Write it, or send what is longer by e-mail."),
        )
    sent = uuid4()
    with translation.override(house.organisation.language):
        letter = {
            "to": house.email,
            "reply_to": sender,
            "subject": gettext("Enquiry about %(topic)s: %(name)s") % {"topic": TOPICS[enquiry.topic], "name": name},
            "text": _text(enquiry, name, sender, message),
            "language": house.organisation.language,
        }
    # What a stranger writes to us is ours to read, not the outbox's to keep: encrypted, erased on delivery.
    enqueue(Posting("mail", letter, subject=sent, public_id=sent, secret=True))
    return EnquirySent(sent, enquiry.topic)


def _text(enquiry: Enquiry, name: str, sender: str, message: str) -> str:
    organisation = one_line(enquiry.organisation)[:200]
    who = f"{name}, {organisation}" if organisation else name
    head = gettext("%(who)s wrote through the website. An answer to this mail goes to %(sender)s.")
    return f"{head % {'who': who, 'sender': sender}}\n\n{message}\n"


def _email(typed: str) -> str:
    try:
        return check_email(typed)
    except InvalidIdentifier as problem:
        refuse("email_invalid", problem.words, to_do=problem.suggestion or _("Check it and send the form again."))
