"""On which line of a TOML text each key stands; `tomllib` reads values but forgets where they were."""

import re
import tomllib

KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t\r\n,]*(?:#[^\n]*[ \t\r\n,]*)*")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\r\n]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")


class LineIndex:
    """The lines of all keys and list items of one text, which must be valid TOML."""

    def __init__(self, text: str) -> None:
        """Keep the text; it is walked through once, when the first line is asked for."""
        self._text = text
        self._at = 0
        self._counted = 0
        self._line = 1
        self._lines: dict[KeyPath, int] = {(): 1}
        self._lists: dict[KeyPath, int] = {}

    def line_of(self, path: KeyPath) -> int:
        """The line where `path` stands; for something that is not there, that of what should hold it."""
        if self._at == 0:
            self._walk()
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _walk(self) -> None:
        table: KeyPath = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text.startswith("[[", self._at):
                table = self._header(2)
            elif self._text.startswith("[", self._at):
                table = self._header(1)
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self, brackets: int) -> KeyPath:
        line = self._line_here()
        self._at += brackets
        path: KeyPath = ()
        for name in self._key():
            path = (*self._latest(path), name)
            self._lines.setdefault(path, line)
        if brackets == 2:
            self._lists[path] = self._lists.get(path, -1) + 1
        path = self._latest(path)
        self._lines[path] = line
        self._skip(re.compile(r"[ \t]*\]+"))
        return path

    def _latest(self, path: KeyPath) -> KeyPath:
        return (*path, self._lists[path]) if path in self._lists else path

    def _pair(self, table: KeyPath) -> None:
        line = self._line_here()
        path = table
        for name in self._key():
            path = (*path, name)
            self._lines.setdefault(path, line)
        self._skip(re.compile(r"[ \t]*=[ \t]*"))
        self._value(path)

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip(re.compile(r"[ \t]*"))
            quoted = _STRING.match(self._text, self._at)
            names.append(self._take(_STRING) if quoted else self._take(_BARE_KEY))
            if quoted:
                names[-1] = tomllib.loads(f"name = {names[-1]}")["name"]
            if not self._skip(_DOT):
                return names

    def _value(self, path: KeyPath) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._items(path)
        elif opening == "{":
            self._at += 1
            self._skip(_BLANK)
            while self._text[self._at] != "}":
                self._pair(path)
                self._skip(_BLANK)
            self._at += 1
        elif opening in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_BARE_VALUE)

    def _items(self, path: KeyPath) -> None:
        self._at += 1
        self._skip(_BLANK)
        place = 0
        while self._text[self._at] != "]":
            self._lines[(*path, place)] = self._line_here()
            self._value((*path, place))
            self._skip(_BLANK)
            place += 1
        self._at += 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        assert match is not None, "the text was valid TOML"
        self._at = match.end()
        return match.group()

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self._text, self._at)
        if match is None or match.end() == self._at:
            return False
        self._at = match.end()
        return True

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line
