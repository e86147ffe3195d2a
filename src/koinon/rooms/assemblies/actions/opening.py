"""Open a meeting, which freezes its roll; state the quorum; close it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.canonical import digest
from koinon.core.facts.assemblies import ItemTakenUp, MeetingClosed, MeetingOpened, QuorumStated
from koinon.core.refusals import refuse
from koinon.core.words import one_line
from koinon.rooms.assemblies.actions.planning import item_with_meeting
from koinon.rooms.assemblies.drawing import draw_up, names_on, voices_of
from koinon.rooms.assemblies.halls import quorum_at, weights_as_stored
from koinon.rooms.assemblies.models import Attendance, Meeting, Piece, Roll, RollLine, Speaker
from koinon.rooms.assemblies.rules import (
    check_comes_together,
    check_presides,
    check_state,
    day_in,
    meeting_for_update,
    move,
    rule_of,
    take_moment,
)
from koinon.rooms.rulebook.queries import version_in_force
from koinon.statutes.assembly.roll import Roll as DrawnRoll
from koinon.statutes.assembly.roll import frozen_form
from koinon.statutes.assembly.voices import Voice, pieces
from koinon.statutes.data import as_data
from koinon.statutes.inputs import InputError


@action("assemblies.open_meeting", needs="assemblies.preside", rule="meetings")
def open_meeting(*, actor: Actor, meeting: UUID, entered_later: str = "") -> MeetingOpened:
    """Open a convened meeting on its day: the roll is frozen and hashed, and it is said whether there is a quorum.

    With a reason the secretariat enters on a later day what was held on paper, in a hall without network.
    """
    row = meeting_for_update(meeting)
    check_presides(actor, row)
    move(row, "open")
    _check_day(row, actor, entered_later)
    row.rules = version_in_force(row.meeting_on)
    roll = draw_up(row, actor.today)
    row.opened_at = take_moment(row, actor)
    kept = freeze(row, roll, actor)
    there = quorum_at(row, row.opened_at)
    row.quorum, row.version = there.as_data(), row.version + 1
    row.save(update_fields=["state", "rules", "opened_at", "last_at", "quorum", "version", "entered_later"])
    return MeetingOpened(row.public_id, kept.hash, len(roll.entitled()), there.met, row.rules.hash)


def _check_day(row: Meeting, actor: Actor, entered_later: str) -> None:
    """Refuse another day than the meeting's, unless it was held on paper and the secretariat enters it afterwards."""
    day = day_in(row, actor.at)
    if day == row.meeting_on:
        return
    if day < row.meeting_on or not one_line(entered_later) or not actor.may("assemblies.conduct"):
        refuse(
            "not_the_day",
            _("A meeting is opened on the day it was convened for."),
            to_do=_("Wait, or convene anew; what was held on paper the secretariat enters afterwards, and says why."),
        )
    row.entered_later = one_line(entered_later)[:300]


def _check_complete(roll: DrawnRoll, row: Meeting) -> None:
    if roll.can_be_frozen:
        return
    names = names_on(roll, row)
    refuse(
        "roll_open",
        _("The roll cannot be frozen: not every number of votes is known. Look at: %(members)s.")
        % {"members": ", ".join(names.get(member, member) for member in roll.missing) or _("a cap")},
        to_do=_("Fill in what is missing, or have the body decide."),
    )


def freeze(row: Meeting, roll: DrawnRoll, actor: Actor) -> Roll:
    """Write the roll down with its hash, cut into pieces; refuses one with an open question."""
    _check_complete(roll, row)
    names = names_on(roll, row)
    kept = Roll.objects.create(
        meeting=row,
        on=roll.on,
        hash=digest(frozen_form(roll)),
        caps=as_data(roll.caps),
        frozen_at=actor.at,
        frozen_by=actor.person,
    )
    RollLine.objects.bulk_create(
        [
            RollLine(
                roll=kept,
                member=UUID(line.member),
                name=names.get(line.member, "")[:200],
                group=line.group,
                country=line.country,
                entitled=line.entitled,
                reason=line.reason,
                waived_by=line.waived_by or "",
                votes=line.votes,
                account=as_data({"weights": line.weights, "right": line.right}),
            )
            for line in roll.lines
        ],
        batch_size=500,
    )
    cut(row, roll)
    return kept


