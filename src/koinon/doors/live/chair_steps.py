"""The steps that whoever presides takes with one press: what each asks for, the action it calls, what is said then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.live.chair_forms import (
    ChairVoteForm,
    ConflictPress,
    EndForm,
    ItemForm,
    LotForm,
    OpenForm,
    PressForm,
    PutForm,
    StopForm,
    VoteForm,
    new_key,
)
from koinon.doors.live.visit import Visit
from koinon.rooms.assemblies.actions import (
    Question,
    close_meeting,
    close_vote,
    declare_conflict,
    let_vote,
    open_meeting,
    open_vote,
    resolve_tie,
    state_quorum,
    stop_and_repeat,
    take_up_item,
)

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One press."""

    form: type[PressForm]
    take: Callable[[Visit, str, Given], object]
    said: Words


def _open(visit: Visit, key: str, given: Given) -> object:
    return open_meeting.once(key, actor=visit.actor, meeting=visit.meeting.public_id, **given)


def _quorum(visit: Visit, key: str, given: Given) -> object:
    return state_quorum.once(key, actor=visit.actor, meeting=visit.meeting.public_id)


def _take_up(visit: Visit, key: str, given: Given) -> object:
    return take_up_item.once(key, actor=visit.actor, item=given["item"])


def _put(visit: Visit, key: str, given: Given) -> object:
    return open_vote.once(key, actor=visit.actor, item=given["item"], question=Question(motion=given["motion"]))


def _close_vote(visit: Visit, key: str, given: Given) -> object:
    return close_vote.once(key, actor=visit.actor, vote=given["vote"])


def _stop(visit: Visit, key: str, given: Given) -> object:
    return stop_and_repeat.once(key, actor=visit.actor, vote=given["vote"], reason=given["reason"])


def _chair_votes(visit: Visit, key: str, given: Given) -> object:
    return resolve_tie.once(key, actor=visit.actor, vote=given["vote"], chair=given["chair"])


def _lot(visit: Visit, key: str, given: Given) -> object:
    return resolve_tie.once(key, actor=visit.actor, vote=given["vote"], chosen=tuple(given["chosen"]))


def _let_vote(visit: Visit, key: str, given: Given) -> object:
    return let_vote.once(key, actor=visit.actor, vote=given["vote"])


def _conflict(visit: Visit, key: str, given: Given) -> object:
    return declare_conflict.once(
        key, actor=visit.actor, item=given["item"], person=given["person"], words=given["words"]
    )


def _end(visit: Visit, key: str, given: Given) -> object:
    return close_meeting.once(key, actor=visit.actor, meeting=visit.meeting.public_id)


STEPS: Mapping[str, Step] = {
    "open": Step(OpenForm, _open, _("The meeting is open, and its roll is frozen.")),
    "quorum": Step(PressForm, _quorum, _("The quorum is stated for the record.")),
    "take-up": Step(ItemForm, _take_up, _("The meeting is at this item.")),
    "put": Step(PutForm, _put, _("The vote is open.")),
    "close-vote": Step(VoteForm, _close_vote, _("The vote is closed. This is its result.")),
    "stop": Step(StopForm, _stop, _("The vote was stopped and is open anew.")),
    "chair-votes": Step(ChairVoteForm, _chair_votes, _("The tie is resolved.")),
    "lot": Step(LotForm, _lot, _("The tie is resolved.")),
    "let-vote": Step(VoteForm, _let_vote, _("The member is on the roll with its votes.")),
    "conflict": Step(ConflictPress, _conflict, _("The interest is on record.")),
    "end": Step(EndForm, _end, _("The meeting is closed.")),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A button on a page that takes a step, with what it carries; its key belongs to this showing of it."""

    url: str
    label: Words
    kind: str = "quiet"
    values: Mapping[str, Any] = field(default_factory=dict)
    about: Words = ""
    small: bool = False
    key: str = field(default_factory=new_key)


def press(visit: Visit, step: str, label: Words, kind: str = "quiet", **values: UUID | str | None) -> Press:
    """The button of a step; `about` says to whoever only listens what it is about."""
    about = values.pop("about", "") or ""
    given = {name: value for name, value in values.items() if value}
    return Press(visit.url(f"chair-{step}"), label, kind, given, str(about))
