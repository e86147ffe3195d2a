"""What is known of organisations, limited to what the actor may see."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from koinon.core.actors import Actor
from koinon.rooms.organisations.models import Confederation, NameChange, Organisation, OrganisationFact


def visible_organisations(actor: Actor) -> "QuerySet[Organisation]":
    """The organisations this actor may see: all at the desk, one's own elsewhere."""
    if actor.may("organisations.see"):
        return Organisation.objects.all()
    return Organisation.objects.filter(public_id__in=actor.organisations("organisations.see"))


def facts_of(organisation: Organisation, on: date) -> dict[str, Any]:
    """The latest known value of each fact, as of a day."""
    return {key: row.value for key, row in known_facts(organisation, on).items()}


def known_facts(organisation: Organisation, on: date) -> dict[str, OrganisationFact]:
    """The latest record of each fact, as of a day, with its source."""
    rows = OrganisationFact.objects.filter(organisation=organisation, as_of_on__lte=on).order_by("as_of_on", "id")
    return {row.key: row for row in rows}


def facts_of_many(organisations: Iterable[int], keys: Iterable[str], on: date) -> dict[int, dict[str, Any]]:
    """The latest values of some facts for many organisations (by primary key), in one query."""
    rows = OrganisationFact.objects.filter(
        organisation_id__in=list(organisations), key__in=list(keys), as_of_on__lte=on
    ).order_by("as_of_on", "id")
    found: dict[int, dict[str, Any]] = {}
    for pk, key, value in rows.values_list("organisation_id", "key", "value"):
        found.setdefault(pk, {})[key] = value
    return found


def names_of(organisations: Iterable[UUID]) -> dict[str, str]:
    """The names of some organisations by public id as text, in one query."""
    rows = Organisation.objects.filter(public_id__in=list(organisations))
    return {str(public_id): name for public_id, name in rows.values_list("public_id", "name")}


def confederation() -> Confederation | None:
    """The confederation's own record; None before the house is set up."""
    return Confederation.objects.select_related("organisation").filter(id=1).first()


def name_of(organisation: UUID) -> str:
    """What an organisation is called, for letters and pages about one that is known already."""
    return Organisation.objects.filter(public_id=organisation).values_list("name", flat=True).first() or ""


def organisation_by_id(actor: Actor, public_id: UUID) -> Organisation | None:
    """One organisation, if the actor may see it."""
    return visible_organisations(actor).filter(public_id=public_id).prefetch_related("identifiers").first()


def names_due(today: date) -> "QuerySet[NameChange]":
    """The new names whose day has come and that are not on record yet."""
    return NameChange.objects.filter(applied_on=None, on__lte=today).order_by("on", "id")


def names_of_old(organisation: Organisation) -> "QuerySet[NameChange]":
    """How an organisation was called before, the latest change first; and a name that is to come."""
    return NameChange.objects.filter(organisation=organisation).select_related("decision").order_by("-on", "-id")
