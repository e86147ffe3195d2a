"""The rulebook under test, read once."""

from pathlib import Path

import pytest

from koinon.statutes.rulebook import Rulebook, load_rulebook, texts_of

CECOP = Path(__file__).parents[2] / "rulebook" / "cecop"
LEAGUE = CECOP.parent / "league"


@pytest.fixture(scope="session")
def cecop_texts() -> dict[str, str]:
    """The texts of CECOP's rulebook."""
    return texts_of(CECOP)


@pytest.fixture(scope="session")
def cecop() -> Rulebook:
    """CECOP's rulebook."""
    return load_rulebook(CECOP)
