"""Files that people send: what is taken, and what of the ways to smuggle something in is found."""

import io
import struct
import time
import zlib
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from koinon.adapters.received_files import FileRefused, checked_file, plain_name
from tests.rooms.documents.library import WORD, archive, office_file, pdf_file, relation

LARGEST = 1_000_000


def code(name: str, content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        checked_file(name, content, LARGEST)
    return caught.value.code


def test_honest_files_are_taken() -> None:
    assert checked_file("Plan.PDF", pdf_file(), LARGEST).type.media_type == "application/pdf"
    assert checked_file("plan.docx", office_file({"word/_rels/document.xml.rels": LINKED}), LARGEST).type.key == "docx"
    text = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    assert checked_file("plan.odt", text, LARGEST).type.key == "odt"


LINKED = relation("hyperlink", 'TargetMode="External"')


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("plan.pdf", b"", "empty"),
        ("plan.pdf", b"%PDF-" + b" " * LARGEST, "too_large"),
        ("plan.html", b"<script>alert(1)</script>", "type_unknown"),
        ("plan.svg", b"<svg onload='alert(1)'/>", "type_unknown"),
        ("plan.docm", office_file(), "type_unknown"),
        ("plan.pdf.exe", pdf_file(), "type_unknown"),
        ("plan", pdf_file(), "type_unknown"),
        ("plan.pdf", b"<html><script>alert(1)</script>", "not_its_type"),
        ("plan.pdf", b"<svg/>\n%PDF-1.7", "not_its_type"),
        ("plan.pdf", office_file(), "not_its_type"),
        ("plan.docx", pdf_file(), "not_its_type"),
        ("plan.xlsx", office_file(), "not_its_type"),
        ("plan.odt", archive({"mimetype": "text/html", "content.xml": "<x/>"}), "not_its_type"),
        ("plan.docx", archive({"word/document.xml": "<x/>"}), "unreadable"),
        ("plan.pdf", b"%PDF-1.7 and nothing of one", "unreadable"),
        ("plan.docx", b"PK\x03\x04 and nothing of one", "unreadable"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, expected: str) -> None:
    assert code(name, content) == expected


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _nested(pdf: Pdf) -> None:
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, AA=Dictionary(E=Dictionary(S=Name.Launch)))])


def _next(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, Next=Array([Dictionary(S=Name.SubmitForm)]))


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["x.exe"] = b"MZ"


def _named_scripts(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))


def _form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(XFA=String("x")))


def _film(pdf: Pdf) -> None:
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.RichMedia))])


@pytest.mark.parametrize("change", [_script, _nested, _next, _attachment, _named_scripts, _form, _film])
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_that_does_something_is_refused(change: Any, packed: bool) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert code("plan.pdf", pdf_file(change, object_stream_mode=mode)) == "active"


WRITTEN_OTHERWISE = (
    b"<</S/J#61vaScript/J#53 (app.alert\\(1\\))>>",
    b"<</S 4 0 R>>",
    b"[[[<</S/Launch>>]]]",
)


