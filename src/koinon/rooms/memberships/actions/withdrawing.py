"""A member gives notice, thinks again, or leaves when its notice takes effect."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.memberships import MembershipEnded, WithdrawalNoticeGiven, WithdrawalNoticeTakenBack
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words, one_line
from koinon.rooms.memberships.actions.ending import bring_to_an_end
from koinon.rooms.memberships.models import Membership, WithdrawalNotice
from koinon.rooms.memberships.rules import organisation_of_membership, rules_of, running_membership
from koinon.statutes.inputs import InputError
from koinon.statutes.leaving import NOTICE, Withdrawal, withdrawal

Way = WithdrawalNotice.Way


@action("memberships.give_notice", needs="memberships.leave", over=organisation_of_membership, rule="withdrawal")
def give_notice(*, actor: Actor, membership: UUID, last_day: date, words: str = "") -> WithdrawalNoticeGiven:
    """Give notice of withdrawal today; it takes effect on the day that the rulebook says, which was seen before."""
    row = running_membership(membership)
    found = _reckoned(actor, actor.today)
    if found.last_day != last_day:
        refuse(
            "another_last_day",
            _("Given today, the notice takes effect on %(day)s.") % {"day": day_in_words(found.last_day)},
            to_do=_("Look at the day and decide again."),
        )
    return _noticed(actor, row, found, Way.AREA, words)


@action("memberships.record_notice", needs="memberships.record", rule="withdrawal")
def record_notice(*, actor: Actor, membership: UUID, received_on: date, words: str = "") -> WithdrawalNoticeGiven:
    """Record a member's letter of withdrawal; what counts is the day on which it was received."""
    row = running_membership(membership)
    if received_on > actor.today:
        refuse(
            "received_in_future",
            _("A letter cannot have come on a day to come."),
            to_do=_("Write the day on which it was received."),
        )
    if received_on < row.starts_on:
        refuse(
            "before_the_membership",
            _("The membership began after that day."),
            to_do=_("Write the day on which the letter was received."),
        )
    return _noticed(actor, row, _reckoned(actor, received_on), Way.LETTER, words)


def organisation_of_notice(*, notice: UUID, **_inputs: Any) -> UUID | None:
    """Whose notice it is."""
    rows = WithdrawalNotice.objects.filter(public_id=notice)
    return rows.values_list("membership__organisation__public_id", flat=True).first()


@action("memberships.take_back_notice", needs="memberships.leave", over=organisation_of_notice)
def take_back_notice(*, actor: Actor, notice: UUID) -> WithdrawalNoticeTakenBack:
    """Take a notice back before it takes effect: the membership goes on as if it had not been given."""
    row = locked(WithdrawalNotice.objects.all(), notice)
    member = locked(Membership.objects.select_related("organisation"), row.membership.public_id)
    if not NOTICE.allows(row.state, "take_back") or row.last_day < actor.today:
        refuse(
            "too_late_to_take_back",
            _("This notice is in effect, or was taken back before."),
            to_do=_("To be a member again, apply anew."),
        )
    if Membership.objects.filter(organisation=member.organisation, starts_on__gt=row.last_day).exists():
        refuse("already_member", _("Another membership begins after this one."), to_do=_("Look at its record."))
    row.state, row.closed_on, row.version = NOTICE.apply(row.state, "take_back"), actor.today, row.version + 1
    row.save(update_fields=["state", "closed_on", "version"])
    member.ends_on, member.version = None, member.version + 1
    member.save(update_fields=["ends_on", "version"])
    return WithdrawalNoticeTakenBack(row.public_id, member.public_id, member.organisation.public_id)


@action("memberships.let_notice_take_effect", needs="memberships.carry_out")
def let_notice_take_effect(*, actor: Actor, notice: UUID) -> MembershipEnded:
    """End the membership of a member whose notice has run out: its last day is over."""
    row = locked(WithdrawalNotice.objects.all(), notice)
    member = locked(Membership.objects.select_related("organisation"), row.membership.public_id)
    if not NOTICE.allows(row.state, "take_effect") or row.last_day >= actor.today:
        refuse("not_due", _("This notice does not take effect now."))
    row.state, row.closed_on, row.version = NOTICE.apply(row.state, "take_effect"), row.last_day, row.version + 1
    row.save(update_fields=["state", "closed_on", "version"])
    bring_to_an_end(member, "resign", row.last_day, None)
    return MembershipEnded(member.public_id, member.organisation.public_id, "resign", row.last_day)


def _reckoned(actor: Actor, received_on: date) -> Withdrawal:
    try:
        return withdrawal(rules_of(received_on, actor.today), received_on)
    except InputError:
        refuse(
            "no_rule_on_leaving",
            _("The rulebook does not say with which notice a member leaves."),
            to_do=_("Write to the secretariat; the membership ends by a recorded decision."),
        )


def _noticed(actor: Actor, row: Membership, found: Withdrawal, way: Way, words: str) -> WithdrawalNoticeGiven:
    if WithdrawalNotice.objects.filter(membership=row, state=NOTICE.initial).exists():
        refuse("noticed_already", _("Notice was given already."), to_do=_("Take it back first, or wait for its day."))
    notice = WithdrawalNotice.objects.create(
        membership=row,
        way=way,
        received_on=found.received_on,
        last_day=found.last_day,
        words=one_line(words)[:300],
        account=found.as_data(),
        state=NOTICE.initial,
        recorded_at=actor.at,
        recorded_by=actor.person,
        rulebook=found.rulebook.version,
    )
    row.ends_on, row.version = found.last_day, row.version + 1
    row.save(update_fields=["ends_on", "version"])
    organisation = row.organisation.public_id
    return WithdrawalNoticeGiven(notice.public_id, row.public_id, organisation, found.last_day, notice.rulebook)
