"""What minutes say happened: drawn from the records, with every result as it was stored, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from koinon.rooms.assemblies.actions import (
    WrittenQuestion,
    ask_in_writing,
    cast_vote,
    close_meeting,
    close_vote,
    draft_minutes,
    file_motion,
)
from koinon.rooms.assemblies.minutes import Account, WrittenWords, account_from, account_of, read_records
from koinon.rooms.assemblies.minutes.account import HeldVote
from koinon.rooms.assemblies.minutes.text import sections_of
from koinon.rooms.assemblies.models import Meeting, Roll, RollAddition, RollLine
from koinon.rooms.assemblies.recount import recount
from tests.rooms.assemblies.meeting import LATER, MEETING_ON, Gathering, at, convened, name_delegates, opened
from tests.rooms.assemblies.minuted import (
    drafted,
    held,
    latest,
    votes_of,
)
from tests.world import MEMBERS, World


def account(found: Gathering) -> Account:
    """What the latest version says happened."""
    return account_from(latest(found).account.happened)


def said_in(told: Account) -> str:
    """All that the text says, in one line."""
    return " ".join(str(section) for section in sections_of(told, WrittenWords()))


def votes(told: Account) -> Mapping[str, list[HeldVote]]:
    """The votes by the title of their item."""
    return {item.title: list(item.votes) for item in told.items}


def test_what_stands_at_the_head(world: World) -> None:
    told = account(drafted(world))
    assert (told.body, told.place, told.kind, told.on) == (
        "General Assembly",
        "Brussels",
        "on site and online",
        MEETING_ON,
    )
    assert told.chair == "Their contact"
    assert told.opened is not None
    assert f"{told.opened:%H:%M%z}" == "10:00+0200"
    assert told.convocation.in_time
    assert "in time" in told.convocation.sentence


def test_the_roll_and_who_came(world: World) -> None:
    found = drafted(world)
    told, roll = account(found), found.row.roll
    assert (told.roll.hash, told.roll.entitled, told.roll.totals) == (roll.hash, 3, ("3",))
    came = {line.member: (line.came, [one.person for one in line.people], line.by) for line in told.roll.lines}
    assert came == {
        MEMBERS["ours"][0]: ("there", ["Delegate"], ""),
        MEMBERS["theirs"][0]: ("there", ["Their contact"], ""),
        MEMBERS["associated"][0]: ("proxy", [], MEMBERS["ours"][0]),
    }
    assert [(row.member, row.suspended) for row in told.roll.withheld] == [(MEMBERS["network"][0], False)]
    assert [(one.person, one.stays[0].online) for one in told.others] == [("Stranger", True)]
    (proxy,) = told.proxies
    assert (proxy.giver, proxy.holder, proxy.used) == (MEMBERS["associated"][0], MEMBERS["ours"][0], True)


def test_suspended_members_and_waivers(world: World) -> None:
    found = convened(world)
    found.comes("delegate", "their_contact")
    found.opens()
    lines = RollLine.objects.filter(roll__meeting__public_id=found.id)
    lines.filter(member=world.organisations["associated"]).update(entitled=False, reason="standing")
    lines.filter(member=world.organisations["theirs"]).update(reason="waiver", waived_by="GA2026/1")
    close_meeting(actor=found.desk(), meeting=found.id)
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    told = account(found)
    withheld = {row.member: (row.suspended, row.why) for row in told.roll.withheld}
    assert withheld[MEMBERS["associated"][0]] == (True, "Its vote is withheld by how it stands.")
    assert [(row.member, row.decision) for row in told.roll.waivers] == [(MEMBERS["theirs"][0], "GA2026/1")]


def test_the_quorum_and_each_time_it_was_stated(world: World) -> None:
    told = account(drafted(world)).quorum
    assert told is not None
    assert (told.met, told.sentences) == (True, ("One vote each: 3 of 3 there; at least 1/2 is 1 1/2: reached",))
    assert [met for _at, met in told.stated] == [True]


def test_motions_stand_in_the_order_of_voting(world: World) -> None:
    (plan,) = [item for item in account(drafted(world)).items if item.title.startswith("Working plan")]
    assert [(motion.title, motion.amends) for motion in plan.motions] == [("Four things", "The plan"), ("The plan", "")]


def test_each_vote_with_its_result_and_why(world: World) -> None:
    found = drafted(world)
    told = votes(account(found))
    stopped, repeated, whole = told["Working plan of the year"]
    assert (stopped.state, stopped.reason) == ("stopped", "The wrong words were on the screen")
    assert (stopped.repeats, repeated.repeats, whole.repeats) == (False, True, False)
    assert (repeated.about, repeated.verdict, whole.verdict) == ("Four things", "Rejected.", "Adopted.")
    assert repeated.sentences[-1] == "One vote each: 1 yes; more than 1/2 of 3 yes and no is 1 1/2: not reached"
    (column,) = whole.columns
    assert (column.yes, column.no, column.abstain) == ("2", "0", "1")
    stored = {str(vote.public_id): vote.outcome for vote in votes_of(found)}
    assert {vote.id: vote.outcome for rows in told.values() for vote in rows} == stored
    assert recount(found.row).differences == []


def test_who_voted_how_by_show_of_names(world: World) -> None:
    told = account(drafted(world))
    repeated = votes(told)["Working plan of the year"][1]
    said = {
        label: [(told.members[member], told.people[person], via) for member, person, via in voices]
        for label, voices in repeated.named
    }
    assert said == {
        "Yes": [(MEMBERS["theirs"][0], "Their contact", "delegate")],
        "No": [(MEMBERS["associated"][0], "Delegate", "proxy"), (MEMBERS["ours"][0], "Delegate", "delegate")],
    }


def test_a_vote_counted_by_hand_names_its_tellers(world: World) -> None:
    (vote,) = votes(account(drafted(world)))["Accounts of the past year"]
    assert (vote.method, vote.named, set(vote.counted_by)) == ("on paper", (), {"Editor", "Finance contact"})
    assert (vote.columns[0].yes, vote.columns[0].no) == ("2", "1")


def test_an_election_and_an_interest(world: World) -> None:
    told = account(drafted(world))
    (election,) = votes(told)["Elections to the Board and the Executive Committee"]
    assert (election.elected, election.method) == (("Contact",), "by acclamation")
    assert election.verdict == "Elected: Contact. Not every seat is filled."
    (budget,) = [item for item in told.items if item.title == "Budget"]
    assert [(row.person, row.words) for row in budget.interests] == [("Their contact", "A supplier")]


def test_an_election_by_ballot_names_scores_and_voices(world: World) -> None:
    found = opened(world)
    vote = found.asks("elections", seats=1, candidates=("Anna", "Bruno"))
    for name, choice in (("delegate", ("Bruno",)), ("their_contact", ("Bruno",)), ("associated_contact", ())):
        found.casts(name, vote, choice="", names=choice)
    found.closes(vote)
    close_meeting(actor=found.desk(), meeting=found.id)
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    (told,) = votes(account(found))["Elections to the Board and the Executive Committee"]
    assert [(row.candidate, row.votes, row.elected) for row in told.scores] == [
        ("Bruno", "2", True),
        ("Anna", "0", False),
    ]
    assert [(label, len(voices)) for label, voices in told.named] == [("Bruno", 2), ("Blank", 1)]
    assert "Whoever is elected needs: more than 1/2 of 2 votes is 1." in told.sentences
    assert "Votes on valid ballots: 2; blank: 1; invalid: 0." in told.sentences


def test_the_questions_do_not_grow_with_votes_and_delegates(world: World) -> None:
    found = held(world)
    with CaptureQueriesContext(
        connection,
    ) as few:
        account_of(read_records(found.row), "en")
    assert len(few) <= 20


def test_a_member_that_the_meeting_let_vote_stands_with_its_votes(world: World) -> None:
    found = held(world)
    roll, vote = Roll.objects.get(meeting=found.row), votes_of(found)[-1]
    network = world.organisations["network"]
    RollAddition.objects.create(
        roll=roll, member=network, vote=vote, waived_by="GA2026/9", votes={"one_each": 1}, hash="ab" * 32, at=at(11)
    )
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    told = account(found)
    (waiver,) = told.roll.waivers
    assert (waiver.member, waiver.decision, waiver.hash) == (MEMBERS["network"][0], "GA2026/9", "ab" * 32)
    assert MEMBERS["network"][0] in [line.member for line in told.roll.lines]
    assert (told.roll.entitled, told.roll.totals) == (3, ("3",))  # as the roll was frozen
    assert f"11:00; hash of the roll since: {'ab' * 32}" in said_in(told)


def test_an_amendment_that_fell_is_told_as_fallen(world: World) -> None:
    found = opened(world)
    plan = found.item("working_plan")
    motion = file_motion(actor=found.desk(), item=plan, title="The plan", text="We do three things.")
    file_motion(actor=found.desk(), item=plan, title="Four things", text="We do four.", parent=motion.motion)
    vote = found.asks("working_plan", motion=motion.motion)
    found.casts("delegate", vote, "no")
    found.closes(vote)
    close_meeting(actor=found.desk(), meeting=found.id)
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    (item,) = [item for item in account(found).items if item.motions]
    assert [(row.title, row.fallen) for row in item.motions] == [("Four things", True), ("The plan", False)]
    assert "Fallen: another decision settled it, so nobody voted on it." in said_in(account(found))


def test_what_was_entered_later_and_what_was_stopped_are_incidents(world: World) -> None:
    found = held(world)
    Meeting.objects.filter(pk=found.row.pk).update(entered_later="No network in the hall")
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    incidents = next(section for section in sections_of(account(found), WrittenWords()) if section.key == "incidents")
    said = incidents.parts[0].words
    assert said[0] == "Held on paper, and entered later: No network in the hall"
    assert "the vote on “Four things” was stopped and held anew. The wrong words were on the screen" in said[1]


def test_a_late_convocation_and_a_second_one_are_marked(world: World) -> None:
    found = held(world)
    notice = {**found.row.notice, "in_time": False}
    Meeting.objects.filter(pk=found.row.pk).update(notice=notice)
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    assert "The convocation was sent late." in said_in(account(found))
    second = replace(account(found), convocation=replace(account(found).convocation, number=2))
    assert "It was the second convocation: the first meeting had no quorum." in said_in(second)


def test_minutes_of_a_decision_in_writing(world: World) -> None:
    name_delegates(world)
    on = date(2026, 9, 1)
    question = WrittenQuestion("assembly", "ordinary", "A statement on care work", "The confederation states …")
    asked = ask_in_writing(actor=world.actor("secretary_general", on), question=question)
    for name in ("delegate", "their_contact", "associated_contact"):
        cast_vote(actor=world.actor(name, on), vote=asked.vote, choice="yes")
    close_vote(actor=world.actor("secretary_general", on), vote=asked.vote)
    close_meeting(actor=world.actor("secretary_general", on), meeting=asked.meeting)
    found = Gathering(world, asked.meeting)
    draft_minutes(actor=found.desk(on), meeting=asked.meeting)
    told = account(found)
    assert {line.came for line in told.roll.lines} == {"answered"}
    (vote,) = told.items[0].votes
    assert (vote.verdict, vote.method) == ("Adopted.", "in writing")
    said = said_in(told)
    for words in ("The question was asked in writing; nobody came together.", "3 answered.", "answered"):
        assert words in said


def test_an_adopted_motion_reads_with_its_adopted_amendments(world: World) -> None:
    found = opened(world)
    plan = found.item("working_plan")
    motion = file_motion(actor=found.desk(), item=plan, title="The plan", text="We do three things.").motion
    words = {"title": "Four", "text": "We do four things.", "parent": motion}
    amended = file_motion(actor=found.desk(), item=plan, **words).motion
    for one in (amended, motion):
        vote = found.asks("working_plan", motion=one)
        found.casts("delegate", vote)
        found.closes(vote)
    close_meeting(actor=found.desk(), meeting=found.id)
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    told = account(found)
    (item,) = [item for item in told.items if item.motions]
    assert [(row.title, row.as_adopted) for row in item.motions] == [("Four", ""), ("The plan", "We do four things.")]
    assert "Adopted with its amendments, it reads:" in said_in(told)
