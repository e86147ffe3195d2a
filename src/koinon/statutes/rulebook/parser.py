"""From TOML texts to a checked rulebook, or to all the errors in them."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from koinon.statutes.rulebook import schema
from koinon.statutes.rulebook.checks import check
from koinon.statutes.rulebook.errors import RulebookError, RulebookErrors, closest
from koinon.statutes.rulebook.files import FILES, OPTIONAL
from koinon.statutes.rulebook.positions import LineIndex
from koinon.statutes.rulebook.reader import BROKEN, Reader

_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def load_rulebook(directory: Path) -> schema.Rulebook:
    """The rulebook that a directory's `*.toml` files hold; raises `RulebookErrors`."""
    return parse_rulebook(texts_of(directory))


def texts_of(directory: Path) -> dict[str, str]:
    """File name -> text of a rulebook's files (its examples are not part of it); raises `RulebookErrors`."""
    texts: dict[str, str] = {}
    errors: list[RulebookError] = []
    for path in sorted(directory.glob("*.toml")):
        try:
            texts[path.name] = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            found = f"byte {error.object[error.start]:#04x}"
            errors.append(RulebookError("encoding", path.name, line, "", found, "text in UTF-8"))
    if not directory.is_dir():
        errors.append(
            RulebookError("missing_file", str(directory), 1, "", "no such directory", "a rulebook's directory")
        )
    if errors:
        raise RulebookErrors(errors)
    return texts


def hash_of(texts: Mapping[str, str]) -> str:
    """The version of a rulebook: SHA-256 in hexadecimal over its files' names and texts, in order of names."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        body = texts[name].replace("\r\n", "\n").encode()
        digest.update(f"{name}\n{len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()


def parse_rulebook(texts: Mapping[str, str]) -> schema.Rulebook:
    """The rulebook that these texts hold; raises `RulebookErrors` with every error found in them."""
    errors = _misnamed(texts)
    tables = {
        name: table for name in FILES if name in texts and (table := _toml(name, texts[name], errors)) is not None
    }
    languages = _languages(tables.get("rulebook.toml", {}))
    readers = {name: Reader(name, LineIndex(texts[name]), languages) for name in tables}
    files = {name: reader.read(FILES[name], tables[name], ()) for name, reader in readers.items()}
    for reader in readers.values():
        errors.extend(reader.errors)
    if errors or BROKEN in files.values():
        raise RulebookErrors(errors)
    rulebook = _assembled(files, hash_of(texts))
    check(rulebook, readers)
    errors = [error for reader in readers.values() for error in reader.errors]
    if errors:
        raise RulebookErrors(errors)
    return rulebook


def _misnamed(texts: Mapping[str, str]) -> list[RulebookError]:
    allowed = ", ".join(FILES)
    unknown = [
        RulebookError("unknown_file", name, 1, "", repr(name), allowed, closest(name, FILES))
        for name in texts
        if name not in FILES
    ]
    # What is optional stands or falls together: who meets without bodies, or has bodies that never meet, is half told.
    needed = FILES if OPTIONAL & set(texts) else FILES.keys() - OPTIONAL
    missing = [
        RulebookError("missing_file", name, 1, "", "no such file", f"all of {', '.join(needed)}")
        for name in FILES
        if name in needed and name not in texts
    ]
    return unknown + missing


def _toml(name: str, text: str, errors: list[RulebookError]) -> dict[str, Any] | None:
    try:
        return _loaded(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        found = _AT_LINE.sub("", str(error))
        errors.append(RulebookError("syntax", name, line, "", found, "TOML 1.0"))
        return None


@lru_cache(maxsize=64)
def _loaded(text: str) -> dict[str, Any]:
    """The tables of a text, only to be read: a new version changes a file or two, the others were read before."""
    return tomllib.loads(text, parse_float=Decimal)


def _languages(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The rulebook's languages, needed before anything else is read; English where they cannot be read."""
    confederation = table.get("confederation")
    found = confederation.get("languages") if isinstance(confederation, dict) else None
    if isinstance(found, list) and found and all(isinstance(language, str) for language in found):
        return tuple(found)
    return ("en",)


def _assembled(files: Mapping[str, Any], version: str) -> schema.Rulebook:
    """One rulebook from its files; each of their top-level keys is a field of it."""
    parts = {item.name: getattr(part, item.name) for part in files.values() for item in fields(part)}
    return schema.Rulebook(version=version, **parts)
