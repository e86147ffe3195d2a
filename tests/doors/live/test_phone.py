"""The delegate's phone: where the meeting stands, one's votes and why, the ballot, the receipt, the result."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.assemblies.actions import ask_in_writing, file_motion, leave
from koinon.rooms.assemblies.actions.writing import WrittenQuestion
from koinon.rooms.assemblies.models import Attendance, Ballot, ConflictOfInterest, Vote
from tests.doors.live.hall import Phone
from tests.doors.members_area.browsing import Calendar, ClientAs
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering, convened, opened
from tests.world import World

OURS, THEIRS = "Förbundet Arbetskooperation", "Confédération des coopératives de travail"


@pytest.fixture(autouse=True)
def on_the_day(calendar: Calendar) -> None:
    calendar(MEETING_ON, 10)


def test_a_delegate_votes_and_holds_a_receipt(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found = opened(world)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    with max_queries(20):
        said = phone.look()
    assert "Vote open" in said
    assert f"{OURS} 1 vote You vote for it." in said
    with max_queries(18):
        answer = phone.casts(vote, choice="yes")
    assert answer.json() == {"said": "Your vote was cast.", "refused": False}
    assert Ballot.objects.get(vote__public_id=vote).choice == "yes"
    said = phone.look()
    assert "All your votes are cast" in said
    assert f"Yes for {OURS}, by you at 10:00" in said


def test_without_script_a_vote_leads_back_to_the_page(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote = found.asks()
    said = Phone(client_as("delegate"), found).sends(f"cast/{vote}/", choice="no")
    assert "Your vote was cast." in said
    assert "No for" in said


def test_all_members_together_or_one_by_one(world: World, client_as: ClientAs) -> None:
    found = opened(world, "delegate", "associated_contact")
    found.proxy("theirs", "ours", on=MEETING_ON)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    said = phone.look()
    assert "Cast all 2 together" in said
    assert f"{THEIRS} 1 vote By proxy, given to {OURS}." in said
    phone.casts(vote, choice="no", members=world.organisations["theirs"])
    said = phone.look()
    assert f"No for {THEIRS}" in said
    assert "Cast all" not in said
    assert phone.casts(vote, choice="yes").json()["said"] == "Your vote was cast."
    assert dict(Ballot.objects.values_list("choice", "via")) == {"no": "proxy", "yes": "delegate"}


def test_the_other_side_of_a_proxy_sees_in_whose_hands_it_is(world: World, client_as: ClientAs) -> None:
    found = opened(world, "delegate", "associated_contact")
    found.proxy("theirs", "ours", on=MEETING_ON)
    vote, phone = found.asks(), Phone(client_as("their_contact"), found)
    assert f"{THEIRS} 1 vote In the hands of Delegate." in phone.look()
    assert "Check in to vote" in phone.look()
    Phone(client_as("delegate"), found).casts(vote, choice="yes")
    assert f"Yes for {THEIRS}, by Delegate at 10:00" in phone.look()


def test_the_holder_of_a_proxy_does_not_see_how_the_giver_votes_itself(world: World, client_as: ClientAs) -> None:
    found = opened(world, "delegate", "associated_contact", "their_contact")
    found.proxy("theirs", "ours", on=MEETING_ON)
    vote, giver, holder = found.asks(), Phone(client_as("their_contact"), found), Phone(client_as("delegate"), found)
    giver.casts(vote, choice="no")
    assert f"No for {THEIRS}" in giver.look()
    assert f"for {THEIRS}" not in holder.look()
    # The giver leaves, and its votes fall to the holder: they are cast, and nobody says how.
    leave(actor=found.desk(), meeting=found.id, person=world.people["their_contact"])
    assert f"for {THEIRS}" not in holder.look()


def test_one_checks_in_and_out(world: World, client_as: ClientAs) -> None:
    found = convened(world)
    phone = Phone(client_as("delegate"), found)
    said = phone.look()
    assert "Not open yet It begins on 18 June 2026 at 09:00." in said
    assert "Your votes are shown here once it is open" in said
    assert "You take part online since 10:00." in phone.sends("presence/", step="online")
    assert Attendance.objects.get().online
    found.opens()
    assert f"{OURS} 1 vote You vote for it." in phone.look()
    said = phone.sends("presence/", step="leave")
    assert "You have left the meeting." in said
    assert f"{OURS} 1 vote Nobody who speaks for it is there." in said
    assert "You are here since" in phone.sends("presence/", step="on_site")
    assert "This person is checked in already." in phone.sends("presence/", step="on_site")
    assert "You are here since" in phone.sends("presence/", step="elsewhere")


def test_checking_in_is_offered_on_the_day_only(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    found = convened(world)
    calendar(date(2026, 6, 17))
    assert "I am in the hall" not in Phone(client_as("delegate"), found).look()


def test_an_interest_is_declared_and_keeps_from_voting(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    phone = Phone(client_as("delegate"), found)
    said = phone.sends("interest/", item=found.item("accounts"), words="We audited them.")
    assert "You declared an interest in: Accounts of the past year." in said
    assert ConflictOfInterest.objects.get().words == "We audited them."
    vote = found.asks()
    said = phone.look()
    assert "You do not vote on this item" in said
    assert f"{OURS} 1 vote Whoever would cast it does not vote on this item." in said
    assert "An interest in this item keeps you" in phone.casts(vote, choice="yes").json()["said"]
    assert "Tell the chair" in phone.sends("interest/", item=found.item("accounts"))
    elsewhere = phone.client.post(phone.at("interest/"), {"key": str(uuid4()), "item": str(uuid4())})
    assert elsewhere.status_code == 404


def test_the_result_comes_with_its_arithmetic(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found = opened(world)
    vote, phone = found.asks(), Phone(client_as("their_contact"), found)
    found.casts("delegate", vote)
    phone.look()
    assert phone.changes() == {}
    found.closes(vote)
    changed = phone.changes()
    assert set(changed) == {"now", "agenda"}
    said = phone.look()
    assert "1 yes, 0 no, 0 abstained, 0 invalid." in said
    assert "One vote each: 1 yes; more than 1/2 of 1 yes and no is 1/2: reached" in said
    assert "Accounts of the past year Now Adopted" in said
    with max_queries(20):
        assert "1 yes, 0 no" in phone.look("agenda/")


def test_an_amendment_shows_what_it_changes(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    item = found.item("working_plan")
    motion = file_motion(actor=found.desk(), item=item, title="Plan", text="We meet twice a year.").motion
    given = {"item": item, "title": "More often", "text": "We meet three times a year."}
    amendment = file_motion(actor=found.desk(), parent=motion, **given).motion
    found.asks("working_plan", motion=amendment)
    for place in ("", "screen/", "agenda/"):
        page = Phone(client_as("delegate"), found).page(place).content.decode()
        assert "[taken out: </span>twice" in page, place
        assert "[added: </span>three times" in page, place


def test_an_election_has_as_many_names_as_seats_and_a_blank_ballot(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    candidates = tuple(str(world.people[name]) for name in ("contact", "their_contact", "stranger"))
    vote = found.asks("elections", seats=2, candidates=candidates)
    ours, theirs = Phone(client_as("delegate"), found), Phone(client_as("their_contact"), found)
    assert "Choose at most 2" in ours.look()
    refused = ours.casts(vote, names=candidates)
    assert refused.status_code == 409
    assert "There are more names on this ballot than seats." in refused.json()["said"]
    assert "Nothing was chosen." in ours.casts(vote).json()["said"]
    assert not ours.casts(vote, names=candidates[:2]).json()["refused"]
    assert "Contact, Their contact for" in ours.look()
    assert not theirs.casts(vote, blank="on").json()["refused"]
    assert "Blank ballot for" in theirs.look()
    found.closes(vote)
    said = ours.look()
    assert "Elected: Contact, Their contact" in said or "Elected: Their contact, Contact" in said


def test_what_is_asked_in_writing_is_answered_here(world: World, client_as: ClientAs) -> None:
    found = convened(world)
    question = WrittenQuestion("assembly", "ordinary", "A statement", "We support care work.")
    asked = ask_in_writing(actor=found.desk(), question=question)
    phone = Phone(client_as("delegate"), Gathering(world, asked.meeting))
    said = phone.look()
    assert "Decided in writing" in said
    assert "Answer until 3 July 2026." in said
    assert "I am in the hall" not in said
    assert not phone.casts(asked.vote, choice="no").json()["refused"]
    found.closes(asked.vote)
    assert "Silence is no yes." in phone.look()
    assert Vote.objects.get(public_id=asked.vote).outcome == "rejected"


def test_nobody_else_sees_it(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote = found.asks()
    for name in ("stranger", "technician"):
        phone = Phone(client_as(name), found)
        for place in ("", "now/", "agenda/", "screen/", "screen/now/"):
            assert phone.client.get(phone.at(place)).status_code == 404, (name, place)
    assert client_as("nobody").get(f"/en/live/{found.id}/").status_code == 302
    assert "You carry no votes in this meeting." in Phone(client_as("network_contact"), found).look()
    assert (
        "You carry no votes in this meeting now."
        in Phone(client_as("editor"), found).casts(vote, choice="yes").json()["said"]
    )
    assert Phone(client_as("delegate"), found).casts(uuid4(), choice="yes").status_code == 404
