"""A page as people with little sight, small screens or dark rooms meet it: what they would trip over, in words."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Colours glide from one theme to the other; what is half-way is nobody's page.
SETTLED = "() => Promise.all(document.getAnimations().map(glide => glide.finished.catch(() => null))).then(() => true)"
RUN_AXE = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
FACTS = """() => ({
    h1: document.querySelectorAll('h1').length, lang: document.documentElement.lang, title: document.title,
    links: [...document.querySelectorAll('a[href]')].map(link => link.href)})"""
TOO_WIDE = "() => document.scrollingElement.scrollWidth - window.innerWidth"
VIEWS = (("light", 1280, 900), ("dark", 390, 844))


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is open, wide and light, then narrow and dark."""
    page.wait_for_load_state("load")
    facts, found = page.evaluate(FACTS), []
    if facts["h1"] != 1:
        found.append(f"{facts['h1']} h1")
    if not facts["lang"] or not facts["title"].strip(" ·"):
        found.append("no language or title")
    page.evaluate(AXE_SCRIPT)
    for scheme, width, height in VIEWS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SETTLED)
        found += [f"{scheme}, {width} px: {words}" for words in _barriers(page)]
        if (beyond := page.evaluate(TOO_WIDE)) > 1:
            found.append(f"scrolls sideways by {beyond} px at {width} px")
    page.set_viewport_size({"width": VIEWS[0][1], "height": VIEWS[0][2]})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return [f"{page.url}: {words}" for words in found]


def look_at(page: Page) -> None:
    """Fail with everything that is wrong with the page that is open."""
    found = faults(page)
    assert not found, "\n".join(found)


def links_on(page: Page) -> list[str]:
    """Where the page's links lead."""
    links: list[str] = page.evaluate(FACTS)["links"]
    return links


def _barriers(page: Page) -> list[str]:
    return [
        f"{found['id']} ({found['impact']}, {len(found['nodes'])} times): {found['nodes'][0]['html'][:120]}"
        for found in page.evaluate(RUN_AXE)
    ]
