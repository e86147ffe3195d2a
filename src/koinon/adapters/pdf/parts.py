"""The parts that papers share, as their templates read them: head, address, account, foot.

Each function gives words in the language that is active when it is called.
"""

from collections.abc import Sequence
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from koinon.adapters.pdf import formats
from koinon.adapters.pdf.paper import ExplanationLine, Issuer, Recipient


def frame(issuer: Issuer, locale: Locale) -> dict[str, Any]:
    """Give what surrounds every paper of the confederation: head, foot, and the words between."""
    return {
        "language": locale.language,
        "author": issuer.name,
        "letterhead": _letterhead(issuer),
        "return_line": " · ".join([issuer.short_name or issuer.name, *issuer.address]),
        "footer": _footer(issuer),
        "page_of": _("Page {page} of {pages}"),
    }


def recipient(to: Recipient) -> dict[str, Any]:
    """Give the lines in the envelope's window."""
    return {"name": to.name, "lines": [line for line in (to.attention, *to.address) if line]}


def explanation_lines(lines: Sequence[ExplanationLine], currency: str, locale: Locale) -> list[dict[str, str]]:
    """Give the steps of an account: what, on which figure, read how, and what it comes to."""
    return [
        {
            "label": line.label,
            "basis": formats.basis(line, currency, locale),
            "tranche": formats.tranche(line, currency, locale),
            "amount": formats.money(line.amount, currency, locale),
            "mark": _("illustrative") if line.illustrative else "",
        }
        for line in lines
    ]


def explanation_columns() -> list[str]:
    """Give the heads over the steps of an account."""
    return [_("Part"), _("Figure"), _("Tranche or rate"), _("Amount")]


def _letterhead(issuer: Issuer) -> dict[str, Any]:
    name, short = issuer.name, issuer.short_name
    return {
        "name": short or name,
        "long_name": name if short and short != name else "",
        "mark_alt": _("Mark of %(name)s") % {"name": short or name},
        "contact": [line for line in (*issuer.address, issuer.email, issuer.phone) if line],
    }


def _footer(issuer: Issuer) -> str:
    enterprise = (
        _("Enterprise number %(number)s") % {"number": issuer.enterprise_number} if issuer.enterprise_number else ""
    )
    return " · ".join(part for part in (issuer.name, enterprise) if part)
