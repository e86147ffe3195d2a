"""Mail links by which applicants come back, and open the application of whoever uses one."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import InvalidIdentifier, check_email
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import ApplicantArrived, ApplicantLinkSent, StayEnded
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.admissions.access import LINK_LASTS, SHORTEST, STAY_LASTS, digest_of, new_secret, stay_of
from koinon.rooms.admissions.actions.carrying import Answers, carry_into, statements_kept
from koinon.rooms.admissions.letters import post_link
from koinon.rooms.admissions.models import ApplicantLink, Application
from koinon.rooms.admissions.rules import rules_of_admission
from koinon.statutes.rulebook.admission_rules import AdmissionRules
from koinon.statutes.transitions import APPLICATION

# To one address, so that nobody's letter box is filled by a stranger.
MOST_LINKS, COUNTED_FOR = 5, timedelta(hours=1)


@action("admissions.send_link", needs="admissions.apply", redacted=("email", "statements"))
def send_link(
    *, actor: Actor, email: str, language: str = "en", statements: Answers | None = None
) -> ApplicantLinkSent:
    """Mail a link to whoever wants to begin an application or go on with one.

    What was answered before (`statements`) lies with the link until it is used, and goes into the draft it opens.
    The answer is the same whether or not we know the address, and when it has had enough links for this hour.
    """
    try:
        address = check_email(email).lower()
    except InvalidIdentifier as problem:
        refuse("email_invalid", problem.words, to_do=problem.suggestion or _("Check it and send the form again."))
    rulebook, _rules = rules_of_admission(actor.today)
    lately = ApplicantLink.objects.filter(email=address, created_at__gt=actor.at - COUNTED_FOR)
    if lately.count() >= MOST_LINKS:
        return ApplicantLinkSent(uuid4())
    secret = new_secret()
    link = ApplicantLink.objects.create(
        email=address,
        language=language[:10],
        link_digest=digest_of(secret),
        statements=statements_kept(rulebook, statements) if statements else {},
        created_at=actor.at,
        expires_at=actor.at + LINK_LASTS,
    )
    post_link(link, secret)
    return ApplicantLinkSent(link.public_id)


@action("admissions.open_link", needs="admissions.apply", redacted=("link", "access"))
def open_link(*, actor: Actor, link: str, access: str, invented: bool = False) -> ApplicantArrived:
    """Use a link, once: from now on `access` is the word by which its holder's stay is known.

    The same holder pressing twice arrives twice while the stay runs; anybody else, and later, finds the link used.
    """
    if len(access) < SHORTEST:
        raise ValueError("the word of a stay is made by `new_secret`")
    row = ApplicantLink.objects.select_for_update().filter(link_digest=digest_of(link)).first()
    running = stay_of(actor, access)
    if row is not None and row.application is not None and row == running:
        return ApplicantArrived(row.application.public_id)
    if row is None or row.used_at is not None or row.expires_at <= actor.at:
        refuse(
            "link_spent",
            _("This link was used already or is too old."),
            kept=_("Whatever you saved is kept."),
            to_do=_("Ask for a new one."),
        )
    rulebook, rules = rules_of_admission(actor.today)
    known = _open_application(row.email)
    # Whoever has it open elsewhere may be saving it in this moment.
    row.application = locked(Application.objects.all(), known) if known else _begun(row, actor, rules, invented)
    carry_into(row.application, row.statements, rulebook, actor)
    row.statements = {}
    row.stay_digest, row.used_at, row.stays_until = digest_of(access), actor.at, actor.at + STAY_LASTS
    row.save()
    return ApplicantArrived(row.application.public_id)


@action("admissions.end_stay", needs="admissions.apply", redacted=("access",))
def end_stay(*, actor: Actor, access: str) -> StayEnded:
    """End a stay before its time, for whoever leaves a machine that others use: the link that opened it stays spent."""
    stay = stay_of(actor, access)
    if stay is None or stay.application is None:
        refuse("stay_ended", _("No application is open here."), to_do=_("Ask for a link to open one."))
    stay.stays_until = actor.at
    stay.save(update_fields=["stays_until"])
    return StayEnded(stay.application.public_id)


def _open_application(email: str) -> UUID | None:
    """The public id of the application that an address comes back to; None where its last one has had its last word."""
    rows = Application.objects.filter(email=email).exclude(state__in=("withdrawn", "expired"))
    row = rows.select_related("membership").order_by("-created_at", "-id").first()
    if row is None or (row.state == "refused" and row.answered_at is not None):
        return None
    left = row.state == "admitted" and row.membership is not None and row.membership.ends_on is not None
    return None if left else row.public_id


def _begun(link: ApplicantLink, actor: Actor, rules: AdmissionRules, invented: bool) -> Application:
    return Application.objects.create(
        email=link.email,
        language=link.language,
        state=APPLICATION.initial,
        invented=invented,
        created_at=actor.at,
        changed_at=actor.at,
        expires_on=actor.today + timedelta(days=rules.drafts_kept_days),
    )
