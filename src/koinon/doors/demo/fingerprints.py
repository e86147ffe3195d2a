"""What a demo was made from, as hashes: tells a warm start whether something has to be made anew.

Standard library only: the starter reads it before anything of Django is loaded.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
SOURCE = ROOT / "src" / "koinon"


def network(rulebook: Path) -> str:
    """Of the invented network and the rulebook it lives under."""
    return _of_contents([*(SOURCE / "doors" / "demo" / "network").glob("*.*"), *rulebook.glob("*.toml")])


def migrations() -> str:
    """Of everything that shapes the tables: our migrations and the locked packages."""
    return _of_contents([*SOURCE.glob("*/**/migrations/*.py"), ROOT / "requirements.txt"])


def static() -> str:
    """Of everything that is served as it is; files are told apart by size and time, to be quick."""
    files = sorted(file for file in SOURCE.glob("**/static/**/*") if file.is_file())
    told = [f"{file.relative_to(ROOT)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    return sha256("\n".join([*told, _of_contents([ROOT / "requirements.txt"])]).encode()).hexdigest()


def _of_contents(files: Iterable[Path]) -> str:
    total = sha256()
    for file in sorted(files):
        total.update(f"{file.name} ".encode() + sha256(file.read_bytes()).digest())
    return total.hexdigest()
