"""Minutes as a PDF: sections, tables and names as they come, marked a draft on every page, whatever people wrote."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from koinon.adapters.pdf import (
    IncompletePaper,
    MinutesPaper,
    MinutesPart,
    MinutesSection,
    MinutesTable,
    render_minutes,
)
from tests.adapters.papers import ISSUER, open_pdf, text_of

ROLL = MinutesTable(
    "",
    ("On the roll", "One vote each", "Represented by", "There"),
    (
        ("Federacja Spółdzielni Pracy (PL)", "1", "Anna Zielińska", "10:02–12:30 online"),
        ("Förbundet (SE)", "1", "", ""),
    ),
    (1,),
)
VOTE = MinutesPart(
    title="Vote: Budget",
    verdict="Rejected.",
    tone="wrong",
    facts=(("Method", "by show of names"),),
    words=("One vote each: 1 yes; more than 1/2 of 3 yes and no is 1 1/2: not reached",),
    table=MinutesTable("", ("Counted by", "Yes", "No"), (("One vote each", "1", "2"),), (1, 2)),
    named=(
        ("Yes (1):", "Förbundet (Per Öst)"),
        ("No (2):", "Federacja (Anna Zielińska); Fondo (Anna Zielińska, proxy)"),
    ),
)
PAPER = MinutesPaper(
    language="en",
    issuer=ISSUER,
    title="Minutes: General Assembly, 18 June 2026",
    subtitle="Brussels · on site and online",
    facts=(("Presided by", "Per Öst"), ("Opened", "10:00 (Europe/Brussels)")),
    sections=(
        MinutesSection("Attendance and roll", (MinutesPart(words=("2 may vote.",), table=ROLL),)),
        MinutesSection("5. Budget", (MinutesPart(written=("Several asked for more time.",)), VOTE), "item"),
    ),
    written_at=datetime(2026, 7, 9, 9, 30, tzinfo=UTC),
    mark="DRAFT · version 2, not signed by the chair",
    notes=("SHA-256 of this version: " + "ab12" * 16,),
)
HOSTILE = (
    '#import "/etc/passwd" \\ $ x^2 $ *bold* _it_ `raw` <label> @ref #panic("no") '
    "\x00\x1b[31m \u202egnorts ]]]}}} // /*"
)


@pytest.mark.parametrize(
    "words",
    [
        "COIN",
        "Minutes: General Assembly, 18 June 2026",
        "Brussels · on site and online",
        "Presided by Per Öst",
        "On the roll One vote each Represented by There",
        "Federacja Spółdzielni Pracy (PL) 1 Anna Zielińska 10:02–12:30 online",
        "5. Budget",
        "Several asked for more time.",
        "Vote: Budget Rejected. Method by show of names",
        "more than 1/2 of 3 yes and no is 1 1/2: not reached",
        "No (2): Federacja (Anna Zielińska); Fondo (Anna Zielińska, proxy)",
        "DRAFT · version 2, not signed by the chair",
        "SHA-256 of this version",
        "Page 1 of 1",
    ],
)
def test_minutes_say_everything_they_must(words: str) -> None:
    assert words in text_of(render_minutes(PAPER))


def test_a_draft_says_so_on_every_page_and_heads_are_repeated() -> None:
    rows = tuple((f"Member {number}", "1", "Somebody", "10:00–12:00") for number in range(120))
    long = MinutesSection("Attendance and roll", (MinutesPart(table=replace(ROLL, rows=rows)),))
    pages = [page.extract_text() for page in open_pdf(render_minutes(replace(PAPER, sections=(long,)))).pages]
    assert len(pages) > 2
    assert all("DRAFT · version 2" in page for page in pages)
    assert all("Represented by" in page for page in pages[:3])
    assert f"Page 2 of {len(pages)}" in " ".join(pages[1].split())


def test_approved_minutes_bear_no_mark() -> None:
    assert "DRAFT" not in text_of(render_minutes(replace(PAPER, mark="")))


def test_whatever_people_write_is_printed_as_they_wrote_it() -> None:
    part = MinutesPart(
        title=HOSTILE,
        verdict=HOSTILE,
        facts=((HOSTILE, HOSTILE),),
        words=(HOSTILE,),
        written=(HOSTILE,),
        table=MinutesTable(HOSTILE, (HOSTILE,), ((HOSTILE,),)),
        named=((HOSTILE, HOSTILE),),
    )
    paper = replace(
        PAPER,
        title=HOSTILE,
        subtitle=HOSTILE,
        mark=HOSTILE,
        sections=(MinutesSection(HOSTILE, (part,)),),
        notes=(HOSTILE,),
    )
    text = text_of(render_minutes(paper))
    assert '#import "/etc/passwd"' in text
    assert '#panic("no")' in text
    assert "$ x^2 $ *bold* _it_ `raw` <label> @ref" in text
    assert not set("\x00\x1b\u202e") & set(text)


@pytest.mark.parametrize(
    "words",
    ["x" * 5000, "Национален съюз на трудово-производителните кооперации", "اتحاد تعاونيات العمل", "word " * 4000],
)
def test_long_words_and_other_scripts_leave_the_rest_in_its_place(words: str) -> None:
    part = MinutesPart(written=(words.strip(),), table=replace(ROLL, rows=((words[:400], "1", words[:400], ""),)))
    content = render_minutes(replace(PAPER, sections=(MinutesSection("Opening", (part,)),)))
    assert "Page 1 of" in text_of(content)
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_the_pdf_is_tagged_titled_and_claims_its_standards() -> None:
    with pikepdf.open(BytesIO(render_minutes(PAPER))) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert metadata["dc:title"] == PAPER.title
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("3", "1")
        kinds = {
            str(found.get("/S")) for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/S" in found
        }
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD"} <= kinds


def test_nothing_is_smaller_than_eight_and_a_half_points() -> None:
    sizes: set[float] = set()

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3] * cm[3]), 2))

    for page in open_pdf(render_minutes(PAPER)).pages:
        page.extract_text(visitor_text=visit)
    assert min(sizes) == 8.5


def test_the_same_minutes_give_the_same_bytes_in_any_thread() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(render_minutes, [PAPER] * 8))) == 1


def test_minutes_that_are_not_complete_are_refused() -> None:
    short = MinutesSection("Roll", (MinutesPart(table=replace(ROLL, rows=(("One cell",),))),))
    for paper in (replace(PAPER, sections=(short,)), replace(PAPER, written_at=datetime(2026, 7, 9))):
        with pytest.raises(IncompletePaper):
            render_minutes(paper)
