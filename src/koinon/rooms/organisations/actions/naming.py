"""Give an organisation another name from a day on; the name before is kept, and what bears it stays as it is."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.organisations import NameChangeRevoked, OrganisationRenamed
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import one_line
from koinon.rooms.organisations.models import NameChange, Organisation

LONGEST_NAME, LONGEST_SHORT_NAME = 200, 60


@action("organisations.rename_organisation", needs="organisations.keep")
def rename_organisation(
    *, actor: Actor, organisation: UUID, name: str, short_name: str, on: date, decision: DecisionReference
) -> OrganisationRenamed:
    """Record the new name of an organisation, from a day on, by the decision that it took."""
    row = locked(Organisation.objects.all(), organisation)
    new, short = one_line(name), one_line(short_name)
    _check_names(row, new, short)
    changes = NameChange.objects.filter(organisation=row)
    if changes.filter(applied_on=None).exists():
        refuse("name_to_come", _("Another new name has not come into use yet."), to_do=_("Take that one back first."))
    if changes.filter(on__gte=on).exists():
        refuse(
            "before_another_name",
            _("It took its present name on that day or later."),
            to_do=_("Choose a day after that."),
        )
    change = NameChange.objects.create(
        organisation=row,
        old_name=row.name,
        old_short_name=row.short_name,
        name=new,
        short_name=short,
        on=on,
        decision=cited(decision, actor.today),
    )
    if on <= actor.today:
        _apply(change, row, actor.today)
    return OrganisationRenamed(change.public_id, row.public_id, on)


@action("organisations.revoke_name_change", needs="organisations.keep")
def revoke_name_change(*, actor: Actor, change: UUID) -> NameChangeRevoked:
    """Take back a new name before its day."""
    row = locked(NameChange.objects.select_related("organisation"), change)
    if row.applied_on is not None:
        refuse("in_effect", _("It bears that name already."), to_do=_("Record another name, from a later day."))
    organisation = row.organisation.public_id
    row.delete()
    return NameChangeRevoked(change, organisation)


@action("organisations.apply_name_change", needs="organisations.carry_out")
def apply_name_change(*, actor: Actor, change: UUID) -> OrganisationRenamed:
    """Put a new name on the record, once its day has come."""
    row = locked(NameChange.objects.select_related("organisation"), change)
    if row.applied_on is not None or row.on > actor.today:
        refuse("not_due", _("This name is not due now."))
    organisation = locked(Organisation.objects.all(), row.organisation.public_id)
    _check_free(organisation, row.name)
    _apply(row, organisation, actor.today)
    return OrganisationRenamed(row.public_id, organisation.public_id, row.on)


def _check_names(row: Organisation, name: str, short_name: str) -> None:
    if not name or len(name) > LONGEST_NAME or len(short_name) > LONGEST_SHORT_NAME:
        refuse(
            "name_needed",
            _("A name has at most 200 characters, a short name at most 60."),
            to_do=_("Write the name."),
        )
    if (name, short_name) == (row.name, row.short_name):
        refuse("same_name", _("It has that name already."), to_do=_("Write the new one."))
    _check_free(row, name)


def _check_free(row: Organisation, name: str) -> None:
    others = Organisation.objects.exclude(pk=row.pk).filter(name__iexact=name, country=row.country)
    if others.exists():
        refuse(
            "organisation_known",
            _("An organisation of this name in this country is on record."),
            to_do=_("Tell the two apart by name."),
        )


def _apply(change: NameChange, row: Organisation, today: date) -> None:
    change.applied_on = today
    change.save(update_fields=["applied_on"])
    row.name, row.short_name, row.version = change.name, change.short_name, row.version + 1
    row.save(update_fields=["name", "short_name", "version"])
