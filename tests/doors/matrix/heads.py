"""What every answer carries in its head, whoever asked for it."""

from collections.abc import Iterator

from tests.doors.matrix.addresses import Address
from tests.doors.matrix.cast import Someone
from tests.doors.matrix.visits import Answer

# Wagtail writes scripts into these pages for editors without a nonce, and shows previews in a frame of its own.
EDITORS_SCRIPTS = frozenset(
    {
        *("wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailredirects:add", "wagtailredirects:edit"),
        *(f"wagtailadmin_pages:{view}" for view in ("add", "edit", "revisions_revert", "type_use")),
        *(f"wagtailadmin_pages:{view}" for view in ("move", "copy", "history")),
    }
)
PREVIEWS = frozenset(
    {
        "wagtailadmin_pages:preview_on_add",
        "wagtailadmin_pages:preview_on_edit",
        "wagtailadmin_pages:workflow_preview",
        "wagtailadmin_pages:view_draft",
        "wagtailadmin_pages:revisions_view",
        "wagtailadmin_block_preview",
    }
)


def amiss(someone: Someone, address: Address, answer: Answer) -> Iterator[str]:
    """What an answer's head lacks, in words."""
    said = f"{someone.name}: {answer} [{address.key}]"
    heads = answer.response.headers
    for lack in (*_policy(address, heads.get("Content-Security-Policy", "")), *_guards(address, heads)):
        yield f"{said}: {lack}"
    if someone.signs_in:
        kept = heads.get("Cache-Control", "")
        if "no-store" not in kept and "private" not in kept:
            yield f"{said}: may be kept by a shared cache ({kept or 'no Cache-Control'})"
    for name, cookie in answer.response.cookies.items():
        if cookie.value and (not cookie["samesite"] or (name == "sessionid" and not cookie["httponly"])):
            yield f"{said}: cookie {name} is open to scripts or other sites"


def _policy(address: Address, policy: str) -> Iterator[str]:
    given = {words[0]: words[1:] for words in (part.split() for part in policy.split(";")) if words}
    if given.get("default-src") == ["'none'"]:  # a paper to look at: nothing in it may run or load
        return
    for directive in ("script-src", "style-src", "default-src"):
        sources = given.get(directive, [])
        if not sources:
            yield f"no {directive} in its content-security policy"
        if "'unsafe-eval'" in sources or any(source in sources for source in ("*", "http:", "https:", "data:")):
            yield f"{directive} is open: {sources}"
        if "'unsafe-inline'" in sources and (directive != "script-src" or address.key not in EDITORS_SCRIPTS):
            yield f"{directive} allows what is written into the page"
    framed = {"'none'", "'self'"} if address.key in PREVIEWS else {"'none'"}
    if not given.get("frame-ancestors") or set(given["frame-ancestors"]) - framed:
        yield f"may be framed by others: {given.get('frame-ancestors')}"


def _guards(address: Address, heads: object) -> Iterator[str]:
    given = dict(heads.items())  # type: ignore[attr-defined]
    if given.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"
    if given.get("X-Frame-Options") != "DENY" and not (
        address.key in PREVIEWS and given.get("X-Frame-Options") == "SAMEORIGIN"
    ):
        yield f"X-Frame-Options is {given.get('X-Frame-Options')}"
    if given.get("Referrer-Policy") not in {"same-origin", "no-referrer", "strict-origin-when-cross-origin"}:
        yield f"Referrer-Policy is {given.get('Referrer-Policy')}"
