"""What can be done with memberships."""

from koinon.rooms.memberships.actions.life import admit_member, end_membership

__all__ = ["admit_member", "end_membership"]
