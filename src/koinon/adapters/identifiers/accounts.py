"""Bank accounts and banks: IBAN and BIC, by schwifty.

By the international rules only. The national tables of banks that python-stdnum knows refuse accounts that
exist, Belgian ones among them.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from schwifty import BIC, IBAN
from schwifty import exceptions as schwifty

from koinon.adapters.identifiers.errors import InvalidIdentifier

_IBAN_WORDS = {
    "no_such_country": gettext_noop("An IBAN begins with the two letters of its country; these are none."),
    "wrong_length": gettext_noop("This IBAN is too long or too short for its country."),
    "wrong_check_digits": gettext_noop("The digits of this IBAN do not agree with each other; one may be mistyped."),
    "not_an_iban": gettext_noop("This is not an IBAN. It looks like BE68 5390 0754 7034."),
}


def check_iban(text: str) -> str:
    """Give an IBAN without spaces, in capitals; its country's length and its check digits are right."""
    typed = "".join(c for c in text if not c.isspace() and c not in ".-").upper().removeprefix("IBAN")
    try:
        return str(IBAN(typed).compact)
    except schwifty.InvalidCountryCode:
        code = "no_such_country"
    except schwifty.InvalidLength:
        code = "wrong_length"
    except schwifty.InvalidChecksumDigits:
        code = "wrong_check_digits"
    except schwifty.SchwiftyException:
        code = "not_an_iban"
    raise InvalidIdentifier("iban", text, code, _(_IBAN_WORDS[code]))


def check_bic(text: str) -> str:
    """Give a BIC of 8 or 11 characters, in capitals; whether the bank exists is not asked."""
    typed = "".join(text.split()).upper()
    try:
        return str(BIC(typed).compact)
    except schwifty.SchwiftyException:
        words = _("This is not a BIC. It has 8 or 11 characters, with the country as the fifth and sixth: GKCCBEBB.")
        raise InvalidIdentifier("bic", text, "not_a_bic", words) from None
