"""What holds for all templates, styles and vendored files: nothing foreign, nothing inline, readable in both themes."""

import gzip
import hashlib
import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

PROJECT = Path(settings.PROJECT)
STATIC = PROJECT / "static"
DOORS = PROJECT.parent / "doors"
STYLES = sorted(STATIC.rglob("*.css"))
PAGES = sorted(chain(PROJECT.glob("templates/**/*.html"), DOORS.glob("*/templates/**/*.html")))
TOKENS = (STATIC / "koinon" / "tokens.css").read_text(encoding="utf-8")
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9]", re.IGNORECASE)


def blocks() -> list[dict[str, str]]:
    """The colours of the light set, of the dark one the device asks for, and of the dark one that was chosen."""
    parts = [part for part in re.split(r"\}", TOKENS) if "--k-ground:" in part]
    return [dict(re.findall(r"(--k-[\w-]+): ([^;]+);", part)) for part in parts]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_loads_from_elsewhere(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "@import" not in css
    for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", css):
        assert address.startswith("data:image/") or (path.parent / address).is_file(), address
    assert not ADDRESS.search(re.sub(r"url\([^)]*\)|xmlns='[^']*'", "", css)), path


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_inline_in_templates(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", html), "style attribute"
    assert not re.search(r"<style\b", html), "inline style"
    assert not re.search(r"<script(?![^>]*\bsrc=)", html), "inline script"
    assert not re.search(r"<[^>]*\son\w+\s*=", html), "event attribute"
    assert not re.search(r"""(?:src|action)\s*=\s*["'](?:https?:)?//""", html), "loads from elsewhere"
    assert len(html.splitlines()) <= 120


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_icon_named_in_a_template_is_drawn(path: Path) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "koinon" / "icons.svg").read_text(encoding="utf-8")))
    assert set(re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))) <= drawn


def test_every_icon_of_a_state_is_drawn() -> None:
    from koinon.doors.shared.states import FACES, TONE_ICONS

    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "koinon" / "icons.svg").read_text(encoding="utf-8")))
    assert {face.icon for face in FACES.values()} | set(TONE_ICONS.values()) <= drawn


def test_both_dark_sets_are_the_same() -> None:
    light, asked_for, chosen = blocks()
    assert asked_for == chosen
    assert set(light) == set(chosen)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        *[("ink", ground, 4.5) for ground in ("ground", "card", "quiet", "common-wash", "good-wash", "wrong-wash")],
        *[("muted", ground, 4.5) for ground in ("ground", "card", "quiet", "common-wash")],
        *[(tone, f"{tone}-wash", 4.5) for tone in ("common", "good", "attention", "wrong", "warmth")],
        *[(tone, "card", 4.5) for tone in ("common", "common-deep", "good", "attention", "wrong", "warmth")],
        ("warmth", "ground", 4.5),
        ("ink", "attention-wash", 4.5),
        ("on-common", "common", 4.5),
        ("on-common", "common-deep", 4.5),
        ("on-wrong", "wrong", 4.5),
        ("on-wrong", "wrong-deep", 4.5),
        ("line-firm", "card", 3.0),
        ("line-firm", "ground", 3.0),
    ],
)
def test_contrast(theme: int, text: str, ground: str, least: float) -> None:
    colours = blocks()[theme]
    assert contrast(colours[f"--k-{text}"], colours[f"--k-{ground}"]) >= least


def test_components_use_tokens_and_no_colours_of_their_own() -> None:
    for name in ("house.css", "components.css", "desk.css"):
        css = (STATIC / "koinon" / name).read_text(encoding="utf-8")
        assert not re.search(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", css, re.IGNORECASE), name


def test_every_token_that_is_used_exists() -> None:
    given = set(re.findall(r"(--k-[\w-]+):", TOKENS))
    for path in (STATIC / "koinon").glob("*.css"):
        css = path.read_text(encoding="utf-8")
        assert set(re.findall(r"var\((--k-[\w-]+)", css)) <= given | set(re.findall(r"(--k-[\w-]+):", css)), path.name


def test_the_styles_of_a_page_are_small() -> None:
    names = ["vendor/tabler/tabler.css", *(f"koinon/{name}.css" for name in ("fonts", "tokens", "house", "components"))]
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names) < 60_000


def test_vendored_files_are_the_ones_we_noted() -> None:
    notes = (STATIC / "vendor" / "VENDOR.md").read_text(encoding="utf-8")
    noted = {name: checksum for checksum, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", notes, re.MULTILINE)}
    found = {
        path.relative_to(STATIC / "vendor").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").rglob("*")
        if path.suffix in {".css", ".woff2", ".js"}
    }
    assert noted == found


def contrast(one: str, other: str) -> float:
    """WCAG 2's ratio of two colours."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
