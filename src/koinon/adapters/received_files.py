"""Files that people send us: hostile until their content says otherwise.

A file is taken by its content, never by its name alone: a PDF without scripts, launches and attachments, or an
office file without macros, embedded programs and parts fetched from elsewhere. Nothing is repaired: what cannot be
read through cannot be vouched for, and is refused with one of the codes below.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

LONGEST_NAME = 120
# An honest office file has some hundred parts, and text that shrinks to a tenth; a bomb has far more of both.
MOST_PARTS, LARGEST_UNPACKED, LARGEST_RELATIONS = 5_000, 300 * 1024 * 1024, 4 * 1024 * 1024
MOST_PDF_PARTS, DEEPEST = 500_000, 60
# A long report has some ten thousand objects, packed by the hundred. A million of them, or one list of ten million
# parts, is a file of some kilobytes and takes gigabytes of memory.
MOST_PDF_OBJECTS, LARGEST_STREAM = 200_000, 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that the house takes: its media type, and where an office file keeps its main part."""

    key: str
    media_type: str
    main_part: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
TYPES: Mapping[str, FileType] = MappingProxyType(
    {
        known.key: known
        for known in (
            FileType("pdf", "application/pdf"),
            FileType("docx", f"{_OFFICE}wordprocessingml.document", "word/document.xml"),
            FileType("xlsx", f"{_OFFICE}spreadsheetml.sheet", "xl/workbook.xml"),
            FileType("pptx", f"{_OFFICE}presentationml.presentation", "ppt/presentation.xml"),
            FileType("odt", f"{_OPEN}text", "content.xml"),
            FileType("ods", f"{_OPEN}spreadsheet", "content.xml"),
            FileType("odp", f"{_OPEN}presentation", "content.xml"),
        )
    }
)


class FileRefused(ValueError):
    """A file that is not taken; `code` is empty, too_large, type_unknown, not_its_type, unreadable, locked, active."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that passed: its name made plain, its type by content."""

    name: str
    type: FileType


def checked_file(name: str, content: bytes, largest: int) -> CheckedFile:
    """Give name and type of a file that may be kept; raises `FileRefused` for any other."""
    if not content:
        raise FileRefused("empty")
    if len(content) > largest:
        raise FileRefused("too_large")
    plain = plain_name(name)
    known = TYPES.get(PurePosixPath(plain).suffix.lower().removeprefix("."))
    if known is None:
        raise FileRefused("type_unknown")
    if known.key == "pdf":
        _check_pdf(content)
    else:
        _check_office(content, known)
    return CheckedFile(plain, known)


