"""Which minutes somebody may read, and in which version; which ones a meeting is asked to approve."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from koinon.core.actors import Actor
from koinon.rooms.assemblies.minutes.account import Account, WrittenWords, account_from, words_from
from koinon.rooms.assemblies.models import Meeting, Minutes, MinutesVersion, Vote
from koinon.rooms.assemblies.queries import visible_meetings
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.statutes.rulebook import Rulebook

# The standard item under which a meeting approves the minutes of one before.
ITEM = "minutes"


@dataclass(frozen=True, slots=True)
class SeenMinutes:
    """Minutes in the version that an actor reads; `inside` for the desk and the chair, who see drafts too."""

    row: Minutes
    shown: MinutesVersion
    inside: bool

    @property
    def account(self) -> Account:
        """What happened, by this version."""
        return account_from(self.shown.account.happened)

    @property
    def words(self) -> WrittenWords:
        """What was written beside it."""
        return words_from(self.shown.words)


def reads_drafts(actor: Actor, meeting: Meeting) -> bool:
    """Whether an actor reads minutes before they are signed: at the desk, or as the chair of the meeting."""
    return actor.may("assemblies.see") or (actor.person is not None and actor.person == meeting.chair)


def visible_minutes(actor: Actor, rulebook: Rulebook | None = None) -> "QuerySet[Minutes]":
    """The minutes of the meetings that this actor may see: signed ones, and drafts for the desk and the chair."""
    rows = Minutes.objects.filter(meeting__in=visible_meetings(actor, rulebook).values("pk"))
    rows = rows.select_related("meeting__rules").defer("meeting__rules__texts")
    if actor.may("assemblies.see"):
        return rows
    return rows.filter(Q(signed__isnull=False) | Q(meeting__chair=actor.person, meeting__chair__isnull=False))


def minutes_seen(actor: Actor, meeting: UUID, number: int | None = None) -> SeenMinutes | None:
    """The minutes of a meeting in the version that the actor reads: the latest inside, else the one signed last.

    `number` asks for another version, which only those inside may see.
    """
    row = visible_minutes(actor).filter(meeting__public_id=meeting).first()
    if row is None:
        return None
    inside = reads_drafts(actor, row.meeting)
    versions = MinutesVersion.objects.filter(minutes=row).select_related("account").order_by("-number")
    if number is not None:
        versions = versions.filter(number=number)
    shown = (versions if inside else versions.filter(pk__in=[row.signed_id])).first()
    return SeenMinutes(row, shown, inside) if shown else None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Minutes that belong to a meeting, as far as an actor reads them: its own, and those that it is to approve."""

    own: Minutes | None
    to_approve: tuple[Minutes, ...]


def shelf_of(actor: Actor, meeting: Meeting) -> Shelf:
    """The minutes of a meeting, and the papers of its standard item on minutes: those of its body's meetings before
    that wait for approval, and those that it has approved. In one question."""
    open_or_here = Q(meeting__state="closed") | Q(meeting__minutes_approved_by__meeting=meeting)
    before = Q(meeting__starts_at__lt=meeting.starts_at, signed__isnull=False) & open_or_here
    rows = visible_minutes(actor, rulebook_of(meeting)).filter(Q(meeting=meeting) | before, meeting__body=meeting.body)
    found = list(rows.order_by("meeting__starts_at"))
    own = next((row for row in found if row.meeting_id == meeting.pk), None)
    return Shelf(own, tuple(row for row in found if row is not own))


def approving_votes(meeting: Meeting) -> "QuerySet[Vote]":
    """The votes by which later meetings of the same body adopted minutes: one of them can approve these."""
    rows = Vote.objects.select_related("meeting", "item", "motion")
    return rows.filter(
        meeting__body=meeting.body,
        meeting__starts_at__gt=meeting.starts_at,
        item__key=ITEM,
        state="closed",
        outcome="adopted",
    ).order_by("opened_at", "id")
