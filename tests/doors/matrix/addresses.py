"""Every address of the house, found by walking the resolver: a new one is in the matrix the moment it is routed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from django.utils import translation
from django.utils.regex_helper import normalize

ARGUMENT = re.compile(r"<(?:[^>:]+:)?(?P<name>[^>]+)>")
DOORS = ("desk", "members", "live", "documents", "demo", "booth")


@dataclass(frozen=True, slots=True)
class Address:
    """One routed address: its pieces from the root on, and the view behind it."""

    pieces: tuple[Any, ...]
    name: str
    view: Any

    @property
    def route(self) -> str:
        """The address as it is routed, its arguments by name."""
        return "/" + "".join(str(piece) for piece in self.pieces)

    @property
    def door(self) -> str:
        """Which door it belongs to, by the first word after a language."""
        words = [word for word in re.split(r"[/^]", self.route) if word and word not in dict(settings.LANGUAGES)]
        first = words[0] if words else ""
        if first in {"sign-in", "sign-out", "sign-up", "arrive"}:
            return "sign-in"
        return first if first in DOORS else "website"

    @property
    def key(self) -> str:
        """What rules and excuses call it: its name, or its route where it has none."""
        return self.name if self.name and not self.name.endswith(":") else self.route

    @property
    def wants(self) -> tuple[str, ...]:
        """The names of its arguments; those without a name are called `route 0`, `route 1` …"""
        return tuple(dict.fromkeys(name for piece in self.pieces for name in _arguments(piece, self.key)))

    @property
    def of_wagtail(self) -> bool:
        """Whether Wagtail answers it, behind the one gate that the desk puts before all of its views."""
        return self.door == "desk" and str(getattr(self.view, "__module__", "")).startswith("wagtail.")

    def takes(self, method: str) -> bool:
        """Whether the view behind it says that it answers a method; functions are taken to answer all."""
        made_of = getattr(self.view, "view_class", None)
        return made_of is None or hasattr(made_of, method.lower())

    def paths(self, values: Mapping[str, Sequence[Any]]) -> Iterator[str]:
        """The address filled in with every combination of the values given for its arguments."""
        for chosen in product(*(values[name] for name in self.wants)):
            given = dict(zip(self.wants, chosen, strict=True))
            yield "/" + "".join(_filled(piece, given, self.key) for piece in self.pieces)


def all_addresses(urlconf: str | None = None) -> list[Address]:
    """Every address of the house, once a language where it stands under one."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found += [address for address in _walk(get_resolver(urlconf).url_patterns, (), "") if address not in found]
    return found


def _walk(patterns: Sequence[Any], above: tuple[Any, ...], namespace: str) -> Iterator[Address]:
    for entry in patterns:
        pieces = (*above, _piece(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, pieces, inner)
        elif isinstance(entry, URLPattern):
            yield Address(pieces, f"{namespace}{entry.name or ''}", entry.callback)


def _piece(pattern: Any) -> Any:
    """A prefix depends on the active language: it is written down while that is known."""
    return pattern.language_prefix if isinstance(pattern, LocalePrefixPattern) else pattern


def _arguments(piece: Any, key: str) -> list[str]:
    if isinstance(piece, RoutePattern):
        return ARGUMENT.findall(str(piece))
    if isinstance(piece, RegexPattern):
        _shape, names = normalize(piece.regex.pattern)[0]
        return [f"{key} {name[1:]}" if name.startswith("_") else name for name in names]
    return []


def _filled(piece: Any, given: Mapping[str, Any], key: str) -> str:
    if isinstance(piece, RoutePattern):
        return ARGUMENT.sub(lambda found: str(given[found["name"]]), str(piece))
    if isinstance(piece, RegexPattern):
        shape, names = normalize(piece.regex.pattern)[0]
        own = {name: given[f"{key} {name[1:]}" if name.startswith("_") else name] for name in names}
        filled: str = shape % own
        return filled
    return str(piece)
