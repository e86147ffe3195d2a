"""The ground's own periodic jobs."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from koinon.core import journal, worker
from koinon.core.models import JournalHead
from koinon.core.outbox import Posting, enqueue, forget_failed_secrets
from koinon.core.schedule import scheduled
from koinon.core.statistics import look_at_the_tables, move_the_log


@scheduled("core.seal_journal", "* * * * *")
def seal_journal() -> int:
    """Seal what was written to the journal since the last time."""
    return journal.seal_waiting()


@scheduled("core.mail_journal_head", "0 6 * * *")
def mail_journal_head() -> None:
    """Mail the journal's head to those who keep it outside the house."""
    head = JournalHead.objects.filter(id=1).first()
    if head is None:
        return
    day = timezone.localdate().isoformat()
    for address in settings.KOINON_JOURNAL_HEADS_TO:
        enqueue(
            Posting(
                "mail",
                {
                    "to": address,
                    "subject": _("Journal head of %(day)s") % {"day": day},
                    "text": _("Keep this line. With it anyone can tell whether the journal was rewritten:\n\n%(head)s")
                    % {"head": head},
                },
                dedupe=f"journal-head:{day}:{address}",
            )
        )


@scheduled("core.prune", "30 3 * * *")
def prune() -> int:
    """Forget what is long done: tasks, fired slots, used keys, sessions that are over, letters that never arrived."""
    now = timezone.now()
    sessions, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    return worker.prune() + sessions + forget_failed_secrets(now - timedelta(days=settings.KOINON_FAILED_LETTERS_DAYS))


@scheduled("core.look_at_the_tables", "*/10 * * * *")
def look() -> None:
    """Let the database know how its tables are filled by now."""
    look_at_the_tables()


@scheduled("core.move_the_log", "* * * * *")
def move() -> None:
    """Keep the log of the embedded database short."""
    move_the_log()
