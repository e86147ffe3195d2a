"""Quotes: what membership would cost in a year, from plain values to a PDF that claims nothing."""

from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_skeleton
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koinon.adapters.pdf import formats, parts
from koinon.adapters.pdf.engine import render
from koinon.adapters.pdf.paper import IncompletePaper, QuotePaper


def render_quote(paper: QuotePaper) -> bytes:
    """Give the PDF of a quote; the same paper gives the same bytes."""
    _check(paper)
    return render("quote.typ", document_of(paper), written_at=paper.written_at)


def document_of(paper: QuotePaper) -> dict[str, Any]:
    """Give everything the template prints, said in the paper's language."""
    locale = formats.locale_of(paper.language)
    with translation.override(paper.language):
        return {
            **parts.frame(paper.issuer, locale),
            "title": _("Quote: membership fee %(year)s") % {"year": paper.year},
            "subtitle": paper.category,
            "banner": _("Illustrative — these amounts have not been published") if paper.illustrative else "",
            "recipient": parts.recipient(paper.recipient) if paper.recipient else None,
            "facts": _facts(paper, locale),
            "lead": _lead(paper, locale),
            "figures": {"title": _("What it is based on"), "pairs": list(paper.figures)},
            "table": {
                "title": _("How this amount was computed"),
                "columns": parts.explanation_columns(),
                "lines": parts.explanation_lines(paper.explanation, paper.currency, locale),
                "total": [
                    _("Fee for %(year)s") % {"year": paper.year},
                    formats.money(paper.total, paper.currency, locale),
                ],
            },
            "rulebook": paper.rulebook,
            "notes": _notes(paper),
        }


def _check(paper: QuotePaper) -> None:
    if sum((line.amount for line in paper.explanation), Decimal(0)) != paper.total:
        raise IncompletePaper(f"the lines of a quote do not add up to {paper.total}")
    if paper.valid_until < paper.made_on:
        raise IncompletePaper("a quote cannot have expired before it is made")
    if paper.written_at.tzinfo is None:
        raise IncompletePaper("written_at needs a time zone")


def _facts(paper: QuotePaper, locale: Locale) -> list[tuple[str, str]]:
    pairs = [
        (pgettext("of a letter", "Date"), formats.day(paper.made_on, locale)),
        (_("Valid until"), formats.day(paper.valid_until, locale)),
        (_("Year"), str(paper.year)),
    ]
    if paper.member_from:
        pairs.append((_("Joining in"), format_skeleton("yMMMM", paper.member_from, locale=locale)))
    return pairs


def _lead(paper: QuotePaper, locale: Locale) -> list[str]:
    words = {"year": paper.year, "until": formats.day(paper.valid_until, locale)}
    said = [_("This is what membership would cost in %(year)s, reckoned from the figures given below.") % words]
    if paper.member_from is None:
        said.append(_("It is the fee of a whole year."))
    said.append(_("The quote is valid until %(until)s, as long as the figures are as given.") % words)
    # What it is not stands in a paragraph of its own: it must not be overlooked.
    return [" ".join(said), _("A quote is not an invoice: nothing is owed on it, and it admits nobody as a member.")]


def _notes(paper: QuotePaper) -> list[str]:
    said = []
    if paper.invented:
        said.append(_("The organisation named here is invented; this paper was made to show how Koinon works."))
    if paper.illustrative:
        said.append(_("Illustrative amounts stand in for amounts that have not been published."))
    if paper.illustrative_issuer:
        said.append(_("The address of %(name)s on this paper is illustrative.") % {"name": paper.issuer.name})
    return said
