"""Countries, accounts, tax and enterprise numbers, e-mail addresses: checked by libraries, never by guess.

Each check gives the value in its one normal form or raises `InvalidIdentifier` with words for whoever typed
it.
"""

from koinon.adapters.identifiers.accounts import check_bic, check_iban
from koinon.adapters.identifiers.countries import check_country, country_choices, country_name
from koinon.adapters.identifiers.emails import check_email
from koinon.adapters.identifiers.errors import InvalidIdentifier
from koinon.adapters.identifiers.registers import check_enterprise_number, check_vat

__all__ = [
    "InvalidIdentifier",
    "check_bic",
    "check_country",
    "check_email",
    "check_enterprise_number",
    "check_iban",
    "check_vat",
    "country_choices",
    "country_name",
]
