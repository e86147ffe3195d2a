"""Private files (issued papers, evidence): kept by the hash of their content, outside all that is served.

A file is named by the SHA-256 of its bytes, so it can be neither replaced unnoticed nor stored twice. It
appears whole or not at all, whatever crashes, and is checked again whenever it is read.
"""

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FileMissing(LookupError):
    """No file has this digest."""


class FileDamaged(Exception):
    """The stored bytes are no longer those that were put there."""


@dataclass(frozen=True, slots=True)
class PrivateStore:
    """A folder of files named by their content; only the application's own account may read them."""

    root: Path

    def put(self, content: bytes) -> str:
        """Store bytes and give their SHA-256 digest; they are on disk when this returns."""
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if not self._holds(place, digest):
            self._write(place, content)
        return digest

    def get(self, digest: str) -> bytes:
        """Give the bytes of a digest; raises `FileMissing` or, where they changed, `FileDamaged`."""
        try:
            content = self._place(digest).read_bytes()
        except FileNotFoundError:
            raise FileMissing(digest) from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise FileDamaged(digest)
        return content

    def has(self, digest: str) -> bool:
        """Tell whether there is a file of this digest, without reading it."""
        return self._place(digest).is_file()

    def _place(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FileMissing(digest)
        return self.root / digest[:2] / digest

    def _holds(self, place: Path, digest: str) -> bool:
        return place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == digest

    def _write(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # mkstemp makes the file readable by its owner only.
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, place)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise
        _sync_folder(place.parent)
        _sync_folder(self.root)


def private_store() -> PrivateStore:
    """Give the store at `settings.KOINON_PRIVATE_ROOT`, which must not lie in a folder that is served."""
    root = Path(settings.KOINON_PRIVATE_ROOT).resolve()
    for served in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        if served and root.is_relative_to(Path(served).resolve()):
            raise ImproperlyConfigured(f"KOINON_PRIVATE_ROOT {root} lies in {served}, which is served to everybody")
    return PrivateStore(root)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, as fsync on the file does for its content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
