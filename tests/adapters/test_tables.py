"""Exports: what a spreadsheet reads back is what the record said, and nothing in it is a formula."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from koinon.adapters.tables import csv_chunks, xlsx_file

FORMULAS = ['=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1"]


def _read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_says_what_the_rows_say() -> None:
    rows = [
        ['Æ, "quoted"\nover lines', 12, Decimal("-1450.00"), date(2026, 3, 3), True, None],
        [UUID(int=1), 0, Decimal("1E+3"), datetime(2026, 3, 3, 12, tzinfo=UTC), False, ""],
    ]
    content = b"".join(csv_chunks(["Name", "n", "amount", "on", "yes", "none"], rows))
    assert content.startswith(b"\xef\xbb\xbf")
    assert _read_csv(content) == [
        ["Name", "n", "amount", "on", "yes", "none"],
        ['Æ, "quoted"\nover lines', "12", "-1450.00", "2026-03-03", "true", ""],
        [str(UUID(int=1)), "0", "1000", "2026-03-03T12:00:00+00:00", "false", ""],
    ]


def test_the_byte_order_mark_and_the_delimiter_are_a_choice() -> None:
    assert b"".join(csv_chunks(["a", "b"], [["1", "2"]], bom=False, delimiter=";")) == b"a;b\r\n1;2\r\n"


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_defuses_formulas_also_in_the_head(text: str) -> None:
    head, row = _read_csv(b"".join(csv_chunks([text], [[text]])))
    assert head == row == [f"'{text}"]


@pytest.mark.parametrize("apart", [";", "\t", "\n", ";  ", ';"'])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "@SUM(A1)", "\uff1d1"])
def test_no_formula_hides_where_another_country_parts_the_cells(apart: str, formula: str) -> None:
    for name in (f"Federation{apart}{formula}", f"={apart}{formula}"):
        content = b"".join(csv_chunks(["Name", "Town"], [["Nova", name]], bom=False)).decode()
        cells = [cell.lstrip(' "') for line in content.splitlines() for cell in re.split("[;\t]", line)]
        assert not [cell for cell in cells if cell.startswith(tuple("=+@\uff1d"))], content


def test_csv_comes_in_pieces_as_rows_come_in() -> None:
    asked = 0

    def rows():  # type: ignore[no-untyped-def]
        nonlocal asked
        for number in range(2000):
            asked = number
            yield [number]

    pieces = csv_chunks(["n"], rows())
    next(pieces)
    assert asked < 1000
    assert sum(piece.count(b"\r\n") for piece in pieces) + 500 + 1 == 2001


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_no_text_is_lost_in_csv(rows: list[list[str]]) -> None:
    read = _read_csv(b"".join(csv_chunks(["a", "b"], rows)))[1:]
    assert [[cell.replace("'", "") for cell in row] for row in read] == [
        [cell.replace("'", "") for cell in row] for row in rows
    ]


@pytest.mark.parametrize("text", [*FORMULAS, "=1+1", "plain", "{=1}"])
def test_xlsx_keeps_texts_as_texts(text: str) -> None:
    with xlsx_file([text], [[text]]) as file:
        sheet = load_workbook(file).active
    for cell in (sheet["A1"], sheet["A2"]):
        assert cell.data_type == "s"
        assert cell.value.strip() == text.strip()


def test_xlsx_keeps_numbers_dates_and_truths() -> None:
    instant = datetime(2026, 3, 3, 14, tzinfo=timezone(timedelta(hours=2)))
    row = ["Å", 12, Decimal("1450.25"), date(2026, 3, 3), instant, True, None]
    with xlsx_file(["a", "b", "c", "d", "e", "f", "g"], [row], title="Dues: 2026 / [all]") as file:
        sheet = load_workbook(file).active
    assert [cell.value for cell in sheet[2]] == [
        "Å",
        12,
        1450.25,
        datetime(2026, 3, 3),
        datetime(2026, 3, 3, 12),
        True,
        None,
    ]
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.title == "Dues  2026    all"


def test_xlsx_leaves_out_what_xml_cannot_hold() -> None:
    with xlsx_file(["a"], [["a\x00b\x0bc\ud800d"], ["x" * 40_000]]) as file:
        sheet = load_workbook(file).active
    assert sheet["A2"].value == "abcd"
    assert len(sheet["A3"].value) == 32_767
