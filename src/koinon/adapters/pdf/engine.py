"""Typst, kept warm: fonts are read once a process, a compiler once a thread, papers go in as JSON.

What a paper says reaches Typst only through `sys.inputs`, as text; markup is never built from it. So a name
that looks like code is printed as a name, and a template can read nothing but the files beside it.
"""

import json
import logging
import threading
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
STANDARDS: "tuple[typst.PDFStandard, ...]" = ("a-3a", "ua-1")

logger = logging.getLogger(__name__)
_held = threading.local()


class PaperNotRendered(Exception):
    """A template refused its data; `args` carry Typst's words. Always our fault, never the reader's."""


def render(template: str, document: Mapping[str, Any], *, written_at: datetime) -> bytes:
    """Give the PDF of `document` laid out by `templates/<template>`; same input, same bytes.

    The PDF is tagged and follows PDF/A-3a and PDF/UA-1. Only where no font at hand draws one of its
    characters are these two given up (they forbid it), for a paper that shows a box must still go out.
    """
    inputs = {"paper": json.dumps(_printable(document), ensure_ascii=False, sort_keys=True)}
    try:
        return _compile(template, inputs, written_at, STANDARDS, system_fonts=False)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise PaperNotRendered(template, error.message, error.diagnostic) from error
        logger.info("no font of ours draws all of %s: %s", template, error.message)
    return _with_other_fonts(template, inputs, written_at)


def _with_other_fonts(template: str, inputs: dict[str, str], written_at: datetime) -> bytes:
    try:
        return _compile(template, inputs, written_at, STANDARDS, system_fonts=True)
    except typst.TypstError as error:
        logger.warning("%s is rendered without PDF/A and PDF/UA: %s", template, error.message)
    try:
        return _compile(template, inputs, written_at, (), system_fonts=True)
    except typst.TypstError as error:
        raise PaperNotRendered(template, error.message, error.diagnostic) from error


def _compile(
    template: str,
    inputs: dict[str, str],
    written_at: datetime,
    standards: "tuple[typst.PDFStandard, ...]",
    *,
    system_fonts: bool,
) -> bytes:
    made = _compiler(template, system_fonts=system_fonts).compile(
        format="pdf", sys_inputs=inputs, pdf_standards=list(standards), timestamp=int(written_at.timestamp())
    )
    if not isinstance(made, bytes):
        raise PaperNotRendered(template, "no PDF came out")
    return made


def _compiler(template: str, *, system_fonts: bool) -> typst.Compiler:
    # A compiler remembers the inputs of its last run, so two threads must not share one; the fonts they may.
    compilers: dict[tuple[str, bool], typst.Compiler] = _held.__dict__.setdefault("compilers", {})
    key = (template, system_fonts)
    if key not in compilers:
        compilers[key] = typst.Compiler(
            input=TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(system_fonts=system_fonts)
        )
    return compilers[key]


@cache
def _fonts(*, system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True, font_paths=[FONTS])


# Line and paragraph separators, and the marks that reverse the order of what follows them: on paper they
# could only hide or disguise what is said. Joiners stay, some scripts need them.
_DISGUISES = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _printable(value: Any) -> Any:
    """Give the same structure with every character that cannot be printed left out of its texts."""
    if isinstance(value, str):
        # Nearly all texts are printable as they are, and to ask that of each letter takes longer than to lay it out.
        if value.isprintable():
            return value.strip()
        return "".join(" " if c in "\n\t" else c for c in value if _can_print(c)).strip()
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value


def _can_print(character: str) -> bool:
    if character in "\n\t":
        return True
    return character not in _DISGUISES and unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"}
