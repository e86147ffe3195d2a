"""The sheet that stands in for a document: it says what it is, and passes our own check of files."""

import io
from datetime import UTC, datetime

from pypdf import PdfReader

from koinon.adapters.pdf import PlaceholderPaper, render_placeholder
from koinon.adapters.received_files import checked_file

PAPER = PlaceholderPaper(
    language="en",
    title="Strategic plan #show[2021–2025]",
    publisher="CECOP",
    facts=[("Valid", "2021 to 2025"), ("Version", "")],
    summary="Where the confederation wanted to be.",
    written_at=datetime(2026, 1, 12, 9, tzinfo=UTC),
)


def test_it_says_that_it_is_none() -> None:
    text = " ".join(PdfReader(io.BytesIO(render_placeholder(PAPER))).pages[0].extract_text().split())
    assert "Placeholder — this is not the document" in text
    assert "Strategic plan #show[2021–2025]" in text
    assert "Valid 2021 to 2025" in text
    assert "Version" not in text


def test_the_same_paper_is_the_same_bytes_and_may_be_published() -> None:
    content = render_placeholder(PAPER)
    assert content == render_placeholder(PAPER)
    assert checked_file("plan.pdf", content, 10**6).type.key == "pdf"
