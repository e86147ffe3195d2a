"""Letters about applications. They leave encrypted through the outbox and are erased on delivery."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from koinon.core.outbox import Posting, enqueue
from koinon.core.words import day_in_words
from koinon.rooms.admissions.models import ApplicantLink, Application
from koinon.rooms.organisations.queries import confederation
from koinon.statutes.texts import LocalText, say

Words = tuple[str, str]


def said(text: LocalText) -> str:
    """Words of the rulebook in the language of whoever is spoken to, in its first one where it has not that."""
    return say(text, translation.get_language() or "en")


def link_address(language: str, secret: str) -> str:
    """Where a mailed link leads: a page with a button, which does nothing by being looked at."""
    return f"{settings.KOINON_URL.rstrip('/')}/{language}/apply/link/{secret}/"


def post_link(link: ApplicantLink, secret: str) -> None:
    """Mail a link to apply by."""
    with translation.override(link.language):
        subject = _("Your application for membership")
        text = _(
            "With this link you begin your application, or go on with it. It works once, for 24 hours:\n"
            "%(address)s\n\n"
            "If you did not ask for it, do nothing: without it nobody gets in.\n"
        ) % {"address": link_address(link.language, secret)}
    _post(link.email, link.language, (subject, text), Posting("mail", {}, subject=link.public_id))


def post_news(application: Application, news: str, words: str = "") -> None:
    """Mail an applicant what has become of an application; `words` are those of the desk or of a body."""
    with translation.override(application.language):
        members = f"{settings.KOINON_URL.rstrip('/')}/{application.language}/members/"
        places = {
            "name": application.name or _("your organisation"),
            "words": words,
            "until": day_in_words(application.expires_on) if application.expires_on else "",
            "address": f"{settings.KOINON_URL.rstrip('/')}/{application.language}/apply/",
            # Where a new member begins; it asks to sign in first.
            "sign_in": f"{members}{application.organisation.public_id}/welcome/"
            if application.organisation
            else members,
        }
        subject, text = _NEWS[news]()
        letter = (subject % places, text % places)
    _post(application.email, application.language, letter, Posting("mail", {}, subject=application.public_id))


def post_question_to(address: str, language: str, application: Application, kind: str) -> None:
    """Ask a member of the same country what it thinks of an application."""
    with translation.override(language):
        until = application.opinions_until
        places = {
            "name": application.name,
            "city": application.city,
            "kind": kind,
            "until": day_in_words(until) if until else "",
        }
        subject = _("%(name)s applies for membership: your opinion") % places
        text = (
            _(
                "%(name)s, %(city)s, applies for membership (%(kind)s).\n\n"
                "You know the cooperatives of your country, so we ask what you think of it. Answer this mail by"
                " %(until)s. An opinion informs those who decide; silence is no objection.\n"
            )
            % places
        )
    _post(address, language, (subject, text), Posting("mail", {}, subject=application.public_id))


def _post(to: str, language: str, letter: Words, posting: Posting) -> None:
    house = confederation()
    payload = {"to": to, "subject": letter[0], "text": letter[1], "language": language}
    if house is not None:
        payload["reply_to"] = house.email
    enqueue(Posting(posting.kind, payload, subject=posting.subject, secret=True))


def _go_on() -> str:
    return _("Your application opens here, by a new link that we mail to you:\n%(address)s\n")


def _submitted() -> Words:
    text = _(
        "The application of %(name)s has reached us. Nothing is needed from you now: we write when we have a question,"
        " and when it is decided."
    )
    return _("We have your application"), text + "\n\n" + _go_on()


def _withdrawn() -> Words:
    text = _("The application of %(name)s is withdrawn. If that was a mistake, answer this mail.\n")
    return _("Your application is withdrawn"), text


def _asked_back() -> Words:
    text = _("About the application of %(name)s we need to know:\n\n%(words)s") + "\n\n" + _go_on()
    return _("A question about your application"), text


def _provisional() -> Words:
    text = _(
        "%(name)s is admitted provisionally, until the membership is ratified. You have the rights and duties of a"
        " member from now on.\n\nSign in here, with the address this letter came to:\n%(sign_in)s\n"
    )
    return _("%(name)s is admitted provisionally"), text


def _passed_on() -> Words:
    text = _("The application of %(name)s was approved and now waits to be ratified.") + "\n\n" + _go_on()
    return _("Your application waits to be ratified"), text


def _admitted() -> Words:
    text = _("%(name)s is a member. Welcome.\n\nSign in here, with the address this letter came to:\n%(sign_in)s\n")
    return _("%(name)s is a member"), text


def _refused() -> Words:
    text = (
        _("The application of %(name)s was refused, for this reason:\n\n%(words)s\n\nYou may answer once.")
        + "\n\n"
        + _go_on()
    )
    return _("Your application was refused"), text


def _answered() -> Words:
    text = _("Your answer to the refusal has reached us. The application of %(name)s is looked at again.")
    return _("We have your answer"), text + "\n\n" + _go_on()


def _refused_again() -> Words:
    text = _("The application of %(name)s was looked at again and refused, for this reason:\n\n%(words)s\n")
    return _("Your application was refused"), text


def _ends_soon() -> Words:
    text = _("The application of %(name)s waits for you, and is kept until %(until)s.") + "\n\n" + _go_on()
    return _("Your application is kept until %(until)s"), text


def _expired() -> Words:
    text = _("The application of %(name)s waited for you for a long time, so what was in it is erased.\n")
    return _("Your application is erased"), text


_NEWS: Mapping[str, Callable[[], Words]] = MappingProxyType(
    {
        "submitted": _submitted,
        "withdrawn": _withdrawn,
        "asked_back": _asked_back,
        "provisional": _provisional,
        "passed_on": _passed_on,
        "admitted": _admitted,
        "refused": _refused,
        "answered": _answered,
        "refused_again": _refused_again,
        "ends_soon": _ends_soon,
        "expired": _expired,
    }
)
