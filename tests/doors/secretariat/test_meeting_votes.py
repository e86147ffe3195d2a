"""Votes at the desk, and what is asked in writing."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from koinon.core.models import OutboxMessage
from koinon.rooms.assemblies.actions import (
    Question,
    cast_vote,
    elect,
    open_vote,
    record_hand_count,
    stop_and_repeat,
)
from koinon.rooms.assemblies.actions.hand import Sheet
from koinon.rooms.assemblies.models import Meeting, Vote
from tests.doors.secretariat.test_meetings import at, page, words_of
from tests.rooms.assemblies.meeting import MEETING_ON, PLANNED, opened
from tests.rooms.bodies.board import board
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Send = Callable[..., Any]
ASKED = {"decision": "ordinary", "title": "A common position", "text": "The position on procurement is adopted."}


def of_vote(vote: Any) -> str:
    """The address of a vote."""
    return f"/desk/meetings/votes/{vote}/"


def test_an_open_vote_tells_nothing_but_how_many(client_as: ClientAs, world: World, calendar: Any) -> None:
    found = opened(world)
    calendar(MEETING_ON, 12)
    vote = found.asks("accounts")
    found.casts("delegate", vote)
    shown = page(client_as("auditor"), of_vote(vote))
    assert "1 ballot is cast." in shown
    assert "Delegate" not in shown
    assert client_as("auditor").get(of_vote(uuid4())).status_code == 404


def test_a_stopped_vote_says_why(client_as: ClientAs, world: World, calendar: Any) -> None:
    found = opened(world)
    calendar(MEETING_ON, 12)
    vote = found.asks("accounts")
    stop_and_repeat(actor=found.desk(), vote=vote, reason="The wrong text was shown.")
    shown = page(client_as("auditor"), of_vote(vote))
    assert "This vote was stopped The wrong text was shown." in shown
    assert "Stopped" in page(client_as("auditor"), at(found.id))


def test_an_election_names_the_elected(client_as: ClientAs, world: World, calendar: Any, max_queries: Any) -> None:
    found = opened(world)
    calendar(MEETING_ON, 12)
    people = [str(world.people[name]) for name in ("contact", "their_contact")]
    vote = found.asks("elections", seats=1, candidates=tuple(people))
    for name in ("delegate", "their_contact", "associated_contact"):
        cast_vote(actor=found.actor(name), vote=vote, names=(people[name != "delegate"],))
    found.closes(vote)
    client = client_as("auditor")
    with max_queries(20):
        shown = page(client, of_vote(vote))
    assert "Their contact elected 2" in shown
    assert "Elected is who passes 1 1/2 of 3." in shown
    done = elect(actor=found.desk(), item=found.item("elections"), seats=1, candidates=(people[0],))
    assert "by acclamation" in page(client_as("auditor"), of_vote(done.vote))
    assert "Contact elected" in page(client_as("auditor"), of_vote(done.vote))


def test_a_count_by_hand_names_its_tellers(client_as: ClientAs, world: World, calendar: Any) -> None:
    found = opened(world)
    calendar(MEETING_ON, 12)
    tellers = [world.people[name] for name in ("contact", "editor")]
    question = Question(method="paper", tellers=tuple(tellers))
    vote = open_vote(actor=found.desk(), item=found.item("accounts"), question=question).vote
    sheet = Sheet(columns={"one_each": {"yes": "2", "no": "1"}})
    for name in ("contact", "editor"):
        record_hand_count(actor=found.actor(name), vote=vote, sheet=sheet)
    found.closes(vote)
    shown = page(client_as("auditor"), of_vote(vote))
    assert "Counted by Contact Editor" in shown
    assert "Adopted" in shown


def test_what_may_be_asked_in_writing(client_as: ClientAs, world: World) -> None:
    shown = page(client_as("membership"), "/desk/meetings/ask/")
    assert "15 days to answer. A yes from everybody who may vote." in shown
    assert (
        "Only in a meeting: Change of the statutes; Change of the purpose; Dissolution; Exclusion of a member" in shown
    )


def test_a_question_in_writing_from_the_letters_to_the_result(
    client_as: ClientAs, send: Send, world: World, calendar: Any, max_queries: Any
) -> None:
    calendar(PLANNED)
    client = client_as("membership")
    answer = send(client, "/desk/meetings/ask/", **ASKED)
    row = Meeting.objects.get()
    assert answer.url == at(row.public_id)
    assert OutboxMessage.objects.filter(kind="assemblies.convocation").count() == 3
    with max_queries(20):
        shown = page(client, answer.url)
    assert "Answers come in until 19 May 2026; the vote is closed then, or as soon as it is decided." in shown
    assert "3 letters on their way" in shown
    early = send(client, at(row.public_id, "close-answers/"))
    assert "Answers that are still out can decide this vote." in words_of(early)
    calendar(date(2026, 5, 20))
    assert send(client, at(row.public_id, "close-answers/")).status_code == 302
    assert "It is decided: close the procedure." in page(client, at(row.public_id))
    vote = Vote.objects.get()
    told = page(client, of_vote(vote.public_id))
    assert "Answers were asked for until 19 May 2026." in told
    assert "Rejected" in told
    assert client.get(at(row.public_id, "close-answers/")).status_code == 404
    assert send(client, at(row.public_id, "close-question/")).status_code == 302
    assert "The minutes are to be drafted from the records." in page(client, at(row.public_id))
    assert send(client, at(row.public_id, "close-question/")).status_code == 409


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"decision": "statutes"}, 422, "Select a valid choice."),
        ({"decision": ""}, 422, "This field is required."),
        ({"text": ""}, 422, "This field is required."),
        ({"title": "\u200b"}, 409, "A motion needs a title and its text."),
        ({"decision": "executive"}, 409, "Nobody is on record as sitting in this body on that day."),
    ],
)
def test_a_question_that_is_refused(
    client_as: ClientAs, send: Send, calendar: Any, changes: dict[str, str], status: int, words: str
) -> None:
    calendar(PLANNED)
    answer = send(client_as("membership"), "/desk/meetings/ask/", **{**ASKED, **changes})
    assert answer.status_code == status
    assert words in words_of(answer)
    assert not Meeting.objects.exists()


def test_only_what_is_in_writing_is_closed_here(client_as: ClientAs, send: Send, world: World, calendar: Any) -> None:
    found = opened(world)
    calendar(MEETING_ON, 12)
    for place in ("close-answers/", "close-question/"):
        assert send(client_as("membership"), at(found.id, place)).status_code == 404


def test_a_written_question_is_closed_by_whoever_conducts(
    client_as: ClientAs, send: Send, world: World, calendar: Any
) -> None:
    calendar(PLANNED)
    board(world)
    send(client_as("membership"), "/desk/meetings/ask/", **{**ASKED, "decision": "board"})
    row = Meeting.objects.get()
    for place in ("close-answers/", "close-question/"):
        assert send(client_as("treasurer"), at(row.public_id, place)).status_code == 403
    assert "Close the vote" not in page(client_as("treasurer"), at(row.public_id))
