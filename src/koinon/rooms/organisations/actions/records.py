"""Put organisations on record and keep the record right."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import (
    InvalidIdentifier,
    check_country,
    check_enterprise_number,
    check_iban,
    check_vat,
)
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.organisations import OrganisationChanged, OrganisationRecorded
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import one_line
from koinon.rooms.organisations.models import Identifier, Organisation

Scheme = Identifier.Scheme
ON_ONE_LINE = ("name", "short_name", "street", "postal_code", "city")


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """What an organisation's record says about who and where it is."""

    name: str
    country: str
    short_name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    language: str = "en"
    website: str = ""


@action("organisations.record_organisation", needs="organisations.keep")
def record_organisation(*, actor: Actor, details: OrganisationDetails, invented: bool = False) -> OrganisationRecorded:
    """Put an organisation on record."""
    checked = _checked(details)
    _check_unknown(checked, Organisation.objects.all())
    row = Organisation.objects.create(**_fields(checked), invented=invented, created_at=actor.at)
    return OrganisationRecorded(row.public_id)


@action("organisations.change_organisation", needs="organisations.keep_own", over="organisation")
def change_organisation(
    *, actor: Actor, organisation: UUID, details: OrganisationDetails, seen_version: int
) -> OrganisationChanged:
    """Correct an organisation's name, address or website."""
    checked = _checked(details)
    row = locked(Organisation.objects.all(), organisation, seen_version)
    if row.name != checked.name and not actor.may("organisations.keep"):
        refuse(
            "name_kept",
            _("A member's name is changed by the secretariat."),
            to_do=_("Write to us, with the decision that changed it."),
        )
    _check_unknown(checked, Organisation.objects.exclude(pk=row.pk))
    for field, value in _fields(checked).items():
        setattr(row, field, value)
    row.version += 1
    row.save()
    return OrganisationChanged(row.public_id)


@action("organisations.set_identifier", needs="organisations.keep_own", over="organisation")
def set_identifier(*, actor: Actor, organisation: UUID, scheme: str, value: str) -> OrganisationChanged:
    """Record an organisation's enterprise number, VAT number or bank account; an empty value removes it."""
    row = locked(Organisation.objects.all(), organisation)
    if scheme not in Scheme.values:
        refuse("scheme_unknown", _("There is no such kind of number."), to_do=_("Choose one of those offered."))
    kept = Identifier.objects.filter(organisation=row, scheme=scheme)
    if not value.strip():
        kept.delete()
        return OrganisationChanged(row.public_id)
    number = _checked_number(scheme, value, row.country)
    others = Identifier.objects.filter(scheme=scheme, value=number).exclude(organisation=row)
    if scheme != Scheme.IBAN and others.exists():
        refuse(
            "number_taken",
            _("Another organisation is on record with this number."),
            to_do=_("Check the number, or whether the organisation is on record twice."),
        )
    if not kept.update(value=number):
        Identifier.objects.create(organisation=row, scheme=scheme, value=number)
    return OrganisationChanged(row.public_id)


def _checked_number(scheme: str, value: str, country: str) -> str:
    try:
        if scheme == Scheme.IBAN:
            return check_iban(value)
        check = check_vat if scheme == Scheme.VAT else check_enterprise_number
        return check(value, country)
    except InvalidIdentifier as problem:
        refuse("number_invalid", problem.words, to_do=problem.suggestion or _("Check it against the register."))


def _checked(details: OrganisationDetails) -> OrganisationDetails:
    lines = {field: one_line(getattr(details, field)) for field in ON_ONE_LINE}
    if not lines["name"] or len(lines["name"]) > 200:
        refuse(
            "name_needed",
            _("An organisation needs a name of at most 200 characters."),
            to_do=_("Write the name."),
        )
    try:
        country = check_country(details.country)
    except InvalidIdentifier as problem:
        refuse("country_invalid", problem.words, to_do=problem.suggestion or _("Choose a country."))
    if details.website:
        try:
            URLValidator(schemes=["http", "https"])(details.website)
        except ValidationError:
            refuse("website_invalid", _("That is no web address."), to_do=_("Write it as https://example.org."))
    return replace(details, country=country, **lines)


def _check_unknown(details: OrganisationDetails, others: "QuerySet[Organisation]") -> None:
    if others.filter(name__iexact=details.name, country=details.country).exists():
        refuse(
            "organisation_known",
            _("An organisation of this name in this country is on record."),
            to_do=_("Use that record, or tell the two apart by name."),
        )


def _fields(details: OrganisationDetails) -> dict[str, str]:
    limits = {field.name: getattr(field, "max_length", None) for field in Organisation._meta.fields}
    return {name: getattr(details, name).strip()[: limits[name]] for name in details.__slots__}
