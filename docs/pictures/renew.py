"""Renews the pictures of the README: .venv/bin/python docs/pictures/renew.py

It starts a demo of its own and stops it again; of one that runs already, the address may be given:
.venv/bin/python docs/pictures/renew.py http://127.0.0.1:8000. CHROMIUM names a browser in an unusual place.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
VIEW, SHOWN = {"width": 1240, "height": 900}, (992, 720)
COLOURS = 256
ANSWERS = "level=national&legal_form=other&worker_cooperatives=yes&social_cooperatives=yes&cicopa=joins_too"


def sign_in(page: Page, who: str) -> None:
    """Come in as somebody of the demo."""
    page.goto("/demo/")
    row = page.locator("li.d-player", has_text=re.compile(who)).last
    row.locator("a, button", has_text="Sign in").first.click()
    page.wait_for_load_state("networkidle")


def join(page: Page) -> None:
    """A stranger who has answered five questions."""
    page.goto(f"/en/join/?{ANSWERS}")


def application(page: Page) -> None:
    """An application that was looked at and waits for the Board."""
    sign_in(page, "membership officer")
    page.goto("/desk/applications/?state=board")
    page.locator("tbody").get_by_role("link").first.click()


def standing(page: Page) -> None:
    """A member, as its contact finds it."""
    sign_in(page, "Anna Lindqvist")


def today(page: Page) -> None:
    """What the desk sees today."""
    sign_in(page, "Helena Brandt")


PICTURES: Mapping[str, Callable[[Page], None]] = {
    "today": today,
    "join": join,
    "application": application,
    "standing": standing,
}


def take(browser: Browser, demo: str, name: str) -> None:
    """Take one picture, in the light theme and small enough for a page of text."""
    page = browser.new_page(base_url=demo, viewport=VIEW, color_scheme="light", locale="en-GB")  # type: ignore[arg-type]
    PICTURES[name](page)
    page.wait_for_load_state("networkidle")
    place = HERE / f"{name}.png"
    page.screenshot(path=place)
    page.context.close()
    with Image.open(place) as whole:
        small = whole.convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
    # This way of choosing them keeps a colour that is seen in one spot only.
    small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(place, optimize=True)
    print(f"{place.relative_to(ROOT)}: {place.stat().st_size // 1000} kB")  # noqa: T201 (a command that says what it did)


@contextmanager
def own_demo() -> Iterator[str]:
    """A demo in a folder that is thrown away; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "KOINON_VAR": folder, "PORT": port, "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-m", "koinon.doors.demo.start"]
        demo = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)  # noqa: S603 (no words of others)
        try:
            ready = (line for line in demo.stdout or () if line.startswith("ready: "))
            yield next(ready).removeprefix("ready: ").strip().rstrip("/")
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.communicate(timeout=60)


def renew(demo: str) -> None:
    """Take all pictures."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name in PICTURES:
            take(browser, demo, name)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        renew(sys.argv[1].rstrip("/"))
    else:
        with own_demo() as address:
            renew(address)
