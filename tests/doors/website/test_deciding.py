"""Who decides: the bodies, and of those who sit in them what they agreed to show."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from koinon.core.decisions import DecisionReference
from koinon.rooms.bodies.actions import agree_to_publish, co_opt, describe_oneself, record_resignation
from tests.doors.website.reading import faults, read
from tests.rooms.bodies.board import board, candidate, seated
from tests.world import World

PAGE = "/en/who-decides/"
NAMES = ("Contact President", "Their contact", "Associated contact", "Delegate")


@pytest.fixture(autouse=True)
def today(calendar: Callable[..., None]) -> None:
    """The page is read on a day of the world's year."""
    calendar(date(2026, 4, 14))


def text_of(client: Client) -> str:
    """What a stranger reads, from the title on."""
    answer = client.get(PAGE)
    found = read(answer)
    assert faults(found) == []
    return found.text.partition("Who decides")[2]


def test_the_bodies_of_the_rulebook_are_told_before_anybody_is_elected(stranger: Client) -> None:
    text = text_of(stranger)
    assert "General Assembly" in text
    assert "Elected by the General Assembly for 4 years. Everybody here sits in the Board too." in text
    assert "Take positions that cannot wait, and report them to the next Board" in text
    assert "Who sits here will stand here after the first election on record." in text


def test_nobody_is_named_who_did_not_agree(stranger: Client, world: World) -> None:
    """By the level of each: nothing, the organisation and its country, the name too."""
    held = board(world)
    text = text_of(stranger)
    assert not [name for name in NAMES if name in text]
    assert "President no name is published" in text
    assert "Secretary general by office" in text
    assert "1 seat is vacant." in text
    agree_to_publish(actor=world.actor("contact"), seat=held["contact"], publish="organisation")
    agree_to_publish(actor=world.actor("their_contact"), seat=held["their_contact"], publish="name")
    text = text_of(stranger)
    assert "President Förbundet Arbetskooperation, Sweden" in text
    assert "Their contact Vice-president, Confédération des coopératives de travail, France" in text
    agree_to_publish(actor=world.actor("their_contact"), seat=held["their_contact"], publish="nothing")
    assert "Their contact" not in text_of(stranger)


def test_the_balance_is_shown(stranger: Client, world: World) -> None:
    held = board(world)
    text = text_of(stranger)
    assert "Gender" not in text
    # A country beside all the others would tell of somebody who did not agree to show it.
    assert "Country of the member: not said 4" in text
    for name in ("contact", "delegate", "their_contact"):
        agree_to_publish(actor=world.actor(name), seat=held[name], publish="organisation")
    describe_oneself(actor=world.actor("contact"), person=world.people["contact"], gender="woman")
    text = text_of(stranger)
    assert "Gender: woman 1, did not say 3" in text
    assert "Country of the member: Sweden 2, France 1, not said 1" in text


def test_past_boards_stand_by_their_terms(stranger: Client, world: World, calendar: Callable[..., None]) -> None:
    held = board(world)
    keeper = world.actor("membership")
    agree_to_publish(actor=keeper, seat=held["contact"], publish="name")
    record_resignation(actor=keeper, seat=held["contact"], ends_on=date(2026, 3, 1))
    taken = co_opt(
        actor=keeper,
        before=held["contact"],
        candidate=candidate(world, "editor", "ours"),
        starts_on=date(2026, 3, 5),
        next_assembly=date(2026, 3, 31),
        decision=DecisionReference("Board", date(2026, 3, 4), "B2026/3"),
    )
    agree_to_publish(actor=keeper, seat=taken.seat, publish="name")
    calendar(date(2026, 4, 14))
    text = text_of(stranger)
    # Whoever was co-opted belongs to the term that they filled a place of.
    assert "Before:" not in text
    assert "Left before the end of the term 2025 to 2029 Contact President" in text
    assert "Editor President" in text
    calendar(date(2029, 6, 1))
    assert "Before: 2025 to 2029 Contact President" in text_of(stranger)


def test_the_page_asks_the_database_at_most_twenty_times(
    stranger: Client, world: World, max_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    board(world)
    seated(world, "contact", "president", body="executive")
    stranger.get(PAGE)
    with max_queries(20):
        stranger.get(PAGE)


def test_the_foot_of_each_page_leads_there(stranger: Client) -> None:
    assert f'<a href="{PAGE}">' in stranger.get("/en/contact/").content.decode()
    assert f'href="{PAGE}"' in stranger.get("/en/about/").content.decode()
