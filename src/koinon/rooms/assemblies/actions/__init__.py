"""What can be done with meetings, rolls, proxies, votes and minutes."""

from koinon.rooms.assemblies.actions.agenda import file_motion, rank_motion, supplement_agenda, support_item
from koinon.rooms.assemblies.actions.attendance import check_in, declare_conflict, leave
from koinon.rooms.assemblies.actions.casting import cast_vote
from koinon.rooms.assemblies.actions.convening import convene
from koinon.rooms.assemblies.actions.delegates import NamedDelegate, name_delegate
from koinon.rooms.assemblies.actions.hand import Sheet, confirm_hand_count, record_hand_count
from koinon.rooms.assemblies.actions.minutes import (
    complete_minutes,
    correct_minutes,
    draft_minutes,
    write_minutes,
)
from koinon.rooms.assemblies.actions.opening import close_meeting, open_meeting, state_quorum, take_up_item
from koinon.rooms.assemblies.actions.planning import (
    ItemDetails,
    MeetingDetails,
    cancel_meeting,
    name_chair,
    plan_meeting,
    set_agenda,
)
from koinon.rooms.assemblies.actions.proxies import accept_proxy, decline_proxy, give_proxy, revoke_proxy
from koinon.rooms.assemblies.actions.signing import approve_minutes, send_minutes, sign_minutes
from koinon.rooms.assemblies.actions.votes import Question, close_vote, elect, open_vote, resolve_tie, stop_and_repeat
from koinon.rooms.assemblies.actions.waiving import let_vote
from koinon.rooms.assemblies.actions.writing import WrittenQuestion, ask_in_writing

__all__ = [
    "ItemDetails",
    "MeetingDetails",
    "NamedDelegate",
    "Question",
    "Sheet",
    "WrittenQuestion",
    "accept_proxy",
    "approve_minutes",
    "ask_in_writing",
    "cancel_meeting",
    "cast_vote",
    "check_in",
    "close_meeting",
    "close_vote",
    "complete_minutes",
    "confirm_hand_count",
    "convene",
    "correct_minutes",
    "declare_conflict",
    "decline_proxy",
    "draft_minutes",
    "elect",
    "file_motion",
    "give_proxy",
    "leave",
    "let_vote",
    "name_chair",
    "name_delegate",
    "open_meeting",
    "open_vote",
    "plan_meeting",
    "rank_motion",
    "record_hand_count",
    "resolve_tie",
    "revoke_proxy",
    "send_minutes",
    "set_agenda",
    "sign_minutes",
    "state_quorum",
    "stop_and_repeat",
    "supplement_agenda",
    "support_item",
    "take_up_item",
    "write_minutes",
]
