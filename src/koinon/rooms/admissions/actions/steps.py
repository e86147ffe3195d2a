"""What every step of an application has in common: the table of states, the history, the version."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import prose, state_in_words
from koinon.rooms.admissions.models import WITH_WRITERS, Application, ApplicationEvent
from koinon.statutes.transitions import APPLICATION, TransitionRefused

Side = ApplicationEvent.Side
LONGEST_WORDS = 5000


def application_at_desk(application: UUID, seen_version: int) -> Application:
    """An application for whoever works on it at the desk, locked; drafts are their writers' alone."""
    return locked(Application.objects.exclude(state__in=("draft", "expired")), application, seen_version)


def move(application: Application, event: str, actor: Actor, side: str, words: str = "") -> None:
    """Take a step of the table and write it into the history; refuses where the state does not allow it."""
    before = application.state
    try:
        application.state = APPLICATION.apply(before, event)
    except TransitionRefused:
        refuse(
            "not_now",
            _("That is not possible any more: the application is %(state)s.") % {"state": state_in_words(before)},
            to_do=_("Look at it as it stands now."),
        )
    application.changed_at, application.version = actor.at, application.version + 1
    application.save()
    ApplicationEvent.objects.create(
        application=application,
        event=event,
        from_state=before,
        to_state=application.state,
        at=actor.at,
        side=side,
        by=actor.person,
        words=words,
    )


def check_editable(application: Application) -> None:
    """Refuse changes to what lies before the secretariat or has been decided."""
    if application.state not in WITH_WRITERS:
        refuse(
            "not_editable",
            _("The application is %(state)s and cannot be changed now.") % {"state": state_in_words(application.state)},
            to_do=_("If something is wrong in it, write to us."),
        )


def check_draft(application: Application) -> None:
    """Refuse what only a draft takes."""
    if application.state != "draft":
        refuse(
            "not_a_draft",
            _("The application is %(state)s; this is for drafts only.") % {"state": state_in_words(application.state)},
            kept=_("It was left as it is."),
            to_do=_("If something is wrong in it, write to us."),
        )


def checked_words(typed: str, code: str, needed: str) -> str:
    """Words that somebody else will read: there, and not without end."""
    words = prose(typed)
    if not words:
        refuse(code, needed, to_do=_("Write it and send it again."))
    if len(words) > LONGEST_WORDS:
        refuse("too_long", _("At most 5,000 characters are kept."), to_do=_("Shorten it, or send a paper."))
    return words


def listed(labels: Sequence[str]) -> str:
    """Several things in one sentence."""
    return "; ".join(labels)
