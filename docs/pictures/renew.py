"""Renews the pictures of the README from a running demo: python docs/pictures/renew.py http://127.0.0.1:8000"""

import os
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1240, 900
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
GAP = 24
GROUND = "#E9E4DA"


def sign_in(browser: Browser, demo: str, role: str) -> Page:
    """A page on which somebody of the demo is signed in."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(f"{demo}/demo/")
    row = page.locator("li.d-player", has_text=re.compile(role)).last
    row.locator("a, button", has_text="Sign in").first.click()
    if "/demo/sign-in/" in page.url:
        page.locator("main form button[type=submit]").click()
    page.wait_for_load_state("networkidle")
    return page


def main(demo: str) -> None:
    """Write koinon.png: how a member stands, and what the desk sees today."""
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        for name, role in (("standing", "Anna Lindqvist"), ("today", "Helena Brandt")):
            page = sign_in(browser, demo, role)
            place = HERE / f".{name}.png"
            page.screenshot(path=place)
            taken.append(place)
        browser.close()
    pictures = [Image.open(place).convert("RGB") for place in taken]
    sheet = Image.new("RGB", (2 * WIDTH + 3 * GAP, HEIGHT + 2 * GAP), GROUND)
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (GAP + number * (WIDTH + GAP), GAP))
    half = sheet.resize((sheet.width // 2, sheet.height // 2), Image.Resampling.LANCZOS)
    half.save(HERE / "koinon.png", optimize=True)
    for place in taken:
        place.unlink()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
