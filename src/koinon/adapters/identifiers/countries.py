"""Countries by ISO 3166 (pycountry), their names in the reader's language (Babel)."""

import unicodedata
from difflib import get_close_matches
from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from koinon.adapters.identifiers.errors import InvalidIdentifier

# What EU papers and mail addresses write where ISO 3166 has another code.
_USUAL_INSTEAD = {"EL": "GR", "UK": "GB"}
# Kosovo has no code of ISO's own; XK is what the EU institutions, banks and CLDR use.
_BESIDE_ISO = {"XK": "XKX"}

# Names that are still typed after the country took another.
_FORMER_NAMES = {"turkey": "TR", "macedonia": "MK"}

_UNKNOWN = gettext_noop("This is not a country we know. Give its name or its code of two letters.")


def check_country(text: str) -> str:
    """Give the two-letter ISO 3166 code of a country typed as a code (two or three letters) or in English.

    EL and UK are refused with the code that is meant; a country that no longer exists is refused with its
    end.
    """
    found = " ".join(text.split())
    code = found.upper()
    if code in _USUAL_INSTEAD:
        meant = _USUAL_INSTEAD[code]
        raise InvalidIdentifier(
            "country",
            text,
            "not_iso",
            _("The ISO code of this country is %(code)s.") % {"code": meant},
            meant,
        )
    known = _codes().get(code) or _english_names().get(found.casefold())
    if known:
        return known
    _refuse_historic(text, code)
    close = get_close_matches(found.casefold(), list(_english_names()), n=1, cutoff=0.75)
    suggestion = _english_names()[close[0]] if close else ""
    raise InvalidIdentifier("country", text, "unknown_country", _(_UNKNOWN), suggestion)


def country_name(code: str, language: str) -> str:
    """Give a country's name in a language, in English where that language has none, else the code itself."""
    names = _names(language)
    return names.get(code) or _names("en").get(code, code)


def country_choices(language: str) -> list[tuple[str, str]]:
    """Give (code, name) of all countries, in the order of their names: what a select box shows."""
    pairs = [(code, country_name(code, language)) for code in sorted(set(_codes().values()))]
    return sorted(pairs, key=lambda pair: _sortable(pair[1]))


def _sortable(name: str) -> str:
    # Österreich stands among the O, not after Z.
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _refuse_historic(text: str, code: str) -> None:
    for gone in pycountry.historic_countries:
        if code in {gone.alpha_4, getattr(gone, "alpha_2", None), getattr(gone, "alpha_3", None)}:
            raise InvalidIdentifier(
                "country",
                text,
                "historic_country",
                _("%(name)s was withdrawn from the list of countries in %(year)s.")
                % {"name": gone.name, "year": str(gone.withdrawal_date)[:4]},
            )


@cache
def _codes() -> dict[str, str]:
    codes = {country.alpha_2: country.alpha_2 for country in pycountry.countries}
    codes |= {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    return codes | {code: code for code in _BESIDE_ISO} | {three: two for two, three in _BESIDE_ISO.items()}


@cache
def _english_names() -> dict[str, str]:
    current = set(_codes().values())
    names = {name.casefold(): code for code, name in _names("en").items() if code in current} | _FORMER_NAMES
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name"):
            if hasattr(country, attribute):
                names[getattr(country, attribute).casefold()] = country.alpha_2
    return names


@cache
def _names(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}
