"""Words in several languages, as the rulebook writes them."""

from collections.abc import Mapping

LocalText = Mapping[str, str]
"""Language code -> words. The rulebook's first language comes first."""


def say(text: LocalText, language: str) -> str:
    """The words in `language`, else in its base language ("fr-be" -> "fr"), else in the first language there is.

    An empty text gives an empty string.
    """
    for wanted in (language, language.partition("-")[0]):
        if wanted in text:
            return text[wanted]
    return next(iter(text.values()), "")


def gettext_noop(words: str) -> str:
    """Mark words for translation; whoever renders them passes the function that translates them."""
    return words
