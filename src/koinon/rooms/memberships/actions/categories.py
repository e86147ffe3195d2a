"""Move a member to another category, from a day on, by a decision; the membership goes on."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.memberships import CategoryChanged, CategoryChangeDecided, CategoryChangeRevoked
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.memberships.courses import verdict_on
from koinon.rooms.memberships.models import CategoryChange, Membership
from koinon.rooms.memberships.rules import rules_of, running_membership
from koinon.statutes.rulebook.member_rules import Criterion


@action("memberships.change_category", needs="memberships.record", rule="eligibility")
def change_category(
    *, actor: Actor, membership: UUID, criterion: str, on: date, decision: DecisionReference
) -> CategoryChangeDecided:
    """Move a member to another category under one of its criteria, from a day on, by a recorded decision."""
    row = running_membership(membership)
    rulebook = rules_of(on, actor.today)
    rule = rulebook.criteria.get(criterion)
    if rule is None:
        refuse("criterion_unknown", _("The rulebook has no such criterion."), to_do=_("Choose one of its criteria."))
    _check(row, rule, on)
    change = CategoryChange.objects.create(
        membership=row,
        from_category=row.category,
        from_criterion=row.criterion,
        category=rule.category,
        criterion=criterion,
        on=on,
        decision=cited(decision, actor.today),
        verdict=verdict_on(rulebook, row.organisation, criterion, min(on, actor.today)).verdict,
        rulebook=rulebook.version,
    )
    row.changes_category = True
    row.save(update_fields=["changes_category"])
    if on <= actor.today:
        _apply(change, row, actor.today)
    organisation = row.organisation.public_id
    return CategoryChangeDecided(change.public_id, membership, organisation, rule.category, on, rulebook.version)


@action("memberships.revoke_category_change", needs="memberships.record")
def revoke_category_change(*, actor: Actor, change: UUID) -> CategoryChangeRevoked:
    """Take back a change of category that has not come yet."""
    row = locked(CategoryChange.objects.select_related("membership__organisation"), change)
    if row.applied_on is not None:
        refuse(
            "in_effect",
            _("The member is in that category already."),
            to_do=_("Record another change, by another decision."),
        )
    member = row.membership
    row.delete()
    return CategoryChangeRevoked(change, member.public_id, member.organisation.public_id)


@action("memberships.apply_category_change", needs="memberships.carry_out")
def apply_category_change(*, actor: Actor, change: UUID) -> CategoryChanged:
    """Put a member into the category that was decided for it, once the day has come."""
    row = locked(CategoryChange.objects.select_related("membership"), change)
    member = running_membership(row.membership.public_id)
    if row.applied_on is not None or row.on > actor.today:
        refuse("not_due", _("This change is not due now."))
    _apply(row, member, actor.today)
    return CategoryChanged(row.public_id, member.public_id, member.organisation.public_id, row.category)


def _check(row: Membership, rule: Criterion, on: date) -> None:
    if (rule.category, rule.key) == (row.category, row.criterion):
        refuse(
            "same_category",
            _("The member is in that category under that criterion already."),
            to_do=_("Choose another criterion."),
        )
    if on <= row.starts_on or (row.ends_on is not None and on > row.ends_on):
        refuse(
            "outside_the_membership",
            _("A member changes after its first day and not after its last."),
            to_do=_("Choose another day."),
        )
    others = CategoryChange.objects.filter(membership=row)
    if others.filter(applied_on=None).exists():
        refuse(
            "change_to_come",
            _("Another change of category is decided and has not come yet."),
            to_do=_("Take that one back first."),
        )
    if others.filter(on__gte=on).exists():
        refuse(
            "before_another_change",
            _("The member changed on that day or later already."),
            to_do=_("Choose a day after its last change."),
        )


def _apply(change: CategoryChange, row: Membership, today: date) -> None:
    change.applied_on = today
    change.save(update_fields=["applied_on"])
    row.category, row.criterion, row.version = change.category, change.criterion, row.version + 1
    row.save(update_fields=["category", "criterion", "version"])
