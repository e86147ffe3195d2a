"""Members become one: the successor is named, the others end, and nobody speaks for it who has not agreed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.memberships import MembersMerged
from koinon.core.refusals import refuse
from koinon.rooms.memberships.actions.ending import bring_to_an_end
from koinon.rooms.memberships.models import Membership, Merger
from koinon.rooms.memberships.queries import running_on
from koinon.rooms.memberships.rules import running_membership
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.actions import end_mandate, name_for_organisation
from koinon.rooms.people.models import Mandate

A_DAY = timedelta(days=1)
# `carry`: the person has agreed to the same role at the successor. `keep`: the role stays where it is, so that
# somebody still sees what the absorbed organisation owes. Without a word a role ends with the membership.
Fate = Literal["end", "carry", "keep"]


@action("memberships.merge_member", needs="memberships.record")
def merge_member(
    *,
    actor: Actor,
    membership: UUID,
    successor: UUID,
    on: date,
    decision: DecisionReference,
    mandates: Mapping[str, Fate],
) -> MembersMerged:
    """Let a member become part of another from a day on: it ends the day before; its history points to the successor.

    `mandates` says by public id what becomes of each role over it. What it was invoiced, it goes on owing.
    """
    row = running_membership(membership)
    heir = _successor(row, successor, on)
    merger = Merger.objects.create(absorbed=row, successor=heir, on=on, decision=cited(decision, actor.today))
    _hand_on(actor, row, heir, on, mandates)
    bring_to_an_end(row, "merge", on - A_DAY, merger.decision)
    return MembersMerged(merger.public_id, row.public_id, row.organisation.public_id, heir.public_id, on)


def _successor(row: Membership, successor: UUID, on: date) -> Organisation:
    heir = Organisation.objects.filter(public_id=successor).first()
    if heir is None or heir.pk == row.organisation_id:
        refuse("successor_unknown", _("That organisation cannot be the successor."), to_do=_("Choose another one."))
    if on <= row.starts_on:
        refuse("dates_reversed", _("The merger lies before the membership."), to_do=_("Choose a later day."))
    if not running_on(Membership.objects.filter(organisation=heir, state="admitted"), on).exists():
        refuse(
            "successor_not_member",
            _("The successor is no member on that day."),
            to_do=_("Admit it from that day first, by the same decision."),
        )
    return heir


def _hand_on(actor: Actor, row: Membership, heir: Organisation, on: date, fates: Mapping[str, Fate]) -> None:
    held = Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject=row.organisation.public_id)
    known = {str(mandate.public_id): mandate for mandate in held.exclude(ends_on__lt=on).select_related("person")}
    if unknown := set(fates) - set(known):
        refuse(
            "mandate_unknown",
            _("%(count)s of the roles named are not held any more.") % {"count": len(unknown)},
            to_do=_("Look at who speaks for it now, and decide again."),
        )
    for key, mandate in known.items():
        fate = fates.get(key, "end")
        if fate == "keep":
            continue
        if fate == "carry":
            _carry(actor, mandate, heir, on)
        end_mandate(actor=actor, mandate=mandate.public_id, ends_on=max(on - A_DAY, mandate.starts_on))


def _carry(actor: Actor, mandate: Mandate, heir: Organisation, on: date) -> None:
    """The same role at the successor, unless the person holds it there already."""
    there = Mandate.objects.filter(
        person=mandate.person, over=Mandate.Over.ORGANISATION, subject=heir.public_id, role=mandate.role
    )
    if there.exclude(ends_on__lt=on).exists():
        return
    name_for_organisation(
        actor=actor,
        person=mandate.person.public_id,
        organisation=heir.public_id,
        role=mandate.role,
        starts_on=max(on, mandate.starts_on),
        ends_on=mandate.ends_on,
    )
