"""Private files (issued papers, evidence): kept by the hash of their content, outside all that is served.

A file is named by the SHA-256 of its bytes, so it can be neither replaced unnoticed nor stored twice. It
appears whole or not at all, whatever crashes, and is checked again whenever it is read.

A record is erased first and its file afterwards, by `sweep`: a file that no record points to is harmless until the
next sweep, a record that points to nothing never comes about. Each room that keeps files says which are in use.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_DIGEST = re.compile(r"[0-9a-f]{64}")
_ASIDE, _NEW = ".gone-", ".new-"
# Longer than any transaction takes that stores a file first and its record afterwards.
UNTOUCHED_FOR = 3600.0
ASKED_AT_ONCE = 500

Keeper = Callable[[Collection[str]], Iterable[str]]
_keepers: dict[str, Keeper] = {}


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
        if not self._touched(place, digest):
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

    def untouched_since(self, moment: float) -> Iterator[str]:
        """Give the digests of the files that nobody has put since a moment (seconds of the machine's clock)."""
        for place in self.root.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError):
                if _DIGEST.fullmatch(place.name) and place.stat().st_mtime < moment:
                    yield place.name

    def erase(self, digest: str, moment: float) -> bool:
        """Erase a file unless it was put since a moment; tells whether it is gone by this.

        It is set aside before it is looked at once more: whoever puts the same bytes meanwhile writes them anew.
        """
        place = self._place(digest)
        aside = place.with_name(_ASIDE + digest)
        try:
            os.replace(place, aside)
            young = aside.stat().st_mtime >= moment
            os.replace(aside, place) if young else aside.unlink()
        except FileNotFoundError:
            return False
        _sync_folder(place.parent)
        return not young

    def tidy(self, moment: float) -> None:
        """Put back what a crash left aside, and drop what was never written to its end."""
        for aside in self.root.glob(f"[0-9a-f][0-9a-f]/{_ASIDE}*"):
            with suppress(FileNotFoundError):
                # Bytes that were put since count as put then: the older file must not take their place.
                with suppress(FileExistsError):
                    os.link(aside, aside.with_name(aside.name.removeprefix(_ASIDE)))
                aside.unlink()
        for left in self.root.glob(f"[0-9a-f][0-9a-f]/{_NEW}*"):
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < moment:
                    left.unlink()

    def _place(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FileMissing(digest)
        return self.root / digest[:2] / digest

    def _touched(self, place: Path, digest: str) -> bool:
        """Whether the file is there, whole; from now on it counts as put at this moment."""
        try:
            if hashlib.sha256(place.read_bytes()).hexdigest() != digest:
                return False
            os.utime(place)
        except FileNotFoundError:
            return False
        return True

    def _write(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # mkstemp makes the file readable by its owner only.
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=_NEW)
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


def keeps_files(room: str) -> Callable[[Keeper], Keeper]:
    """Register the function that says which of some digests a room's records point to."""

    def register(keeper: Keeper) -> Keeper:
        if room in _keepers:
            raise ValueError(f"{room} says twice which files it keeps")
        _keepers[room] = keeper
        return keeper

    return register


def keepers() -> frozenset[str]:
    """The rooms that say which files they keep."""
    return frozenset(_keepers)


def sweep(store: PrivateStore) -> int:
    """Erase the files that no record points to; tells how many. Run twice, or after a crash, it does what is left."""
    if not _keepers:
        raise RuntimeError("no room has said which files it keeps")
    moment = time.time() - UNTOUCHED_FOR
    store.tidy(moment)
    digests, erased = sorted(store.untouched_since(moment)), 0
    for start in range(0, len(digests), ASKED_AT_ONCE):
        some = digests[start : start + ASKED_AT_ONCE]
        kept = {digest for keeper in _keepers.values() for digest in keeper(some)}
        erased += sum(store.erase(digest, moment) for digest in some if digest not in kept)
    return erased


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, as fsync on the file does for its content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