def plain_name(name: str) -> str:
    """The last part of a path, without characters that steer a terminal, a header or the order of letters."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    path = PurePosixPath(" ".join(shown.split()))
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"[:LONGEST_NAME]


# ---- PDF ----

_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/XFA", "/RichMediaContent"})
_KIND_KEYS = frozenset({"/S", "/Type", "/Subtype"})
_ACTIVE_KINDS = frozenset(
    {
        *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"),
        *("/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"),
    }
)


def _check_pdf(content: bytes) -> None:
    pikepdf = _guarded_pikepdf()
    if not content.startswith(b"%PDF-"):
        raise FileRefused("not_its_type")
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise FileRefused("locked")
            _check_table(pdf)
            _walk(chain([pdf.trailer], _objects(pdf)), pikepdf.Object)
            if not len(pdf.pages):
                raise FileRefused("unreadable")
    except pikepdf.PasswordError:
        raise FileRefused("locked") from None
    except FileRefused:
        raise
    except Exception as broken:  # a hostile PDF may fail anywhere inside the parser
        raise FileRefused("unreadable") from broken


def _check_table(pdf: Any) -> None:
    """Refuse a table of objects that says less than it holds: the rest is hidden from this reader, not from all."""
    said = " ".join(pdf.get_warnings()).lower()
    if "cross-reference" in said or "reported number of objects" in said:
        raise FileRefused("unreadable")
    if int(pdf.trailer.get("/Size", 0)) > MOST_PDF_OBJECTS:
        raise FileRefused("unreadable")


def _objects(pdf: Any) -> Iterator[Any]:
    """The objects of a PDF, one after the other, so that a file that unfolds without end is given up on the way."""
    for number in range(1, int(pdf.trailer.get("/Size", 0))):
        yield pdf.get_object(number, 0)
    # What was replaced has a number of its own beside the one it had; such objects are never packed.
    for found in pdf.objects:
        if found is None:  # deleted, or of a kind that this reader cannot unfold and another may
            raise FileRefused("unreadable")
        if getattr(found, "objgen", (0, 0))[1]:
            yield found


@cache
def _guarded_pikepdf() -> Any:
    """The reader of PDFs, told once to give up on streams that unfold without end."""
    import pikepdf
    from pikepdf.settings import set_qpdf_limits

    set_qpdf_limits(
        flate_max_memory=LARGEST_STREAM,
        png_max_memory=LARGEST_STREAM,
        tiff_max_memory=LARGEST_STREAM,
        run_length_max_memory=LARGEST_STREAM,
        dct_max_memory=LARGEST_STREAM,
        doc_max_warnings=100,
    )
    return pikepdf


def _walk(objects: Iterable[Any], kind: type) -> None:
    """Look at every dictionary of a PDF, however deep it lies within its object."""
    seen = 0
    for top in objects:
        # Numbers and the like are no objects of the reader's, and do nothing.
        waiting = [(top, 0)] if isinstance(top, kind) else []
        while waiting:
            found, depth = waiting.pop()
            seen += 1
            if seen > MOST_PDF_PARTS or depth > DEEPEST:
                raise FileRefused("unreadable")
            # What is an object of its own is met by itself.
            inner = (part for part in _parts_within(found) if isinstance(part, kind))
            waiting += [(part, depth + 1) for part in inner if not part.is_indirect]  # type: ignore[attr-defined]


def _parts_within(found: Any) -> list[Any]:
    """What an array or a dictionary holds; refuses a dictionary that does something."""
    type_name = found._type_name
    if type_name == "array":
        return list(found)
    if type_name not in {"dictionary", "stream"}:
        return []
    pairs = found.items() if type_name == "dictionary" else found.stream_dict.items()
    inner = []
    for key, value in pairs:
        if key in _ACTIVE_KEYS or (key in _KIND_KEYS and str(value) in _ACTIVE_KINDS):
            raise FileRefused("active")
        inner.append(value)
    return inner


# ---- Office files, which are archives ----

_ACTIVE_NAMES = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|oleobject|^basic/|^scripts/|macrosheets/|customui/"
    r"|\.(?:bin\.exe|exe|dll|js|vbs|ps1|bat|cmd|scr|jar|com|msi|hta|lnk|html?|svg|swf)$",
    re.I,
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def _check_office(content: bytes, known: FileType) -> None:
    if not content.startswith(b"PK\x03\x04"):
        raise FileRefused("not_its_type")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive, known)
    except FileRefused:
        raise
    except Exception as broken:  # a hostile archive may fail anywhere inside the parser
        raise FileRefused("unreadable") from broken


def _check_archive(archive: zipfile.ZipFile, known: FileType) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(names) < len(parts):
        raise FileRefused("unreadable")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused("locked")
    if known.main_part not in names or _declared(archive, known) != known.media_type:
        raise FileRefused("not_its_type")
    if any(_ACTIVE_NAMES.search(name) for name in names):
        raise FileRefused("active")
    relations = [part for part in parts if part.filename.lower().endswith(".rels")]
    # Reading them takes longer than unpacking them, so that they are bounded together.
    if sum(part.file_size for part in relations) > LARGEST_RELATIONS:
        raise FileRefused("unreadable")
    for part in relations:
        _check_relations(_read(archive, part.filename))


def _declared(archive: zipfile.ZipFile, known: FileType) -> str:
    """The media type that the archive says it has."""
    if known.main_part == "content.xml":
        return _read(archive, "mimetype").decode("ascii", "replace").strip()
    types = _parsed(_read(archive, "[Content_Types].xml"))
    said = [str(entry.get("ContentType", "")) for entry in types.iter()]
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in said):
        raise FileRefused("active")
    return known.media_type if f"{known.media_type}.main+xml" in said else ""


def _check_relations(content: bytes) -> None:
    """A part that is fetched from elsewhere when the file is opened is refused; a link that one clicks is not."""
    for relation in _parsed(content).iter(_RELATION):
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        if str(relation.get("TargetMode", "")).lower() == "external" and kind != "hyperlink":
            raise FileRefused("active")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(LARGEST_RELATIONS + 1)
    if len(content) > LARGEST_RELATIONS:
        raise FileRefused("unreadable")
    return content


def _parsed(content: bytes) -> ElementTree.Element:
    # Office files declare no entities; whoever does wants to make the reader unfold them.
    if b"<!" in content.replace(b"\x00", b"").replace(b"<!--", b""):
        raise FileRefused("unreadable")
    return ElementTree.fromstring(content)  # noqa: S314 (entities are refused above)
