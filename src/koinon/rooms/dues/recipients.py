"""To whom an invoice is addressed, as it stood on the day of issue."""

from koinon.adapters.identifiers import country_name
from koinon.rooms.organisations.models import Organisation


def recipient_of(organisation: Organisation) -> dict[str, object]:
    """Name and address lines, kept with the invoice so that a later move does not change it."""
    town = " ".join(part for part in (organisation.postal_code, organisation.city) if part)
    lines = [organisation.street, town, country_name(organisation.country, organisation.language)]
    return {
        "name": organisation.name,
        "lines": [line for line in lines if line],
        "language": organisation.language,
        "invented": organisation.invented,
    }
