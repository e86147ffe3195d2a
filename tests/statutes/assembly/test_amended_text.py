"""A motion with the amendments that were adopted: put together where they touch different words."""

from hypothesis import given
from hypothesis import strategies as st

from koinon.statutes.assembly.amended_text import AdoptedAmendment, AmendedText, amended_text

TEXT = "The Assembly asks the Board to publish the accounts within six months. The Board reports in May."


def amendment(key: str, before: str, after: str, parent: str | None = None, text: str = TEXT) -> AdoptedAmendment:
    """A text that changes some words of another."""
    assert before in text
    return AdoptedAmendment(key, text.replace(before, after), parent)


def test_without_amendments_it_stands_as_it_was() -> None:
    assert amended_text(TEXT, []) == AmendedText(TEXT)


def test_amendments_to_different_words_are_put_together() -> None:
    found = amended_text(TEXT, [amendment("A", "six", "four"), amendment("B", "in May", "in June and December")])
    assert found.text == TEXT.replace("six", "four").replace("in May", "in June and December")
    assert found.beside == ()


def test_what_changes_an_amendment_is_put_into_it_first() -> None:
    first = amendment("A", "within six months", "within four months, online,")
    second = amendment("B", "online", "on its website", "A", first.text)
    assert amended_text(TEXT, [second, first]).text == TEXT.replace(
        "within six months", "within four months, on its website,"
    )


def test_of_two_that_change_the_same_words_the_later_one_stands_beside() -> None:
    found = amended_text(TEXT, [amendment("A", "six", "four"), amendment("B", "six", "five")])
    assert found == AmendedText(TEXT.replace("six", "four"), ("B",))


def test_additions_at_the_same_place_follow_one_another() -> None:
    found = amended_text(
        "We meet.", [AdoptedAmendment("A", "We meet. We eat."), AdoptedAmendment("B", "We meet. We go.")]
    )
    assert found.text == "We meet. We eat. We go."


def test_a_text_of_its_own_replaces_the_whole() -> None:
    found = amended_text(TEXT, [AdoptedAmendment("A", "Nothing like it was said before, and it stays so.")])
    assert found.text == "Nothing like it was said before, and it stays so."


words = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "."]), max_size=12).map(" ".join)


@given(words, words)
def test_one_amendment_alone_gives_its_own_text(before: str, after: str) -> None:
    assert amended_text(before, [AdoptedAmendment("A", after)]) == AmendedText(after)


@given(words, st.lists(words, max_size=4))
def test_every_amendment_is_put_in_or_named(before: str, texts: list[str]) -> None:
    found = amended_text(before, [AdoptedAmendment(str(n), text) for n, text in enumerate(texts)])
    assert set(found.beside) <= {str(n) for n in range(len(texts))}
    assert "0" not in found.beside
