"""Whoever stores private files says which of them are in use, or the sweep would erase them."""

import re

from koinon.adapters.storage import keepers
from tests.house.source import named, python_files

STORES = re.compile(r"private_store\(\)\s*\.put\(")


def test_every_room_that_stores_files_says_which_it_keeps() -> None:
    storing = {named(file).split("/")[3] for file in python_files("rooms") if STORES.search(file.read_text())}
    assert storing == set(keepers())


def test_files_are_stored_by_rooms_and_nobody_else() -> None:
    others = [file for file in python_files() if named(file).split("/")[2] not in ("rooms", "adapters")]
    assert [named(file) for file in others if STORES.search(file.read_text())] == []


def test_the_pattern_finds_what_it_looks_for() -> None:
    assert STORES.search("storage.private_store().put(content)")
