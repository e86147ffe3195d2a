"""Tables for spreadsheets: CSV and XLSX, whose cells say what the record says and never compute.

A text that a spreadsheet would take for a formula (=, +, -, @ …) gets an apostrophe before it in CSV, and the
type "text" in XLSX. In much of Europe a spreadsheet parts the cells of any CSV at semicolons, so that a formula may
hide behind one. Numbers and dates stay numbers and dates.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO
from uuid import UUID

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | Decimal | date | datetime | bool | UUID | None
Row = Sequence[Cell]

_BOM = "\ufeff"
_ROWS_AT_ONCE = 500
_KEPT_IN_MEMORY = 5_000_000
_DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Where a spreadsheet that parts cells elsewhere than we do would find a cell that begins with a formula.
_FORMULA_WITHIN = re.compile(r"""([;\t\r\n][ "]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")
# XML 1.0 has no place for these, not even escaped.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767


def csv_chunks(
    columns: Sequence[str], rows: Iterable[Row], *, bom: bool = True, delimiter: str = ","
) -> Iterator[bytes]:
    """Give a CSV file (UTF-8, RFC 4180) piece by piece, as rows come in.

    With `bom` Excel reads it as UTF-8; programs may want it without. Dates are ISO 8601; a decimal has a
    point.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    out.write(_BOM if bom else "")
    writer.writerow([_csv_cell(name) for name in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if number % _ROWS_AT_ONCE == 0:
            yield _taken(out)
    yield _taken(out)


def xlsx_file(columns: Sequence[str], rows: Iterable[Row], *, title: str = "Export") -> IO[bytes]:
    """Give an XLSX file, open at its start; rows are written as they come in, large files lie on disk.

    The head row is bold and stays in sight. Instants are written in UTC, as spreadsheets know no time zones.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip() or "Export")
    sheet.freeze_panes = "A2"
    sheet.append([_head_cell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115 (handed over)
    book.save(out)
    out.seek(0)
    return out


def _taken(out: io.StringIO) -> bytes:
    piece = out.getvalue().encode("utf-8", "replace")
    out.seek(0)
    out.truncate()
    return piece


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return _defused(value) if isinstance(value, str) else str(value)


def _defused(text: str) -> str:
    mark = "'" if text.lstrip(" ").startswith(_DANGEROUS_STARTS) else ""
    # What the mark at the beginning has defused is not marked again.
    begun = len(text) - len(text.lstrip(" ")) + 1 if mark else 0
    return mark + text[:begun] + _FORMULA_WITHIN.sub(r"\1'", text[begun:])


def _head_cell(sheet: WriteOnlyWorksheet, name: str) -> SheetCell:
    cell = _xlsx_cell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: Cell) -> SheetCell:
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str | UUID):
        cell.value = _NOT_IN_XML.sub("", str(value))[:_LONGEST_CELL]
        # openpyxl takes a text that begins with "=" for a formula.
        cell.data_type = "s"
    else:
        cell.value = value
    return cell
