"""Who comes, who leaves, who has an interest in an item."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import CheckedIn, ConflictDeclared, Left
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line
from koinon.rooms.assemblies.actions.planning import item_with_meeting
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.models import Attendance, ConflictOfInterest, Meeting, Speaker
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.rules import (
    check_comes_together,
    check_state,
    meeting_for_update,
    presides,
    take_moment,
)
from koinon.rooms.assemblies.seats import seats_on
from koinon.rooms.memberships.queries import memberships_of
from koinon.rooms.people.models import Person


@action("assemblies.check_in", needs="assemblies.attend")
def check_in(*, actor: Actor, meeting: UUID, person: UUID, online: bool = False) -> CheckedIn:
    """Note that a person has come to a meeting, on site or from afar."""
    row = _meeting_for(actor, meeting, person)
    check_state(row, "convened", "open")
    check_comes_together(row)
    if online and row.kind == Meeting.Kind.ON_SITE:
        refuse("on_site_only", _("This meeting takes place on site only."), to_do=_("Check in at the door."))
    if Attendance.objects.filter(meeting=row, person=person, left_at=None).exists():
        refuse("there_already", _("This person is checked in already."))
    at = take_moment(row, actor)
    Attendance.objects.create(meeting=row, person=person, online=online, came_at=at)
    row.save(update_fields=["last_at"])
    return CheckedIn(row.public_id, person, online, at)


@action("assemblies.leave", needs="assemblies.attend")
def leave(*, actor: Actor, meeting: UUID, person: UUID) -> Left:
    """Note that a person has left a meeting; what they cast stays."""
    row = _meeting_for(actor, meeting, person)
    check_state(row, "convened", "open")
    at = take_moment(row, actor)
    if not Attendance.objects.filter(meeting=row, person=person, left_at=None).update(left_at=at):
        refuse("not_there", _("This person is not checked in."))
    row.save(update_fields=["last_at"])
    return Left(row.public_id, person, at)


@action("assemblies.declare_conflict", needs="assemblies.attend")
def declare_conflict(*, actor: Actor, item: UUID, person: UUID, words: str = "") -> ConflictDeclared:
    """Declare that a person has an interest in an item, and so does not vote on it."""
    found, row = item_with_meeting(item)
    _check_for(actor, row, person)
    check_state(row, "convened", "open")
    if found.votes.filter(state="open").exists():
        refuse(
            "vote_open",
            _("The vote on this item is open already."),
            to_do=_("Tell the chair, who can stop and repeat the vote."),
        )
    if found.conflicts.filter(person=person).exists():
        refuse("declared_already", _("This interest is declared already."))
    at = take_moment(row, actor)
    ConflictOfInterest.objects.create(
        item=found, person=person, words=one_line(words)[:500], declared_at=at, declared_by=actor.person
    )
    row.save(update_fields=["last_at"])
    return ConflictDeclared(found.public_id, person, at)


def _meeting_for(actor: Actor, meeting: UUID, person: UUID) -> Meeting:
    row = meeting_for_update(meeting)
    _check_for(actor, row, person)
    return row


def _check_for(actor: Actor, row: Meeting, person: UUID) -> None:
    """Whoever presides notes it for anybody on record; others for themselves, where they belong to the meeting."""
    if presides(actor, row):
        if not Person.objects.filter(public_id=person).exists():
            refuse_not_found()
        return
    if actor.person is None or actor.person != person or not _belongs(actor, row):
        refuse_not_found()


def _belongs(actor: Actor, row: Meeting) -> bool:
    if not of_members(row):
        return str(actor.person) in {seat.person for seat in seats_on(row.body, row.meeting_on)}
    spoken_for = [member for member, roles in actor.mandates.items() if roles & set(SPEAKING)]
    is_member = bool(spoken_for) and memberships_of(spoken_for, actor.today).exists()
    return is_member or Speaker.objects.filter(meeting=row, person__in=[actor.person]).exists()
