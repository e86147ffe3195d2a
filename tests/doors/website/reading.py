"""Reads a page as a browser and a screen reader would, far enough to say what is wrong with its structure."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle", "use", "source"}


@dataclass
class Found:
    """What stands on a page."""

    tags: Counter[str] = field(default_factory=Counter)
    language: str = ""
    ids: Counter[str] = field(default_factory=Counter)
    labelled: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What can be read, with single spaces."""
        return " ".join(" ".join(self.texts).split())


class Reader(HTMLParser):
    """Collects while it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found()
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found, given = self.found, dict(attrs)
        found.tags[tag] += 1
        if tag == "html":
            found.language = given.get("lang") or ""
        if given.get("id"):
            found.ids[given["id"] or ""] += 1
        if tag == "label":
            found.labelled.add(given.get("for") or "")
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            found.fields.add(given.get("id") or "")
        if tag in {"h1", "h2", "h3", "h4"}:
            found.headings.append(int(tag[1]))
        found.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag in {"script", "style"}:
            self._silent += 1
            found.inline += [tag] if "src" not in given else []
        address = given.get("src") or (given.get("href") if tag in {"link", "use"} else None) or ""
        if "//" in address:
            found.hosts.append(address)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.texts.append(data)


def read(response: HttpResponse) -> Found:
    """What stands on the page of a response."""
    reader = Reader()
    reader.feed(response.content.decode())
    reader.close()
    return reader.found


def faults(found: Found) -> list[str]:
    """What is wrong with a page's structure; empty where nothing is."""
    said = []
    if found.tags["h1"] != 1:
        said.append(f"{found.tags['h1']} h1")
    if found.tags["main"] != 1:
        said.append(f"{found.tags['main']} main")
    if not found.language:
        said.append("no language")
    if any(below > above + 1 for above, below in zip(found.headings, found.headings[1:], strict=False)):
        said.append(f"headings skip a level: {found.headings}")
    said += [f"id {name} twice" for name, times in found.ids.items() if times > 1]
    said += [f"field {name} without label" for name in found.fields - found.labelled]
    said += [f"inline {what}" for what in found.inline]
    said += [f"another host: {address}" for address in found.hosts]
    return said