def by_hand(catalogue: bytes) -> bytes:
    """A PDF written byte by byte, with something in its catalogue that a library would not write so."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction " + catalogue + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"/Launch",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n"
    return out + head + table + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


@pytest.mark.parametrize("action", WRITTEN_OTHERWISE)
def test_what_is_written_in_disguise_is_found(action: bytes) -> None:
    assert code("plan.pdf", by_hand(action)) == "active"


def test_a_pdf_that_would_have_to_be_repaired_is_refused() -> None:
    honest = by_hand(b"[3 0 R/Fit]")
    assert checked_file("plan.pdf", honest, LARGEST).type.key == "pdf"
    assert code("plan.pdf", honest.replace(b"xref\n0 5", b"xref\n9 9")) == "unreadable"


def test_a_pdf_nested_or_unfolding_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b"[" * 200 + b"1" + b"]" * 200
    assert code("plan.pdf", by_hand(deep)) == "unreadable"
    monkeypatch.setattr("koinon.adapters.received_files.MOST_PDF_PARTS", 10)
    assert code("plan.pdf", by_hand(b"[" + b"[1]" * 20 + b"]")) == "unreadable"


def test_a_pdf_whose_lengths_and_numbers_are_objects_is_taken() -> None:
    for number in (b"42     ", b"4.5    ", b"true   ", b"(words)"):
        honest = by_hand(b"[3 0 R/Fit]").replace(b"/Launch", number)
        assert checked_file("plan.pdf", honest, LARGEST).type.key == "pdf"


def test_what_this_reader_cannot_unfold_and_another_may_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = by_hand(b"[3 0 R/Fit]")
    assert code("plan.pdf", honest.replace(b"/Launch", b"null   ")) == "unreadable"
    assert code("plan.pdf", packed_script(b"")) == "active"
    assert code("plan.pdf", packed_script(b" " * 3 * 1024 * 1024)) == "unreadable"


def test_a_pdf_of_objects_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koinon.adapters.received_files.MOST_PDF_OBJECTS", 4)
    assert code("plan.pdf", by_hand(b"[3 0 R/Fit]")) == "unreadable"


def test_a_small_pdf_that_unfolds_to_gigabytes_is_given_up_on_the_way() -> None:
    """A list of nine million parts, packed into some kilobytes, took half a minute and three gigabytes."""
    bomb = packed(b"<</X[%s]>>" % (b"<<>>" * 9_000_000))
    begun = time.process_time()
    assert len(bomb) < 100_000
    assert code("plan.pdf", bomb) == "unreadable"
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("said", [4, 1])
def test_a_pdf_whose_table_hides_objects_is_refused(said: int) -> None:
    assert code("plan.pdf", by_hand(b"[3 0 R/Fit]").replace(b"/Size 5", b"/Size %d" % said)) == "unreadable"
    assert code("plan.pdf", packed(b"<</S/JavaScript>>")) == "active"
    assert code("plan.pdf", packed(b"<</S/JavaScript>>", said=said)) == "unreadable"


def packed_script(padding: bytes) -> bytes:
    """A script in a packed object, which unfolds to as much as one likes."""
    return packed(b"<</S/JavaScript/JS(app.alert\\(1\\))>>" + padding)


def packed(part: bytes, said: int = 7) -> bytes:
    """A PDF whose sixth object is packed and opened first; its table says how many rows are read."""
    unfolded = b"6 0 " + part
    stream = zlib.compress(unfolded, 9)
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
        5: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    }
    out, places = b"%PDF-1.7\n", {}
    for number, content in parts.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    places[4] = len(out)
    rows = [(0, 0, 65535), *((1, places[number], 0) for number in range(1, 6)), (2, 5, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    head = b"4 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % (said, len(table))
    return out + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % places[4]


def test_a_part_from_elsewhere_does_not_hide_behind_capitals() -> None:
    hidden = office_file({"word/_rels/settings.xml.RELS": relation("attachedTemplate", 'TargetMode="External"')})
    assert code("plan.docx", hidden) == "active"


def test_relations_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    many = office_file({f"word/_rels/{number}.xml.rels": relation("hyperlink") for number in range(50)})
    assert checked_file("plan.docx", many, LARGEST).type.key == "docx"
    monkeypatch.setattr("koinon.adapters.received_files.LARGEST_RELATIONS", 5_000)
    assert code("plan.docx", many) == "unreadable"


def test_a_pdf_whose_table_hides_a_script_from_the_reader_is_refused() -> None:
    assert code("plan.pdf", tabled(said=6)) == "active"
    assert code("plan.pdf", tabled(said=5)) == "unreadable"


def tabled(said: int) -> bytes:
    """A PDF with a script that only the last row of its table leads to; the table says how many rows are read."""
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        5: b"<</Type/Action/S/JavaScript/JS(app.alert\\(1\\))>>",
    }
    out, places = b"%PDF-1.7\n", {}
    for number, part in parts.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    places[4] = len(out)
    rows = [struct.pack(">BIH", 0, 0, 65535), *(struct.pack(">BIH", 1, places[number], 0) for number in range(1, 6))]
    head = b"4 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % (said, 7 * len(rows))
    return out + head + b"".join(rows) + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % places[4]


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_locked_pdf_is_refused(user: str) -> None:
    locked = pdf_file(encryption=pikepdf.Encryption(owner="owner", user=user))
    assert code("plan.pdf", locked) == "locked"


@pytest.mark.parametrize(
    "content",
    [
        office_file({"word/vbaProject.bin": "macro"}),
        office_file({"WORD/VBAPROJECT.BIN": "macro"}),
        office_file(content_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        office_file({"word/embeddings/oleObject1.bin": "program"}),
        office_file({"word/activeX/activeX1.xml": "<x/>"}),
        office_file({"word/_rels/settings.xml.rels": relation("attachedTemplate", 'TargetMode="External"')}),
        office_file({"word/_rels/document.xml.rels": relation("image", "TargetMode='external'")}),
    ],
)
def test_an_office_file_that_does_something_is_refused(content: bytes) -> None:
    assert code("plan.docx", content) == "active"


def test_an_open_document_with_macros_is_refused() -> None:
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>", "Basic/Standard/m.xml": "m"}
    assert code("plan.odt", archive(parts)) == "active"


def test_an_archive_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koinon.adapters.received_files.LARGEST_UNPACKED", 10_000)
    assert code("plan.docx", office_file({"word/media/x": "0" * 20_000})) == "unreadable"
    entities = '<!DOCTYPE a [<!ENTITY b "ha">]>' + relation("hyperlink")
    assert code("plan.docx", office_file({"_rels/.rels": entities})) == "unreadable"


def test_entities_in_another_encoding_are_refused_too() -> None:
    entities = '<!DOCTYPE a [<!ENTITY b "ha">]><a/>'.encode("utf-16").decode("latin-1")
    out = io.BytesIO(office_file())
    import zipfile

    with zipfile.ZipFile(out, "a") as made:
        made.writestr("_rels/.rels", entities.encode("latin-1"))
    assert code("plan.docx", out.getvalue()) == "unreadable"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/Plan 2026.pdf", "Plan 2026.pdf"),
        ("C:\\docs\\plan.pdf", "plan.pdf"),
        ("pl\r\nan\x00\u202efdp.pdf", "planfdp.pdf"),
        ("x" * 400 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_plain(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept


@settings(max_examples=60)
@given(st.integers(0, 400), st.integers(0, 255), st.sampled_from(["plan.pdf", "plan.docx"]))
def test_a_spoilt_file_is_taken_or_refused_and_nothing_else(place: int, byte: int, name: str) -> None:
    content = bytearray(pdf_file() if name.endswith("pdf") else office_file())
    content[place % len(content)] = byte
    found = ""
    try:
        checked_file(name, bytes(content), LARGEST)
    except FileRefused as refused:
        found = refused.code
    assert found in {"", "not_its_type", "unreadable", "locked", "active"}


def test_word_is_word() -> None:
    assert code("plan.docx", office_file(content_type=WORD.replace("word", "spread"))) == "not_its_type"
