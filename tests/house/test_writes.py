"""Records change in actions and nowhere else; what time it is, one place says."""

import re

from tests.house.source import named, python_files

WRITES = re.compile(
    r"\.(?:save|bulk_create|bulk_update|get_or_create|update_or_create)\(|\.delete\(\)"
    r"|\.objects(?:\.\w+\([^()]*\))*\.(?:create|update|delete)\(|\bupdate_each\("
)
ASKS_THE_TIME = re.compile(r"timezone\.now\(|date\.today\(|datetime\.now\(|\.localdate\(\)|utcnow\(")

MAY_WRITE = {
    "src/koinon/rooms/declarations/figures.py": "replaces a draft's figures for the actions that call it",
    "src/koinon/rooms/dues/numbers.py": "takes numbers for the actions that issue",
    "src/koinon/rooms/dues/papers.py": "keeps a paper once it is rendered; nobody decides anything there",
    "src/koinon/rooms/people/models.py": "Django's own way to make a user, called by the action",
    "src/koinon/doors/demo/network/applicants.py": "writes an empty page into memory, and no record",
    "src/koinon/doors/website/setup.py": "plants Wagtail's first pages",
}
MAY_ASK = {
    "src/koinon/doors/demo/network/calendar.py": "sets the demo's clock against the world's",
    "src/koinon/doors/demo/build.py": "sets the demo's clock against the world's",
    "src/koinon/rooms/tasks/machine.py": "how long a journal entry waits is measured by the machine's clock",
}


def _matching(pattern: re.Pattern[str]) -> set[str]:
    files = python_files("rooms", "doors")
    return {named(file) for file in files if "/actions/" not in named(file) and pattern.search(file.read_text())}


def test_records_change_only_in_actions() -> None:
    assert _matching(WRITES) - set(MAY_WRITE) == set()


def test_the_time_is_asked_in_one_place() -> None:
    assert _matching(ASKS_THE_TIME) - set(MAY_ASK) == set()
    statutes = [named(file) for file in python_files("statutes") if ASKS_THE_TIME.search(file.read_text())]
    assert statutes == []


def test_exceptions_are_still_needed() -> None:
    assert set(MAY_WRITE) <= _matching(WRITES)
    assert set(MAY_ASK) <= _matching(ASKS_THE_TIME)


def test_the_patterns_find_what_they_look_for() -> None:
    for written in ("row.save()", "Invoice.objects.filter(pk=1).update(x=2)", "Person.objects.create(a=1)"):
        assert WRITES.search(written)
    assert not WRITES.search("found.update({})")
    assert ASKS_THE_TIME.search("day = date.today()")