def cut(row: Meeting, roll: DrawnRoll, only: str = "", at: datetime | None = None) -> None:
    """Cut the roll into the pieces that are cast, and write down who may cast them.

    `only` is the one member that is added to a frozen roll, `at` the moment from which on.
    """
    voices = {key: split for key, split in voices_of(row, roll, row.meeting_on).items() if not only or key == only}
    if outdated := _outdated(row, roll, voices):
        names = names_on(roll, row)
        refuse(
            "split_outdated",
            _("These members split other votes between their delegates than they have now: %(members)s.")
            % {"members": ", ".join(names.get(member, member) for member in outdated)},
            to_do=_("Have them name their delegates anew, or name them for them."),
        )
    cut_now = [piece for piece in pieces(roll, voices, rule_of(row).split) if not only or piece.member == only]
    Piece.objects.bulk_create(
        [
            Piece(
                meeting=row,
                member=UUID(piece.member),
                place=piece.place,
                weights=weights_as_stored(piece.weights),
                speakers=list(piece.speakers),
                added_at=at,
            )
            for piece in cut_now
        ],
        batch_size=500,
    )
    pairs = {(person, piece.member): None for piece in cut_now for person in piece.speakers}
    Speaker.objects.bulk_create(
        [Speaker(meeting=row, person=UUID(person), member=UUID(member)) for person, member in pairs], batch_size=500
    )


def _outdated(row: Meeting, roll: DrawnRoll, voices: Mapping[str, Sequence[Voice]]) -> list[str]:
    """The members whose split does not fit the roll: their votes have changed since, or the rules have."""
    found = []
    for member, split in voices.items():
        if len(split) > 1 or split[0].votes is not None:
            try:
                pieces(roll, {member: split}, rule_of(row).split)
            except InputError:
                found.append(member)
    return found


@action("assemblies.state_quorum", needs="assemblies.preside", rule="quorums")
def state_quorum(*, actor: Actor, meeting: UUID) -> QuorumStated:
    """State whether there is a quorum at this moment, for the record of the meeting."""
    row = meeting_for_update(meeting)
    check_presides(actor, row)
    check_state(row, "open")
    check_comes_together(row)
    at = take_moment(row, actor)
    there = quorum_at(row, at)
    row.quorum = there.as_data()
    row.save(update_fields=["last_at", "quorum"])
    return QuorumStated(row.public_id, there.met, at, row.rules.hash)


@action("assemblies.take_up_item", needs="assemblies.preside")
def take_up_item(*, actor: Actor, item: UUID) -> ItemTakenUp:
    """Come to an item of the agenda: it is what the meeting is at, on every phone and screen."""
    found, row = item_with_meeting(item)
    check_presides(actor, row)
    check_state(row, "open")
    check_comes_together(row)
    if not found.stands:
        refuse("not_on_the_agenda", _("Too few members support this item, so it is not on the agenda."))
    if row.votes.filter(state="open").exclude(item=found).exists():
        refuse("vote_open", _("A vote is still open."), to_do=_("Close or stop it first."))
    at = take_moment(row, actor)
    row.current = found
    row.save(update_fields=["last_at", "current"])
    return ItemTakenUp(found.public_id, row.public_id, at)


def _conclude_quorum(row: Meeting) -> None:
    """Say of a meeting as a whole how its votes found the quorum, whatever was stated at its opening.

    A decision may ask for more than the meetings of its body do; and whoever comes late makes a quorum that was not
    there at first.
    """
    closed = row.votes.filter(state="closed").order_by("opened_at", "id")
    results = [(vote.outcome, (vote.result or {}).get("quorum")) for vote in closed]
    decided = [quorum for outcome, quorum in results if outcome != "no_quorum"]
    if row.quorum and not row.quorum["met"]:
        row.quorum = next((quorum for quorum in decided if quorum), row.quorum)
    stated = row.quorum is not None and not row.quorum["met"]
    row.lacked_quorum = any(outcome == "no_quorum" for outcome, _quorum in results) or (stated and not decided)


@action("assemblies.close_meeting", needs="assemblies.preside")
def close_meeting(*, actor: Actor, meeting: UUID) -> MeetingClosed:
    """Close a meeting; whoever was still there leaves with it."""
    row = meeting_for_update(meeting)
    check_presides(actor, row)
    move(row, "close")
    if row.votes.filter(state="open").exists():
        refuse("vote_open", _("A vote is still open."), to_do=_("Close or stop it first."))
    row.closed_at, row.version = take_moment(row, actor), row.version + 1
    Attendance.objects.filter(meeting=row, left_at=None).update(left_at=row.closed_at)
    _conclude_quorum(row)
    row.save(update_fields=["state", "closed_at", "last_at", "version", "quorum", "lacked_quorum"])
    return MeetingClosed(row.public_id, row.votes.filter(state="closed").count())
