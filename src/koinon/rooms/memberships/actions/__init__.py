"""What can be done with memberships."""

from koinon.rooms.memberships.actions.categories import (
    apply_category_change,
    change_category,
    revoke_category_change,
)
from koinon.rooms.memberships.actions.excluding import (
    drop_exclusion,
    exclude_member,
    invite_to_be_heard,
    open_exclusion,
    record_hearing,
    send_statement,
)
from koinon.rooms.memberships.actions.life import admit_member, end_membership
from koinon.rooms.memberships.actions.merging import merge_member
from koinon.rooms.memberships.actions.withdrawing import (
    give_notice,
    let_notice_take_effect,
    record_notice,
    take_back_notice,
)

__all__ = [
    "admit_member",
    "apply_category_change",
    "change_category",
    "drop_exclusion",
    "end_membership",
    "exclude_member",
    "give_notice",
    "invite_to_be_heard",
    "let_notice_take_effect",
    "merge_member",
    "open_exclusion",
    "record_hearing",
    "record_notice",
    "revoke_category_change",
    "send_statement",
    "take_back_notice",
]
