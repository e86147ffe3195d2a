"""Votes counted by hand: each teller writes down what they counted; two who agree make the result."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assembly_votes import HandCountRecorded
from koinon.core.refusals import refuse, refuse_not_found
from koinon.rooms.assemblies.actions.votes import BY_HAND, check_open, taken
from koinon.rooms.assemblies.counting import COLUMNS
from koinon.rooms.assemblies.models import HandCount, Vote
from koinon.rooms.assemblies.rules import rule_of, rulebook_of

NUMBER = re.compile(r"-?[0-9]{1,9}(?:/[0-9]{1,6}|\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a teller counted, as written: votes by weight key and column, or (in an election) by candidate.

    `columns` is weight key -> yes, no, abstain, invalid; in an election `votes` is candidate -> votes, beside how many
    votes lay on valid, blank and invalid ballots. Numbers may be fractions, such as 3/5 of a head that was split.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    votes: Mapping[str, str] = field(default_factory=dict)
    valid: str = "0"
    blank: str = "0"
    invalid: str = "0"


@action("assemblies.record_hand_count", needs="assemblies.count")
def record_hand_count(*, actor: Actor, vote: UUID, sheet: Sheet) -> HandCountRecorded:
    """Write down what one counted as a teller; a sheet of one's own is replaced while the vote is open."""
    row = _by_hand(vote, actor)
    return _kept(row, actor, _as_stored(row, sheet))


@action("assemblies.confirm_hand_count", needs="assemblies.count")
def confirm_hand_count(*, actor: Actor, vote: UUID, teller: UUID) -> HandCountRecorded:
    """Confirm as a teller that one counted the same as another."""
    row = _by_hand(vote, actor)
    if teller == actor.person:
        refuse("own_count", _("Nobody confirms a count of their own."), to_do=_("Ask another teller."))
    other = HandCount.objects.filter(vote=row, teller=teller).first()
    if other is None:
        refuse_not_found()
    return _kept(row, actor, other.counts)


def _by_hand(vote: UUID, actor: Actor) -> Vote:
    row = taken(vote)
    if actor.person is None or str(actor.person) not in row.tellers:
        refuse_not_found()
    check_open(row)
    if row.method not in BY_HAND:
        refuse("not_by_hand", _("This vote is not counted by hand."))
    return row


def _kept(row: Vote, actor: Actor, counts: dict[str, Any]) -> HandCountRecorded:
    assert actor.person is not None
    HandCount.objects.update_or_create(
        vote=row, teller=actor.person, defaults={"counts": counts, "entered_at": actor.at}
    )
    agreeing = sum(found.counts == counts for found in HandCount.objects.filter(vote=row))
    return HandCountRecorded(row.public_id, actor.person, agreeing)


def _as_stored(row: Vote, sheet: Sheet) -> dict[str, Any]:
    """A sheet with its numbers in one form, so that equal counts are equal; refuses what is no count of this vote."""
    if row.election:
        if sheet.columns or set(sheet.votes) != set(row.candidates):
            refuse("sheet_incomplete", _("Each candidate has a number, be it zero."), to_do=_("Fill in all of them."))
        boxes = {name: _number(getattr(sheet, name)) for name in ("valid", "blank", "invalid")}
        return {"votes": {name: _number(sheet.votes[name]) for name in row.candidates}, **boxes}
    decision = rulebook_of(row.meeting).decisions[row.decision]
    asked = {part.weight for part in rulebook_of(row.meeting).majorities[decision.majority].parts}
    known = set(rule_of(row.meeting).weights)
    if sheet.votes or not asked <= set(sheet.columns) <= known:
        refuse(
            "sheet_incomplete",
            _("This vote is counted by: %(weights)s.") % {"weights": ", ".join(sorted(asked))},
            to_do=_("Fill in all of them."),
        )
    return {key: {name: _number(cells.get(name, "0")) for name in COLUMNS} for key, cells in sheet.columns.items()}


def _number(written: str) -> str:
    try:
        # A fraction takes exponents too, and a few letters of one would be a number without end.
        if not NUMBER.fullmatch(written.strip()):
            raise ValueError(written)
        number = Fraction(written.strip())
    except (ValueError, ZeroDivisionError):
        refuse("number_unreadable", _("A count is a number, such as 31 or 3/5."), to_do=_("Write it so."))
    if number < 0:
        refuse("number_negative", _("Nobody counts fewer votes than none."), to_do=_("Check the sheet."))
    return str(number)
