"""What may be handed in as a paper: known formats, told by their content, holding nothing that acts by itself.

The name somebody gave a file decides nothing; it is cleaned and kept to be shown.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
# A packed office file may not unfold to more than this.
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 5000
OFFICE = "application/vnd.openxmlformats-officedocument."
# What an office file holds, by the entry that only this format has.
PACKED = {
    "word/document.xml": ("docx", f"{OFFICE}wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", f"{OFFICE}spreadsheetml.sheet"),
}
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
PICTURES = {b"\x89PNG\r\n\x1a\n": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg")}
# Parts of an office file that can act: macros, embedded objects, controls, scripts.
ACTIVE_PARTS = re.compile(r"vbaproject|/activex/|/embeddings/|^basic/|^scripts/|^object ", re.IGNORECASE)
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE"}
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
# Line ends, controls and marks that turn the direction of writing would make a name read as another.
UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:\"/\\|?*]+")


class UploadRefused(Exception):
    """A file that is not taken; `words` say why and `to_do` what would be."""

    def __init__(self, words: str | Promise, to_do: str | Promise) -> None:
        super().__init__(str(words))
        self.words, self.to_do = words, to_do


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that may be kept: its cleaned name with the ending of what it really is, and its media type."""

    name: str
    media_type: str


def check_upload(name: str, content: bytes) -> CheckedUpload:
    """Look at a file before it is kept; raises `UploadRefused`."""
    if not content:
        raise UploadRefused(_("This file is empty."), _("Choose the file again."))
    if len(content) > LARGEST:
        raise UploadRefused(_("This file is larger than 10 MB."), _("Make it smaller, or send it in parts."))
    ending, media_type = _kind(content)
    return CheckedUpload(f"{_stem(name)}.{ending}", media_type)


def _stem(name: str) -> str:
    """The name without folders, ending and anything that could mislead."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = " ".join(UNWANTED.sub(" ", last).split()).rpartition(".")
    return (stem[0] or stem[2]).strip(" .")[:LONGEST_NAME] or "paper"


def _kind(content: bytes) -> tuple[str, str]:
    for begin, kind in PICTURES.items():
        if content.startswith(begin):
            return kind
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return "pdf", "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _packed_kind(content)
    raise _unknown()


def _unknown() -> UploadRefused:
    return UploadRefused(
        _("Files of this kind are not taken."),
        _("Send a PDF, a picture (PNG, JPEG), or a text or table (DOCX, XLSX, ODT, ODS)."),
    )


def _damaged() -> UploadRefused:
    return UploadRefused(_("This file is damaged or locked by a password."), _("Save it anew without one."))


def _active() -> UploadRefused:
    return UploadRefused(
        _("This file holds something that acts by itself: a script, a macro or another file."),
        _("Print it to a PDF and send that."),
    )


def _check_pdf(content: bytes) -> None:
    # Loaded when a paper comes and not with the house, which starts faster without.
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as paper:
            if paper.is_encrypted or not len(paper.pages):
                raise _damaged()
            acts = any(_acts(thing) for thing in paper.objects)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError):
        raise _damaged() from None
    if acts:
        raise _active()


def _acts(thing: Any) -> bool:
    """Whether an object of a PDF, or one written inside it, is or names an action."""
    return any(ACTIVE_KEYS & set(part.keys()) or str(part.get("/S", "")) in ACTIVE_ACTIONS for part in _parts(thing))


def _parts(thing: Any) -> Iterator[Any]:
    """The dictionaries of an object; what it only refers to is looked at by itself."""
    from pikepdf import Array, Dictionary, Stream

    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            waiting += [value for _key, value in part.items() if not _is_reference(value)]
        elif isinstance(part, Array):
            waiting += [value for value in part if not _is_reference(value)]


def _is_reference(value: Any) -> bool:
    return bool(getattr(value, "is_indirect", False))


def _packed_kind(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise _damaged()
            names = [entry.filename for entry in entries]
            found = _office_kind(archive, names)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        raise _damaged() from None
    if any(ACTIVE_PARTS.search(name) for name in names):
        raise _active()
    return found


def _office_kind(archive: zipfile.ZipFile, names: list[str]) -> tuple[str, str]:
    for entry, kind in PACKED.items():
        if entry in names:
            return kind
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
        said = archive.read("mimetype").strip()
        if said in OPEN_DOCUMENTS:
            return OPEN_DOCUMENTS[said], said.decode()
    raise _unknown()
