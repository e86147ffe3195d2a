"""What may be handed in as a paper: known formats, told by their content, holding nothing that acts by itself.

The name somebody gave a file decides nothing; it is cleaned and kept to be shown. Whether a PDF or an office file
may be kept, received_files.py says; what it says as codes is said in words here.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.adapters.received_files import TYPES, FileRefused, checked_file

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
PICTURES = {b"\x89PNG\r\n\x1a\n": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg")}
MIMETYPE = "mimetype"
LONGEST_MIMETYPE = 100
# Line ends, controls and marks that turn the direction of writing would make a name read as another.
UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:\"/\\|?*]+")

Words = str | Promise
UNKNOWN = (
    _("Files of this kind are not taken."),
    _("Send a PDF, a picture (PNG, JPEG), or an office file (DOCX, XLSX, PPTX, ODT, ODS, ODP)."),
)
DAMAGED = (_("This file is damaged or locked by a password."), _("Save it anew without one."))
REFUSALS: Mapping[str, tuple[Words, Words]] = {
    "empty": (_("This file is empty."), _("Choose the file again.")),
    "too_large": (_("This file is larger than 10 MB."), _("Make it smaller, or send it in parts.")),
    "type_unknown": UNKNOWN,
    "not_its_type": UNKNOWN,
    "unreadable": DAMAGED,
    "locked": DAMAGED,
    "active": (
        _("This file holds something that acts by itself: a script, a macro or another file."),
        _("Print it to a PDF and send that."),
    ),
}


class UploadRefused(Exception):
    """A file that is not taken; `words` say why and `to_do` what would be."""

    def __init__(self, words: Words, to_do: Words) -> None:
        super().__init__(str(words))
        self.words, self.to_do = words, to_do


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that may be kept: its cleaned name with the ending of what it really is, and its media type."""

    name: str
    media_type: str


def check_upload(name: str, content: bytes) -> CheckedUpload:
    """Look at a file before it is kept; raises `UploadRefused`."""
    for begin, (ending, media_type) in PICTURES.items():
        if content.startswith(begin) and len(content) <= LARGEST:
            return CheckedUpload(f"{_stem(name)}.{ending}", media_type)
    try:
        checked = checked_file(f"paper.{_ending(content)}", content, LARGEST)
    except FileRefused as refused:
        raise UploadRefused(*REFUSALS[refused.code]) from None
    return CheckedUpload(f"{_stem(name)}.{checked.type.key}", checked.type.media_type)


def _stem(name: str) -> str:
    """The name without folders, ending and anything that could mislead."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = " ".join(UNWANTED.sub(" ", last).split()).rpartition(".")
    return (stem[0] or stem[2]).strip(" .")[:LONGEST_NAME] or "paper"


def _ending(content: bytes) -> str:
    """The type that a file's content claims, whatever its name says; empty where it claims none that is taken."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if not content.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _office_ending(archive)
    except Exception:  # a hostile archive may fail anywhere inside the parser
        raise FileRefused("unreadable") from None


def _office_ending(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    said = ""
    if MIMETYPE in names and archive.getinfo(MIMETYPE).file_size < LONGEST_MIMETYPE:
        said = archive.read(MIMETYPE).decode("ascii", "replace").strip()
    for kind in TYPES.values():
        if kind.main_part and kind.main_part in names and said in ("", kind.media_type):
            return kind.key
    return ""
