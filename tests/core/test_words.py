"""What people typed as one clean line, or as prose: any script stays, what steers writing goes."""

import unicodedata

import pytest

from koinon.core.words import one_line, prose

ZWNJ, ZWJ = "\u200c", "\u200d"
STAY = (
    "Förbundet Arbetskooperation",
    "التعاونية العربية للإنتاج",
    "קואופרטיב השחר",
    "勞動者協同組合",
    "Κοινόν 𐌰𐌱𐌲",
    f"نمی{ZWNJ}دانم",
    f"👩{ZWJ}🌾 Coop 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "ก็ไม่รู้",
    "n" * 200,
)


@pytest.mark.parametrize("typed", STAY, ids=range(len(STAY)))
def test_a_name_in_any_script_stays_as_it_is(typed: str) -> None:
    assert one_line(typed) == typed
    assert prose(typed) == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "a b"),
        ("a\r\nBcc: all@example.org", "a Bcc: all@example.org"),
        ("\u202egro.live\u202c", "gro.live"),
        ("a\u2067b\u2069", "a b"),
        (" \ta \u2003 b\u00a0", "a b"),
        ("\ufeff\u200b\u2060", ""),
        (ZWJ + ZWNJ, ""),
        ("\u3164\u115f", ""),
        ("Coop\u00ades du \u061cSud", "Coopes du Sud"),
        ("\u0301", ""),
        ("", ""),
    ],
)
def test_what_steers_writing_or_is_not_seen_goes(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_an_accent_is_the_same_however_it_was_typed() -> None:
    name = "Coopérative Žofie"
    assert one_line(unicodedata.normalize("NFD", name)) == one_line(name) == name


def test_prose_keeps_its_lines_and_loses_what_steers() -> None:
    assert prose("  One\r\n\r\n\ttwo\x00\x1b[31m \u202ethree\u2069 ") == "One\n\n\ttwo[31m three"
    assert prose("שלום\u200f!") == "שלום\u200f!"
