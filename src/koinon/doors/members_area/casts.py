"""Who cast what in a vote by names, once it is closed: every member may read it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from koinon.doors.members_area.meeting_agenda import VIA
from koinon.doors.members_area.meeting_visit import MeetingVisit
from koinon.doors.shared import vote_accounts, words
from koinon.rooms.assemblies.halls import weights_from
from koinon.rooms.assemblies.models import Ballot, RollLine, Vote
from koinon.rooms.assemblies.represented import votes_of
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.vote_words import number_text

BY_NAMES = (Vote.Method.OPEN, Vote.Method.WRITTEN)


def closed_vote(at: MeetingVisit, vote: UUID) -> Vote | None:
    """A vote of the meeting that is closed and was held by names; of any other nobody learns who cast what."""
    return votes_of(at.meeting).filter(public_id=vote, state="closed", method__in=BY_NAMES).first()


def cast_table(at: MeetingVisit, vote: Vote) -> dict[str, Any]:
    """What each member cast, by whom, with how many votes, as a table; and the account of the result."""
    ballots = list(Ballot.objects.filter(vote=vote).order_by("place"))
    people = {ballot.person for ballot in ballots} | vote_accounts.candidate_ids([vote])
    names = {str(person): name for person, name in names_of(people).items()}
    members = dict(RollLine.objects.filter(roll__meeting=at.meeting).values_list("member", "name"))
    keys = list(rulebook_of(at.meeting).meetings[at.meeting.body].weights)
    rows = sorted((_row(ballot, members, names, keys, at.member) for ballot in ballots), key=lambda row: row[0]["text"])
    weights = [{"label": words.say(rulebook_of(at.meeting).weights[key].label), "numeric": True} for key in keys]
    first = _("Name") if at.visit is None else _("Member")
    return {
        "vote": vote,
        "account": vote_accounts.vote_account(vote, names),
        "columns": [{"label": first}, {"label": _("Cast")}, {"label": _("By")}, *weights],
        "rows": rows,
    }


def _row(
    ballot: Ballot, members: Mapping[UUID, str], names: Mapping[str, str], keys: Sequence[str], own: UUID
) -> list[Any]:
    held = weights_from(ballot.weights)
    chosen = vote_accounts.choice_words(ballot.choice, tuple(names.get(name, name) for name in ballot.names))
    return [
        {"text": members.get(ballot.member, ""), "detail": _("you") if ballot.member == own else ""},
        chosen,
        {"text": names.get(str(ballot.person), ""), "detail": str(VIA.get(ballot.via, ""))},
        *(number_text(held[key]) if key in held else "–" for key in keys),
    ]
