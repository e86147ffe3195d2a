"""How cells of the desk's lists are drawn: rendered once a state and not once a row, because a list has 350 of them."""

from collections.abc import Sequence
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.core.refusals import Words
from koinon.doors.shared import states

NOTHING = SafeString("")


def pill(state: str, label: Words = "", tone: str = "") -> SafeString:
    """A state in a word with its icon."""
    return _drawn_pill(state, str(label), tone, get_language() or "en") if state or label else NOTHING


@lru_cache(maxsize=512)
def _drawn_pill(state: str, label: str, tone: str, _language: str) -> SafeString:
    return render_to_string("koinon/components/pill.html", {"face": states.face_of(state, label=label, tone=tone)})


def link(words: Words, url: str) -> SafeString:
    """Words that lead somewhere."""
    return format_html('<a href="{}">{}</a>', url, words)


def muted(words: Words) -> SafeString:
    """Words that stand back."""
    return format_html('<span class="k-muted">{}</span>', words)


def lines(parts: Sequence[Words]) -> SafeString:
    """Several short words under one another."""
    return format_html_join(NOTHING, "<span>{}</span>", ((part,) for part in parts if part))


def together(*parts: Words) -> SafeString:
    """Cells' parts side by side."""
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def illustrative() -> SafeString:
    """The mark of amounts that nobody has adopted."""
    return format_html('<span class="k-illustrative">{}</span>', _("illustrative"))


def placeholder() -> SafeString:
    """The mark of what stands in for a document that is not at hand."""
    return format_html('<span class="k-illustrative">{}</span>', _("placeholder"))
