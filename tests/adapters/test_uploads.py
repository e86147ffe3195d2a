"""Papers that are handed in: told by their content, refused where they could act."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
import pytest

from koinon.adapters.uploads import LARGEST, UploadRefused, check_upload
from tests.files import PNG, pdf
from tests.rooms.documents.library import office_file


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A packed file with these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


DOCX = office_file()
ODT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})


@pytest.mark.parametrize(
    ("name", "content", "kept", "media_type"),
    [
        ("Statutes 2026.pdf", pdf(), "Statutes 2026.pdf", "application/pdf"),
        ("statutes.exe", pdf(), "statutes.pdf", "application/pdf"),
        ("../../etc/passwd", PNG, "passwd.png", "image/png"),
        ("C:\\letters\\a\u202egnp.pdf", PNG, "a gnp.png", "image/png"),
        ("", PNG, "paper.png", "image/png"),
        (".htaccess", PNG, "htaccess.png", "image/png"),
        ("x" * 300 + ".png", PNG, "x" * 120 + ".png", "image/png"),
        (
            "list.docx",
            DOCX,
            "list.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("list.odt", ODT, "list.odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_what_is_taken(name: str, content: bytes, kept: str, media_type: str) -> None:
    checked = check_upload(name, content)
    assert (checked.name, checked.media_type) == (kept, media_type)


def with_script() -> bytes:
    """A PDF that runs a script when it is opened, written where a search for words would not find it."""
    paper = pikepdf.open(io.BytesIO(pdf()))
    action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))
    paper.Root.OpenAction = paper.make_indirect(action)
    written = io.BytesIO()
    paper.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in written.getvalue()
    return written.getvalue()


def locked_paper() -> bytes:
    """A PDF that opens with a password only."""
    written = io.BytesIO()
    pikepdf.open(io.BytesIO(pdf())).save(written, encryption=pikepdf.Encryption(owner="o", user="u"))
    return written.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"%PDF-1.7 and nothing else",
        PNG + b"\x00" * LARGEST,
        packed({"a.txt": b"a"}),
        packed({"word/document.xml": b"<w/>"}),
        office_file({"word/vbaProject.bin": "macro"}),
        office_file({"word/embeddings/oleObject1.bin": "object"}),
        packed(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"<o/>",
                "Basic/Standard/script.xml": b"macro",
            }
        ),
        packed({"word/document.xml": b"\x00" * 301 * 1024 * 1024}),
        DOCX[:40],
        with_script(),
        locked_paper(),
    ],
    # Numbered: archives carry the second they were packed in, and every process has to call a test the same.
    ids=lambda _content: "file",
)
def test_what_is_refused(content: bytes) -> None:
    with pytest.raises(UploadRefused) as refused:
        check_upload("paper.pdf", content)
    assert str(refused.value.words).endswith(".")
    assert str(refused.value.to_do).endswith(".")
