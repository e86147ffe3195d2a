"""Admit members and end memberships, each by a recorded decision."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.memberships import MemberAdmitted, MembershipEnded
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.memberships.actions.ending import bring_to_an_end
from koinon.rooms.memberships.models import Membership, MembershipChange
from koinon.rooms.memberships.rules import rules_of
from koinon.rooms.organisations.models import Organisation
from koinon.statutes.transitions import MEMBERSHIP

ENDINGS = ("resign", "lapse")


@action("memberships.admit_member", needs="memberships.record", rule="eligibility")
def admit_member(
    *, actor: Actor, organisation: UUID, criterion: str, starts_on: date, decision: DecisionReference
) -> MemberAdmitted:
    """Admit an organisation under one of the rulebook's criteria, from a day, by a recorded decision."""
    # Members admitted before any rulebook stood are recorded under today's.
    rulebook = rules_of(starts_on, actor.today)
    rule = rulebook.criteria.get(criterion)
    if rule is None:
        refuse(
            "criterion_unknown",
            _("The rulebook has no such criterion."),
            to_do=_("Choose one of its criteria."),
        )
    row = locked(Organisation.objects.all(), organisation)
    if Membership.objects.filter(organisation=row).exclude(ends_on__lt=starts_on).exists():
        refuse(
            "already_member",
            _("This organisation is a member in that time already."),
            to_do=_("Look at its record; it is admitted once."),
        )
    event = "admit"
    membership = Membership.objects.create(
        organisation=row,
        category=rule.category,
        criterion=criterion,
        state=MEMBERSHIP.apply(MEMBERSHIP.initial, event),
        starts_on=starts_on,
        decision=cited(decision, actor.today),
        rulebook=rulebook.version,
    )
    MembershipChange.objects.create(
        membership=membership,
        event=event,
        from_state=MEMBERSHIP.initial,
        to_state=membership.state,
        on=starts_on,
        decision=membership.decision,
    )
    return MemberAdmitted(membership.public_id, organisation, rule.category, starts_on, rulebook.version)


@action("memberships.end_membership", needs="memberships.record")
def end_membership(
    *, actor: Actor, membership: UUID, event: str, ends_on: date, decision: DecisionReference
) -> MembershipEnded:
    """End a membership by resignation or lapse, on a day, by a recorded decision."""
    row = locked(Membership.objects.select_related("organisation"), membership)
    if event == "exclude":
        refuse(
            "excluded_otherwise",
            _("A member is excluded by a proceeding in which it is heard."),
            to_do=_("Open the proceeding, or record its decision there."),
        )
    if event not in ENDINGS:
        refuse("event_unknown", _("A membership does not end that way."), to_do=_("Choose how it ended."))
    bring_to_an_end(row, event, ends_on, cited(decision, actor.today))
    return MembershipEnded(row.public_id, row.organisation.public_id, event, ends_on)
