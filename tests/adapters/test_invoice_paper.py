"""The invoice as a PDF: what it says, where it says it, and that nothing in it can be more than text."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.adapters.payments import Transfer, epc_payload
from koinon.adapters.pdf import IncompletePaper, PaperLine, Recipient, render_invoice
from koinon.adapters.pdf.engine import PaperNotRendered, render
from koinon.adapters.pdf.invoice import document_of
from tests.adapters.papers import CREDIT_NOTE, INVOICE, ISSUER, RECEIPT, REMINDER, open_pdf, text_of

HOSTILE = '#import "x.typ": * $x^2$ \\ "]); #panic("no") */ // `raw` <label> @ref *bold* _it_'
MM = 72 / 25.4


@pytest.mark.parametrize(
    "words",
    [
        "Invoice 2026-00012",
        "Membership fee 2026",
        "14 April 2026",
        "31 May 2026",
        "Federacja Spółdzielni Pracy",
        "00-848 Warszawa",
        "252 affiliated cooperatives",
        "€1,450.00",
        "€3,450.00",
        "201–500",
        "€540,000,000",
        "€500m–€1bn",
        "Rulebook COIN, in force since 1 January 2026",
        "BE68 5390 0754 7034",
        "GKCCBEBB",
        INVOICE.structured_reference,
        "Exempt from VAT",
        "Enterprise number BE 0403.019.261",
        "Page 1 of 1",
    ],
)
def test_an_invoice_says_everything_it_must(words: str) -> None:
    assert words in text_of(render_invoice(INVOICE))


def test_a_credit_note_names_what_it_cancels_and_asks_for_nothing() -> None:
    text = text_of(render_invoice(CREDIT_NOTE))
    assert "This credit note cancels invoice 2026-00012 of 14 April 2026." in text
    assert "turnover declared in millions" in text
    assert "Credited" in text
    assert "How to pay" not in text


def test_a_reminder_asks_for_what_is_open_and_says_what_follows() -> None:
    text = text_of(render_invoice(REMINDER))
    assert "€2,450.00 of invoice 2026-00012, due on 31 May 2026, is still to be paid." in text
    assert "Please pay it by 4 July 2026." in text
    assert "The vote is suspended until it is paid." in text
    assert "Paid so far €1,000.00" in text
    assert "How to pay" in text


def test_a_receipt_says_what_came_and_what_is_left() -> None:
    assert "The invoice is paid in full." in text_of(render_invoice(RECEIPT))
    assert RECEIPT.receipt is not None
    part = replace(RECEIPT.receipt, amount=Decimal("1000.00"), open_amount=Decimal("2450.00"))
    text = text_of(render_invoice(replace(RECEIPT, receipt=part)))
    assert "We received €1,000.00" in text
    assert "€2,450.00 is still to be paid." in text


def test_other_languages_bring_their_dates_and_money() -> None:
    text = text_of(render_invoice(replace(INVOICE, language="fr")))
    assert "14 avril 2026" in text
    assert "3 450,00 €".replace(" ", "") in text.replace(" ", "").replace("\u202f", "").replace("\xa0", "")
    with pikepdf.open(BytesIO(render_invoice(replace(INVOICE, language="fr")))) as pdf:
        assert str(pdf.Root.Lang) == "fr"


def test_an_illustrative_paper_says_so_on_every_page_and_warns_at_the_payment_code() -> None:
    lines = tuple(PaperLine(f"Part {number}", Decimal("1.00")) for number in range(60))
    paper = replace(INVOICE, lines=lines, total=Decimal("60.00"), illustrative=True, invented=True)
    content = render_invoice(paper)
    pages = [page.extract_text() for page in open_pdf(content).pages]
    assert len(pages) > 1
    assert all("Illustrative — not a demand for payment" in page for page in pages)
    assert "Illustrative: do not pay" in text_of(content)
    assert "invented" in text_of(content)


def test_a_real_paper_bears_no_illustrative_mark() -> None:
    lines = tuple(replace(line, illustrative=False) for line in INVOICE.lines)
    explanation = tuple(replace(line, illustrative=False) for line in INVOICE.explanation)
    assert "llustrative" not in text_of(render_invoice(replace(INVOICE, lines=lines, explanation=explanation)))


def test_the_same_paper_gives_the_same_bytes_in_any_thread() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(render_invoice, [INVOICE, CREDIT_NOTE] * 6))
    assert len(set(made)) == 2
    assert made[0] == render_invoice(INVOICE)


def test_the_pdf_is_tagged_titled_and_claims_its_standards() -> None:
    with pikepdf.open(BytesIO(render_invoice(INVOICE))) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert metadata["dc:title"] == "Invoice 2026-00012"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
    assert b"Payment code" in _alternative_texts(render_invoice(INVOICE))


def test_the_address_stands_in_the_window_of_the_envelope() -> None:
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.setdefault(text.strip(), (x, y))

    page = open_pdf(render_invoice(INVOICE)).pages[0]
    page.extract_text(visitor_text=visit)
    for line in (INVOICE.recipient.name, *INVOICE.recipient.address):
        x, y = found[line]
        from_left, from_top = x / MM, (float(page.mediabox.height) - y) / MM
        assert 20 <= from_left <= 25
        assert 45 < from_top < 90


def test_nothing_is_smaller_than_eight_and_a_half_points() -> None:
    sizes: set[float] = set()

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3] * cm[3]), 2))

    for page in open_pdf(render_invoice(replace(INVOICE, illustrative=True, invented=True))).pages:
        page.extract_text(visitor_text=visit)
    assert min(sizes) == 8.5


def test_hostile_text_is_printed_as_text() -> None:
    paper = replace(
        INVOICE,
        recipient=Recipient(HOSTILE, (HOSTILE,), HOSTILE, HOSTILE),
        purpose=HOSTILE,
        lines=(PaperLine(HOSTILE, Decimal("3450.00"), HOSTILE),),
        rulebook=HOSTILE,
        notes=(HOSTILE,),
        issuer=replace(ISSUER, name=HOSTILE),
    )
    text = text_of(render_invoice(paper)).replace(" ", "").replace("\u200b", "")
    assert text.count(HOSTILE.replace(" ", "")) >= 6


def test_forty_lines_and_long_names_run_over_pages_with_the_head_row_repeated() -> None:
    lines = tuple(PaperLine(f"Part {number} " + "long " * 30, Decimal("1.00")) for number in range(40))
    paper = replace(INVOICE, lines=lines, total=Decimal("40.00"), recipient=Recipient("N" * 300, ("x" * 300,)))
    pages = [page.extract_text() for page in open_pdf(render_invoice(paper)).pages]
    assert len(pages) >= 3
    assert all("Description" in page for page in pages[:2])
    assert f"Page 1 of {len(pages)}" in " ".join(pages[0].split())
    assert "N" * 300 in "".join(pages[0].split()).replace("\u200b", "")


@pytest.mark.parametrize("name", ["Συνεταιρισμοί", "Кооперация", "Կոոպերատիվ", "კოოპერატივი", "協同組合"])
def test_names_in_many_scripts_keep_the_standards(name: str) -> None:
    content = render_invoice(replace(INVOICE, recipient=Recipient(name)))
    assert name in text_of(content)
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_a_character_no_font_has_still_gives_a_paper() -> None:
    # A letter of a script that no font draws here: the standards forbid the box that is shown instead.
    content = render_invoice(replace(INVOICE, recipient=Recipient("Egypt \U00013400 \U0001e900 \U00012000")))
    assert "Egypt" in text_of(content)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_paper(words: str) -> None:
    content = render_invoice(replace(INVOICE, recipient=Recipient(words, (words,)), rulebook=words))
    assert content.startswith(b"%PDF-1.7")


def test_marks_that_turn_text_around_are_left_out() -> None:
    content = render_invoice(replace(INVOICE, recipient=Recipient("Coop \u202egnp.exe\u0000 Ltd")))
    assert "Coop gnp.exe Ltd" in text_of(content)


def test_papers_that_are_not_complete_are_refused() -> None:
    for paper in (
        replace(CREDIT_NOTE, corrects=None),
        replace(REMINDER, reminder=None),
        replace(RECEIPT, receipt=None),
        replace(INVOICE, total=Decimal("3450.01")),
        replace(INVOICE, written_at=datetime(2026, 4, 14)),
    ):
        with pytest.raises(IncompletePaper):
            render_invoice(paper)


def test_there_is_no_code_for_another_currency_or_without_an_account() -> None:
    francs = document_of(replace(INVOICE, currency="CHF"))
    assert francs["payment"]["qr"] == ""
    assert "CHF" in text_of(render_invoice(replace(INVOICE, currency="CHF")))
    assert document_of(replace(INVOICE, issuer=replace(ISSUER, iban="")))["payment"] is None


def test_a_template_that_lacks_its_data_is_our_fault_and_says_so() -> None:
    with pytest.raises(PaperNotRendered):
        render("invoice.typ", {"title": "x"}, written_at=INVOICE.written_at)


@pytest.mark.skipif(
    not (shutil.which("zbarimg") and shutil.which("pdftoppm")), reason="needs zbarimg and pdftoppm to read codes"
)
def test_the_printed_code_can_be_scanned(tmp_path: Path) -> None:
    (tmp_path / "invoice.pdf").write_bytes(render_invoice(INVOICE))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", "invoice.pdf", "page"], cwd=tmp_path, check=True)
    read = subprocess.run(["zbarimg", "-q", "--raw", "page.png"], cwd=tmp_path, capture_output=True, check=True)
    transfer = Transfer(ISSUER.name, ISSUER.iban, INVOICE.total, INVOICE.structured_reference, bic=ISSUER.bic)
    assert read.stdout.decode().strip() == epc_payload(transfer)


def _alternative_texts(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        return b" ".join(
            str(thing.Alt).encode()
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        )
