"""How applicants come back without an account: a link by mail, used once, opens a stay of some hours.

Neither the link's word nor the stay's is kept: only their digests are. Whoever copied the database could not get in.
"""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.admissions.models import ApplicantLink, Application

LINK_LASTS, STAY_LASTS = timedelta(hours=24), timedelta(hours=12)
# How long a page that stands open may still hand in what is typed on it.
PAGE_LASTS, PAGES = timedelta(days=30), "koinon.admissions.page"
SHORTEST = 32


def new_secret() -> str:
    """A word that nobody guesses."""
    return token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of such a word. It is long and random, so that no salt is needed."""
    return sha256(secret.encode()).hexdigest()


def page_seal(application: Application) -> str:
    """What a page of an application carries: which application it was shown for. It lets nobody in."""
    return signing.dumps(str(application.public_id), salt=PAGES)


def sealed_application(seal: str) -> UUID | None:
    """The application whose page carried a seal; None where it is not ours, or too old."""
    try:
        return UUID(str(signing.loads(seal, salt=PAGES, max_age=PAGE_LASTS)))
    except (signing.BadSignature, ValueError):
        return None


def stay_of(actor: Actor, access: str) -> ApplicantLink | None:
    """The stay that runs at this moment under a word; None for any other word."""
    if len(access) < SHORTEST:
        return None
    rows = ApplicantLink.objects.select_related("application").filter(stay_digest=digest_of(access))
    return rows.filter(stays_until__gt=actor.at, application__isnull=False).first()


def application_of(actor: Actor, access: str) -> Application | None:
    """The application that is open to whoever holds the word of a stay."""
    stay = stay_of(actor, access)
    return stay.application if stay else None


def own_application(actor: Actor, access: str, seen_version: int | None = None) -> Application:
    """The applicant's application, locked; refuses where no stay runs under this word."""
    found = application_of(actor, access)
    if found is None:
        refuse(
            "stay_ended",
            _("You have been away for some time, so we no longer know that it is you."),
            to_do=_("Ask for a new link; what was saved is there."),
        )
    return locked(Application.objects.all(), found.public_id, seen_version)
