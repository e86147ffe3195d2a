"""A text against another, word by word."""

import time

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from koinon.doors.shared.text_changes import Change, changes_between

BEFORE = "The Assembly asks the Board to publish the accounts within six months."


def shown(changes: tuple[Change, ...]) -> str:
    marks = {"same": "{}", "taken": "[-{}-]", "added": "[+{}+]"}
    return "".join(change.gap + marks[change.kind].format(change.text) for change in changes)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, BEFORE),
        (
            BEFORE.replace("six", "four"),
            "The Assembly asks the Board to publish the accounts within [-six-] [+four+] months.",
        ),
        (
            BEFORE.replace("the Board", "the Board and the treasurer"),
            "The Assembly asks the Board [+and the treasurer+] to publish the accounts within six months.",
        ),
        (
            BEFORE.replace(" within six months", ""),
            "The Assembly asks the Board to publish the accounts [-within six months-].",
        ),
        (
            f"{BEFORE}\n\nIt reports to the next Assembly.",
            f"{BEFORE}\n\n[+It reports to the next Assembly.+]",
        ),
    ],
)
def test_what_changes_is_marked_word_by_word(after: str, expected: str) -> None:
    assert shown(changes_between(BEFORE, after)) == expected


def test_texts_with_little_in_common_stand_one_after_the_other() -> None:
    found = changes_between(BEFORE, "Nothing is decided; all members are asked once more.")
    assert [change.kind for change in found] == ["taken", "added"]


def test_a_word_between_two_larger_changes_is_read_with_them() -> None:
    before = "Members pay in March each year, by one transfer to the account of the confederation in Brussels."
    after = "Members pay when the invoice has come, by direct debit from an account in Brussels."
    assert shown(changes_between(before, after)) == (
        "Members pay [-in March each year, by one transfer to the account of the confederation-] "
        "[+when the invoice has come, by direct debit from an account+] in Brussels."
    )


@given(st.text("ab \n,", max_size=60), st.text("ab \n,", max_size=60))
def test_nothing_is_lost(before: str, after: str) -> None:
    found = changes_between(before, after)
    new = "".join(change.gap + change.text for change in found if change.kind != "taken")
    old = "".join(change.text for change in found if change.kind != "added")
    assert new == after.rstrip()
    assert "".join(old.split()) == "".join(before.split())


def test_long_texts_are_compared_at_once() -> None:
    before = " ".join(f"the word {number} of" for number in range(5_000))
    started = time.perf_counter()
    changes_between(before, before.replace("7", "8"))
    assert time.perf_counter() - started < 5


def test_the_component_speaks_to_whoever_listens_and_escapes() -> None:
    template = Template("{% load koinon %}{% text_changes before after %}")
    page = template.render(Context({"before": BEFORE, "after": BEFORE.replace("six", "<b>four</b>")}))
    assert '<del><span class="visually-hidden">[taken out: </span>six' in page
    assert "[added: " in page
    assert "<b>" not in page
    same = template.render(Context({"before": BEFORE, "after": BEFORE}))
    assert "Nothing changes in these words." in same
