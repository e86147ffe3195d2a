"""Sizes that can be taken in at once. The excuses carry a reason each, and may only become fewer."""

from tests.house.source import SOURCE, functions, named, python_files

FILE, STATUTES_FILE, TEMPLATE = 300, 200, 120
FUNCTION, ARGUMENTS = 40, 6

EXCUSED = {
    "src/koinon/rooms/declarations/actions/submission.py:submit_declaration": "one decision with five refusals",
    "src/koinon/rooms/declarations/actions/estimates.py:adopt_estimate": "one decision with five refusals",
    "src/koinon/rooms/people/actions/mandates.py:_named": "the whole of a mandate, spelled out",
}


def _report(too_large: dict[str, int]) -> str:
    return "\n".join(f"{place}: {size}" for place, size in sorted(too_large.items()))


def test_files_are_short() -> None:
    sizes = {named(file): len(file.read_text().splitlines()) for file in python_files()}
    too_large = {name: size for name, size in sizes.items() if size > (STATUTES_FILE if "/statutes/" in name else FILE)}
    assert not too_large, _report(too_large)


def test_templates_are_short() -> None:
    sizes = {named(file): len(file.read_text().splitlines()) for file in SOURCE.rglob("*.html")}
    too_large = {name: size for name, size in sizes.items() if size > TEMPLATE}
    assert not too_large, _report(too_large)


def test_functions_are_short_and_ask_for_little() -> None:
    too_large = {
        function.place: function.lines
        for function in functions()
        if (function.lines > FUNCTION or function.arguments > ARGUMENTS) and function.place not in EXCUSED
    }
    assert not too_large, _report(too_large)


def test_excuses_are_still_needed() -> None:
    large = {f.place for f in functions() if f.lines > FUNCTION or f.arguments > ARGUMENTS}
    assert set(EXCUSED) <= large, f"no longer needed: {sorted(set(EXCUSED) - large)}"
