"""A motion's words with the amendments that were adopted."""

from hypothesis import given
from hypothesis import strategies as st

from koinon.statutes.assembly.wording import merged

BASE = "The Assembly asks the Board to report within six months."


def test_changes_of_different_words_are_put_together() -> None:
    versions = [
        "The Assembly asks the Board and the treasurer to report within six months.",
        "The Assembly asks the Board to report within four months.",
    ]
    both = "The Assembly asks the Board and the treasurer to report within four months."
    assert merged(BASE, versions) == merged(BASE, versions[::-1]) == both


def test_two_who_change_the_same_words_leave_it_open() -> None:
    assert merged(BASE, [BASE.replace("six", "four"), BASE.replace("six", "three")]) is None
    assert merged(BASE, [BASE.replace("within", "soon, within"), BASE.replace("within", "and within")]) is None


def test_the_same_change_twice_counts_once() -> None:
    four = BASE.replace("six", "four")
    assert merged(BASE, [four, four]) == four


def test_a_text_may_end_longer_or_shorter() -> None:
    assert merged(BASE, [f"{BASE} It does so in writing."]) == f"{BASE} It does so in writing."
    assert merged(BASE, ["The Assembly asks the Board to report."]) == "The Assembly asks the Board to report."


@given(st.text(alphabet="ab \n.", max_size=30), st.text(alphabet="ab \n.", max_size=30))
def test_one_version_alone_is_what_then_stands(before: str, after: str) -> None:
    assert merged(before, [after]) == after
    assert merged(before, []) == before
