"""A hall without network gets its roll and the tellers' sheets on paper."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.rooms.assemblies.meeting import Gathering, convened
from tests.world import World, reminded


@pytest.fixture
def meeting(published: World, demo: None, calendar: Callable[[date], None]) -> Gathering:
    """A convened Assembly, with a member in arrears."""
    reminded(published, on=date(2026, 5, 17))
    calendar(date(2026, 6, 16))
    return convened(published)


def address(meeting: Gathering) -> str:
    return reverse("live:on_paper", kwargs={"meeting": meeting.id})


def test_roll_and_sheets(meeting: Gathering, client_as: Callable[[str], Client], max_queries: Any) -> None:
    secretary = client_as("secretary_general")
    with max_queries(20):
        answer = secretary.get(address(meeting))
    assert answer["Content-Type"] == "application/pdf"
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert "General Assembly, 18 June 2026" in pages[0]
    assert "Its vote is withheld by how it stands." in pages[0]
    accounts = next(page for page in pages if "Accounts of the past year" in page)
    assert "More yes than no" in accounts
    assert "Second teller, name and signature" in accounts


@pytest.mark.parametrize("who", ["delegate", "contact", "treasurer"])
def test_it_is_for_whoever_conducts(meeting: Gathering, client_as: Callable[[str], Client], who: str) -> None:
    assert client_as(who).get(address(meeting)).status_code == 404
