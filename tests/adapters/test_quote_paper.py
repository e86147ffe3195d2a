"""The quote as a PDF: every line of the fee, how long it holds, and that it claims nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from koinon.adapters.pdf import ExplanationLine, IncompletePaper, Recipient, render_quote
from tests.adapters.papers import QUOTE, open_pdf, text_of


@pytest.mark.parametrize(
    "words",
    [
        "COIN",
        "Federacja Spółdzielni Pracy",
        "Anna Zielińska",
        "Date 14 April 2026",
        "Valid until 13 June 2026",
        "Quote: membership fee 2026",
        "Full member",
        "It is the fee of a whole year.",
        "A quote is not an invoice: nothing is owed on it",
        "How many cooperatives are affiliated? 252",
        "What is their turnover? €540,000,000",
        "201–500",
        "€1,450.00",
        "€500m–€1bn",
        "€2,000.00",
        "Fee for 2026 €3,450.00",
        "Rulebook COIN, in force since 1 January 2026 · version be04784",
        "Page 1 of 1",
    ],
)
def test_a_quote_says_everything_it_must(words: str) -> None:
    assert words in text_of(render_quote(QUOTE))


def test_a_quote_asks_for_nothing() -> None:
    text = text_of(render_quote(QUOTE))
    for words in ("How to pay", "IBAN", "BE68", "Due on", "Reference"):
        assert words not in text


def test_the_month_of_joining_is_named() -> None:
    part = ExplanationLine(
        "Year of joining",
        Decimal("-2300.00"),
        Decimal(4),
        kind="pro_rata",
        upper=Decimal(12),
    )
    paper = replace(
        QUOTE, member_from=date(2026, 9, 1), explanation=(*QUOTE.explanation, part), total=Decimal("1150.00")
    )
    text = text_of(render_quote(paper))
    assert "Joining in September 2026" in text
    assert "4 of 12" in text
    assert "€1,150.00" in text
    assert "whole year" not in text


def test_an_illustrative_quote_says_so_on_every_page() -> None:
    lines = tuple(ExplanationLine(f"Part {number}", Decimal(1), illustrative=True) for number in range(70))
    paper = replace(QUOTE, explanation=lines, total=Decimal(70), illustrative=True, invented=True)
    pages = [page.extract_text() for page in open_pdf(render_quote(paper)).pages]
    assert len(pages) > 1
    assert all("Illustrative — these amounts have not been published" in page for page in pages)
    assert all("Tranche or rate" in page for page in pages[:2])
    assert f"Page 2 of {len(pages)}" in " ".join(pages[1].split())
    assert "invented" in pages[-1]


def test_a_real_quote_bears_no_illustrative_mark() -> None:
    lines = tuple(replace(line, illustrative=False) for line in QUOTE.explanation)
    assert "llustrative" not in text_of(render_quote(replace(QUOTE, explanation=lines)))


def test_without_a_recipient_it_is_for_whoever_reckons() -> None:
    text = text_of(render_quote(replace(QUOTE, recipient=None)))
    assert "Federacja" not in text
    assert "Rue du Commun 7 · " not in text
    assert "€3,450.00" in text


@pytest.mark.parametrize(
    "name",
    [
        "Πανελλήνια Ομοσπονδία Συνεταιρισμών Εργασίας " * 4,
        "Национален съюз на трудово-производителните кооперации " * 4,
        "اتحاد تعاونيات العمل والإنتاج والخدمات " * 4,
        "N" * 200,
    ],
)
def test_long_names_in_any_script_leave_the_rest_in_its_place(name: str) -> None:
    content = render_quote(replace(QUOTE, recipient=Recipient(name.strip(), ("Poland",), attention="x" * 120)))
    assert "Fee for 2026 €3,450.00" in text_of(content)
    assert "Page 1 of 1" in text_of(content)
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_the_same_quote_gives_the_same_bytes_in_any_thread() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(render_quote, [QUOTE] * 8))) == 1


def test_the_pdf_is_tagged_titled_and_claims_its_standards() -> None:
    with pikepdf.open(BytesIO(render_quote(QUOTE))) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert metadata["dc:title"] == "Quote: membership fee 2026"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfuaid:part"] == "1"


def test_nothing_is_smaller_than_eight_and_a_half_points() -> None:
    sizes: set[float] = set()

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3] * cm[3]), 2))

    for page in open_pdf(render_quote(replace(QUOTE, illustrative=True, invented=True))).pages:
        page.extract_text(visitor_text=visit)
    assert min(sizes) == 8.5


def test_quotes_that_are_not_complete_are_refused() -> None:
    for paper in (
        replace(QUOTE, total=Decimal("3450.01")),
        replace(QUOTE, valid_until=date(2026, 4, 13)),
        replace(QUOTE, written_at=datetime(2026, 4, 14)),
    ):
        with pytest.raises(IncompletePaper):
            render_quote(paper)
