"""VAT numbers and the numbers of national registers of enterprises, by python-stdnum.

Where stdnum knows all numbers a country gives to organisations, one that fails is refused. Elsewhere (Dutch
or Irish chambers, German registers of cooperatives, countries it does not know) only the shape is checked.
"""

import re
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _
from stdnum import get_cc_module
from stdnum.eu.vat import MEMBER_STATES
from stdnum.exceptions import ValidationError

from koinon.adapters.identifiers.errors import InvalidIdentifier

# The numbers an organisation may have in each country, all of them checked by stdnum.
_REGISTERS = {
    "AD": ("ad.nrt",),
    "AL": ("al.nipt",),
    "BE": ("be.vat",),
    "BG": ("bg.vat",),
    "CH": ("ch.uid",),
    "CZ": ("cz.dic",),
    "DK": ("dk.cvr",),
    "EE": ("ee.registrikood",),
    "ES": ("es.nif",),
    "FI": ("fi.ytunnus", "fi.associationid"),
    "FR": ("fr.siren",),
    "GR": ("gr.vat",),
    "HR": ("hr.oib",),
    "IS": ("is_.kennitala",),
    "IT": ("it.iva", "it.codicefiscale"),
    "LV": ("lv.pvn",),
    "MD": ("md.idno",),
    "ME": ("me.pib",),
    "MK": ("mk.edb",),
    "NO": ("no.orgnr",),
    "PT": ("pt.nif",),
    "RO": ("ro.cui",),
    "RS": ("rs.pib",),
    "SE": ("se.orgnr",),
    "SI": ("si.maticna", "si.ddv"),
    "TR": ("tr.vkn",),
    "UA": ("ua.edrpou",),
}

# Numbers without check digits that stand beside them: the French register of associations.
_ALSO = {"FR": r"W\d{9}"}


def check_vat(text: str, country: str) -> str:
    """Give a VAT number as its country writes it, in the EU with the country's prefix (EL for Greece)."""
    typed = _bare(text)
    if _prefix(country).lower() in {*MEMBER_STATES, "el"}:
        return _check_eu_vat(text, typed, _prefix(country))
    module = get_cc_module(country.lower(), "vat")
    if module is None:
        return _generic("vat", text)
    for candidate in (typed, typed.removeprefix(country)):
        try:
            return str(module.validate(candidate))
        except ValidationError:
            continue
    raise _refused("vat", text, country)


def check_enterprise_number(text: str, country: str) -> str:
    """Give the number under which a country's register keeps an enterprise, without dots and spaces."""
    modules = _REGISTERS.get(country)
    if modules is None:
        return _generic("enterprise_number", text)
    typed = _bare(text)
    if country in _ALSO and re.fullmatch(_ALSO[country], typed):
        return typed
    for name in modules:
        for candidate in (typed, typed.removeprefix(_prefix(country))):
            try:
                return str(_module(name).validate(candidate))
            except ValidationError:
                continue
    raise _refused("enterprise_number", text, country, _head_office(typed, country))


def _check_eu_vat(text: str, typed: str, prefix: str) -> str:
    number = typed.removeprefix(prefix)
    try:
        return prefix + str(_eu_module(prefix).validate(number)).removeprefix(prefix)
    except ValidationError:
        pass
    other = typed[:2]
    if other != prefix and other.lower() in {*MEMBER_STATES, "el"} and _eu_module(other).is_valid(typed[2:]):
        words = _("This VAT number is one of another country (%(prefix)s).") % {"prefix": other}
        raise InvalidIdentifier("vat", text, "other_country", words)
    raise _refused("vat", text, prefix)


def _eu_module(prefix: str) -> Any:
    country = {"EL": "gr", "XI": "gb"}.get(prefix, prefix.lower())
    return get_cc_module(country, "vat")


@cache
def _module(name: str) -> Any:
    return import_module(f"stdnum.{name}")


def _prefix(country: str) -> str:
    return "EL" if country == "GR" else country


def _bare(text: str) -> str:
    return re.sub(r"[\s./\-]", "", text).upper()


def _head_office(typed: str, country: str) -> str:
    """Offer the SIREN to whoever gave the SIRET of an establishment."""
    siret = country == "FR" and _module("fr.siret").is_valid(typed)
    return typed[:9] if siret else ""


def _generic(kind: str, text: str) -> str:
    """Accept what looks like a register's number: 4 to 30 letters, digits, separators; 3 digits at least."""
    typed = " ".join(text.split()).upper()
    if not re.fullmatch(r"[^\W_](?:[^\W_]|[ ./\-]){2,28}[^\W_]", typed) or len(re.findall(r"\d", typed)) < 3:
        raise _refused(kind, text, "")
    return typed


def _refused(kind: str, text: str, country: str, suggestion: str = "") -> InvalidIdentifier:
    words = {
        "vat": _("This is not a valid VAT number of this country; one character may be mistyped."),
        "enterprise_number": _("This is not a valid number of this country's register; one digit may be mistyped."),
    }[kind]
    return InvalidIdentifier(kind, text, "not_a_number" if not country else "wrong_number", words, suggestion)
