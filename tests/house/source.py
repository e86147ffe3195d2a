"""The project's own source, read as text and as syntax."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "koinon"


@dataclass(frozen=True, slots=True)
class Function:
    """A function with where it stands."""

    place: str
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def lines(self) -> int:
        """From `def` to the last line."""
        return (self.node.end_lineno or 0) - self.node.lineno + 1

    @property
    def arguments(self) -> int:
        """How many arguments a caller may give; `self` and `cls` are none."""
        given = self.node.args
        names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        return len(names) - (names[:1] in (["self"], ["cls"]))


def python_files(*below: str) -> list[Path]:
    """The Python files of the project below some folders (all of it without), migrations left out."""
    roots = [SOURCE / folder for folder in below] or [SOURCE]
    return sorted(file for root in roots for file in root.rglob("*.py") if "migrations" not in file.parts)


def named(file: Path) -> str:
    """A file by its path within the project."""
    return file.relative_to(ROOT).as_posix()


def functions() -> Iterator[Function]:
    """Every function of the project."""
    for file in python_files():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(f"{named(file)}:{node.name}", node)
