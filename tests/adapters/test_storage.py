"""Private files: named by their content, whole or absent, checked when read, outside what is served."""

import hashlib
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koinon.adapters.storage import FileDamaged, FileMissing, PrivateStore, private_store


@pytest.fixture
def store(tmp_path: Path) -> PrivateStore:
    return PrivateStore(tmp_path / "private")


def _files(store: PrivateStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000))
def test_what_is_put_comes_back(store: PrivateStore, content: bytes) -> None:
    digest = store.put(content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert store.get(digest) == content
    assert store.has(digest)


def test_the_same_content_is_one_file_for_its_owner_only(store: PrivateStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(store.put, [b"invoice"] * 32))
    assert len(digests) == 1
    (file,) = _files(store)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) & 0o077 == 0


def test_a_changed_file_is_noticed_and_mended_by_putting_it_again(store: PrivateStore) -> None:
    digest = store.put(b"invoice")
    _files(store)[0].write_bytes(b"forged")
    with pytest.raises(FileDamaged):
        store.get(digest)
    assert store.put(b"invoice") == digest
    assert store.get(digest) == b"invoice"


def test_a_crash_before_the_end_leaves_nothing(store: PrivateStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", crash)
        with pytest.raises(OSError, match="no space"):
            store.put(b"invoice")
    assert _files(store) == []
    assert not store.has(hashlib.sha256(b"invoice").hexdigest())


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64, "/etc/passwd", "0" * 64 + "\n"])
def test_what_is_not_there_is_missing_whatever_is_asked(store: PrivateStore, digest: str) -> None:
    store.put(b"invoice")
    with pytest.raises(FileMissing):
        store.get(digest)


def test_the_store_of_the_settings_lies_outside_what_is_served(tmp_path: Path) -> None:
    with override_settings(KOINON_PRIVATE_ROOT=tmp_path / "private", MEDIA_ROOT=tmp_path / "media"):
        assert private_store().root == (tmp_path / "private").resolve()
    with (
        override_settings(KOINON_PRIVATE_ROOT=tmp_path / "media" / "private", MEDIA_ROOT=tmp_path / "media"),
        pytest.raises(ImproperlyConfigured),
    ):
        private_store()
