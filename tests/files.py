"""Files as people hand them in."""

import io
from functools import cache

import pikepdf

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


@cache
def pdf() -> bytes:
    """A paper of one empty page."""
    written = io.BytesIO()
    paper = pikepdf.new()
    paper.add_blank_page()
    paper.save(written)
    return written.getvalue()
