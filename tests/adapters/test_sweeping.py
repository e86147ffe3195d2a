"""The sweep of the private store: what no record points to goes, what one points to stays, whatever crashes."""

import os
from collections.abc import Collection
from pathlib import Path

import pytest

from koinon.adapters import storage
from koinon.adapters.storage import PrivateStore, sweep


@pytest.fixture
def store(tmp_path: Path) -> PrivateStore:
    return PrivateStore(tmp_path / "private")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The digests that records point to, in this test."""
    digests: set[str] = set()
    monkeypatch.setattr(storage, "_keepers", {"one": digests.intersection, "other": lambda _digests: []})
    return digests


def old(store: PrivateStore, content: bytes) -> str:
    """A file that was put long ago."""
    digest = store.put(content)
    for file in store.root.rglob(digest):
        os.utime(file, (0, 0))
    return digest


def names(store: PrivateStore) -> set[str]:
    """The names of all files in the store."""
    return {path.name for path in store.root.rglob("*") if path.is_file()}


def test_what_nothing_points_to_goes_and_the_rest_stays(store: PrivateStore, kept: set[str]) -> None:
    gone, stays = old(store, b"of an erased draft"), old(store, b"of an invoice")
    kept.add(stays)
    assert [sweep(store), sweep(store)] == [1, 0]
    assert names(store) == {stays}
    assert not store.has(gone)


def test_what_was_put_lately_stays_for_its_record_may_be_on_its_way(store: PrivateStore, kept: set[str]) -> None:
    assert kept == set()
    young, again = store.put(b"just now"), old(store, b"long ago")
    assert store.put(b"long ago") == again
    assert sweep(store) == 0
    assert names(store) == {young, again}


def test_many_files_are_asked_for_in_batches(
    store: PrivateStore, kept: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "ASKED_AT_ONCE", 2)
    digests = [old(store, f"paper {number}".encode()) for number in range(5)]
    kept.update(digests[:2])
    assert sweep(store) == 3
    assert names(store) == kept


def test_bytes_put_while_they_are_erased_are_there_afterwards(
    store: PrivateStore, kept: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept == set()
    digest, replace = old(store, b"twice"), os.replace
    moments: list[str] = []

    def put_between(source: object, target: object) -> None:
        if not moments:  # before it is set aside: somebody puts the same bytes, and finds them there
            moments.append(store.put(b"twice"))
        replace(source, target)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", put_between)
        assert sweep(store) == 0
    assert store.get(digest) == b"twice"


def test_bytes_put_after_they_were_set_aside_are_written_anew(
    store: PrivateStore, kept: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept == set()
    digest, unlink = old(store, b"twice"), Path.unlink

    def put_between(path: Path, missing_ok: bool = False) -> None:
        store.put(b"twice")
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", put_between)
        assert sweep(store) == 1
    assert store.get(digest) == b"twice"


def test_a_crash_between_both_is_mended_by_the_next_sweep(
    store: PrivateStore, kept: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = old(store, b"half erased")

    def crash(*_args: object, **_more: object) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", crash)
        with pytest.raises(OSError, match="power cut"):
            sweep(store)
    assert names(store) == {f".gone-{digest}"}
    kept.add(digest)
    assert sweep(store) == 0
    assert store.get(digest) == b"half erased"
    kept.clear()
    assert sweep(store) == 1
    assert names(store) == set()


def test_what_a_crash_left_aside_takes_no_younger_file_s_place(store: PrivateStore, kept: set[str]) -> None:
    assert kept == set()
    digest = old(store, b"twice")
    place = store.root / digest[:2] / digest
    place.rename(place.with_name(f".gone-{digest}"))
    assert store.put(b"twice") == digest
    assert sweep(store) == 0, "its record may be on its way"
    assert (names(store), store.get(digest)) == ({digest}, b"twice")


def test_what_was_never_written_to_its_end_goes(store: PrivateStore, kept: set[str]) -> None:
    kept.add(store.put(b"whole"))
    folder = next(path for path in store.root.iterdir())
    for name, when in (("old", 0.0), ("young", None)):
        left = folder / f".new-{name}"
        left.write_bytes(b"ha")
        if when is not None:
            os.utime(left, (when, when))
    assert sweep(store) == 0
    assert names(store) == {*kept, ".new-young"}


def test_nothing_goes_where_a_room_cannot_answer(store: PrivateStore, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = old(store, b"of whom?")

    def silent(_digests: Collection[str]) -> list[str]:
        raise ConnectionError("the database does not answer")

    monkeypatch.setattr(storage, "_keepers", {"one": lambda _digests: [], "other": silent})
    with pytest.raises(ConnectionError):
        sweep(store)
    monkeypatch.setattr(storage, "_keepers", {})
    with pytest.raises(RuntimeError):
        sweep(store)
    assert names(store) == {digest}


def test_a_room_says_once_which_files_it_keeps(kept: set[str]) -> None:
    assert kept == set()
    with pytest.raises(ValueError, match="one says twice"):
        storage.keeps_files("one")(lambda digests: digests)
