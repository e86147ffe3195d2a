"""Minutes are signed by the chair of the meeting, sent to everybody, and approved by a vote of a later meeting."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import MinutesApproved
from koinon.core.facts.minutes import MinutesSent, MinutesSigned
from koinon.core.outbox import Posting, enqueue_all
from koinon.core.refusals import refuse, refuse_not_found
from koinon.rooms.assemblies.actions.convening import NOT_CALLED
from koinon.rooms.assemblies.actions.minutes import latest_of, minutes_for_update, step
from koinon.rooms.assemblies.halls import votes_with_meeting
from koinon.rooms.assemblies.minutes.reading import ITEM
from koinon.rooms.assemblies.models import Meeting, Minutes, RollLine, Vote
from koinon.rooms.assemblies.papers import keep_paper
from koinon.rooms.assemblies.rules import check_presides, meeting_for_update, move
from koinon.rooms.documents.models import Document

MINUTES_LETTER = "assemblies.minutes_letter"


@action("assemblies.sign_minutes", needs="assemblies.preside")
def sign_minutes(*, actor: Actor, meeting: UUID, seen_version: int, on_paper: bool = False) -> MinutesSigned:
    """Sign completed minutes as the chair of the meeting; the desk records a signature that was given on paper."""
    row, minutes = minutes_for_update(meeting, seen_version)
    check_presides(actor, row)
    is_chair = actor.person is not None and actor.person == row.chair
    if not is_chair and row.chair is not None and not on_paper:
        refuse(
            "chair_signs",
            _("The chair of the meeting signs its minutes."),
            to_do=_("Ask the chair to sign them, or record that they signed on paper."),
        )
    step(minutes, "sign")
    version = latest_of(minutes)
    minutes.signed, minutes.signed_at, minutes.signed_by = version, actor.at, actor.person
    minutes.signed_on_paper, minutes.version = not is_chair, minutes.version + 1
    minutes.save(update_fields=["state", "signed", "signed_at", "signed_by", "signed_on_paper", "version"])
    return MinutesSigned(row.public_id, version.number, version.hash, minutes.signed_on_paper)


@action("assemblies.send_minutes", needs="assemblies.conduct")
def send_minutes(*, actor: Actor, meeting: UUID, seen_version: int) -> MinutesSent:
    """Send the signed minutes to everybody who belongs to the body: a letter with the way to them."""
    row, minutes = minutes_for_update(meeting, seen_version)
    step(minutes, "send")
    number = latest_of(minutes).number
    members = list(
        RollLine.objects.filter(roll__meeting=row).exclude(reason__in=NOT_CALLED).values_list("member", flat=True)
    )
    enqueue_all(
        Posting(
            MINUTES_LETTER,
            {"meeting": str(row.public_id), "member": str(member), "number": number},
            subject=row.public_id,
            dedupe=f"{MINUTES_LETTER}:{row.public_id}:{number}:{member}",
        )
        for member in members
    )
    minutes.sent_at, minutes.version = actor.at, minutes.version + 1
    minutes.save(update_fields=["state", "sent_at", "version"])
    return MinutesSent(row.public_id, number, len(members))


@action("assemblies.approve_minutes", needs="assemblies.conduct")
def approve_minutes(*, actor: Actor, meeting: UUID, vote: UUID, document: UUID | None = None) -> MinutesApproved:
    """Record that a later meeting of the same body approved the minutes, by which vote; their paper is kept for good.

    Minutes that were not written here are a document of the library.
    """
    row = meeting_for_update(meeting)
    move(row, "approve_minutes")
    approving = votes_with_meeting().filter(public_id=vote).first()
    if approving is None:
        refuse_not_found()
    _check_approves(approving, row)
    row.minutes = Document.objects.filter(public_id=document).first() if document else None
    if document and row.minutes is None:
        refuse("paper_missing", _("A paper is not in the library."), to_do=_("Put it there first."))
    row.minutes_approved_by, row.version = approving, row.version + 1
    frozen = _frozen(row, actor)
    row.save(update_fields=["state", "minutes", "minutes_approved_by", "version"])
    return MinutesApproved(row.public_id, approving.public_id, *frozen)


def _check_approves(approving: Vote, row: Meeting) -> None:
    later = approving.meeting.body == row.body and approving.meeting.starts_at > row.starts_at
    if not later or approving.item.key != ITEM or (approving.state, approving.outcome) != ("closed", "adopted"):
        refuse(
            "not_approved",
            _("Minutes are approved by a vote on them, adopted in a later meeting of the same body."),
            to_do=_("Name that vote."),
        )


def _frozen(row: Meeting, actor: Actor) -> tuple[str, str]:
    """Freeze the version that was signed: its hash, and the checksum of its paper."""
    minutes = Minutes.objects.filter(meeting=row).first()
    if minutes is None:
        if row.minutes is None:
            refuse(
                "no_minutes",
                _("There are no minutes of this meeting yet."),
                to_do=_("Draft them from its records, or name the document that they are."),
            )
        return "", ""
    minutes.meeting = row
    step(minutes, "approve")
    if minutes.sent_at is None:
        refuse(
            "not_sent",
            _("Those who belong to the body have not been sent these minutes."),
            to_do=_("Send them first."),
        )
    version = latest_of(minutes)
    minutes.approved_at, minutes.version = actor.at, minutes.version + 1
    minutes.paper = keep_paper(minutes, version)
    minutes.save(update_fields=["state", "approved_at", "paper", "version"])
    return version.hash, minutes.paper
