"""Convene a meeting: in time by the rulebook, to everybody who belongs to the body; and call it off again."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import MeetingConvened
from koinon.core.models import OutboxMessage
from koinon.core.outbox import Posting, enqueue_all
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.assemblies.drawing import draw_up
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.rules import by_the_rules, day_in, meeting_for_update, move, rulebook_of
from koinon.statutes.assembly.notice import Notice, notice
from koinon.statutes.assembly.roll import Roll

LETTER = "assemblies.convocation"
CANCELLATION = "assemblies.cancellation"
# Who has no vote by its category, or is no member, belongs to the body in no sense that asks for a call.
NOT_CALLED = frozenset({"not_in_category", "not_member"})


@action("assemblies.convene", needs="assemblies.prepare", rule="meetings")
def convene(*, actor: Actor, meeting: UUID, seen_version: int) -> MeetingConvened:
    """Convene a meeting with its agenda; too late is refused or flagged, as the rulebook says."""
    row = meeting_for_update(meeting, seen_version)
    move(row, "convene")
    if not row.items.exists():
        refuse("no_agenda", _("A meeting is convened with its agenda."), to_do=_("Set the agenda first."))
    given = _checked_notice(row, actor)
    called = call(row, draw_up(row, actor.today))
    row.notice, row.convened_at, row.version = given.as_data(), actor.at, row.version + 1
    row.save(update_fields=["state", "notice", "convened_at", "version"])
    return MeetingConvened(row.public_id, given.in_time, called, row.rules.hash)


def _checked_notice(row: Meeting, actor: Actor) -> Notice:
    with by_the_rules():
        given = notice(
            rulebook_of(row),
            row.body,
            meeting_on=row.meeting_on,
            sent_on=day_in(row, actor.at),
            convocation=row.convocation,
        )
    if not given.in_time and given.late == "refuse":
        refuse(
            "too_late",
            _("This body is convened %(days)s days before; the last day for it was %(day)s.")
            % {"days": given.needed_days, "day": day_in_words(given.latest_on)},
            to_do=_("Choose a later day for the meeting."),
        )
    return given


def call(row: Meeting, roll: Roll) -> int:
    """Put the letters into the outbox, one for each member; whoever speaks for it then gets them."""
    members = [line.member for line in roll.lines if line.reason not in NOT_CALLED]
    enqueue_all(
        Posting(
            LETTER,
            {"meeting": str(row.public_id), "member": member},
            subject=row.public_id,
            dedupe=f"{LETTER}:{row.public_id}:{member}",
        )
        for member in members
    )
    return len(members)


def call_off(row: Meeting) -> None:
    """Put a letter into the outbox to everybody who was called."""
    called = OutboxMessage.objects.filter(kind=LETTER, subject=row.public_id).values_list("payload__member", flat=True)
    enqueue_all(
        Posting(
            CANCELLATION,
            {"meeting": str(row.public_id), "member": member},
            subject=row.public_id,
            dedupe=f"{CANCELLATION}:{row.public_id}:{member}",
        )
        for member in called
    )
