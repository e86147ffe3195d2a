"""Minutes are drafted from the records, completed by their secretary, and kept in versions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koinon.core.canonical import digest
from koinon.rooms.assemblies.actions import (
    close_meeting,
    complete_minutes,
    correct_minutes,
    draft_minutes,
    write_minutes,
)
from koinon.rooms.assemblies.minutes import Account, WrittenWords, account_from, account_of, digest_of, read_records
from koinon.rooms.assemblies.minutes.account import HeldVote, words_from
from koinon.rooms.assemblies.models import MinutesAccount, MinutesVersion, RollLine
from koinon.rooms.assemblies.recount import recount
from tests.rooms.assemblies.meeting import LATER, MEETING_ON, Gathering, convened, opened
from tests.rooms.assemblies.minuted import (
    completed,
    drafted,
    held,
    latest,
    record_of,
    signed,
    votes_of,
    written,
)
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import MEMBERS, World


def account(found: Gathering) -> Account:
    """What the latest version says happened."""
    return account_from(latest(found).account.happened)


def votes(told: Account) -> Mapping[str, list[HeldVote]]:
    """The votes by the title of their item."""
    return {item.title: list(item.votes) for item in told.items}


def test_draft_minutes(world: World) -> None:
    found = held(world)
    done = draft_minutes(actor=found.desk(LATER), meeting=found.id)
    row, version = record_of(found), latest(found)
    assert (row.state, row.version, version.number, done.number) == ("drafted", 1, 1, 1)
    assert version.account.hash == digest(version.account.happened)
    assert done.hash == version.hash == digest_of(version.account.hash, version.words)
    assert version.words["keeper"] == "Secretary general"
    assert line_of("assemblies.draft_minutes", found.id).outcome["hash"] == version.hash


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


def test_draft_minutes_refused(world: World) -> None:
    found = opened(world)
    assert refused(draft_minutes, actor=found.desk(), meeting=found.id) == "meeting_state"
    close_meeting(actor=found.desk(), meeting=found.id)
    assert refused(draft_minutes, actor=found.actor("contact"), meeting=found.id) == "not_allowed"
    assert refused(draft_minutes, actor=found.desk(), meeting=uuid4()) == "not_found"
    assert no_line_of("assemblies.draft_minutes")


def test_drafting_anew_keeps_what_was_written(world: World) -> None:
    found = completed(world)
    assert refused(draft_minutes, actor=found.desk(LATER), meeting=found.id) == "same_as_before"
    RollLine.objects.filter(member=world.organisations["theirs"]).update(name="Renamed in the records")
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    row, version = record_of(found), latest(found)
    assert (row.state, version.number) == ("drafted", 3)
    assert words_from(version.words) == written(found)
    assert "Renamed in the records" in [line.member for line in account(found).roll.lines]
    assert MinutesAccount.objects.count() == 2


def test_write_minutes(world: World) -> None:
    found = drafted(world)
    words = WrittenWords(opening="Words\r\n\u202ethat turn \x07", items={str(found.item("budget")): "  "})
    done = write_minutes(actor=found.desk(LATER), meeting=found.id, words=words, seen_version=1)
    version = latest(found)
    assert (record_of(found).state, done.number, done.complete) == ("drafted", 2, False)
    assert words_from(version.words) == WrittenWords(opening="Words\nthat turn")
    assert version.hash != MinutesVersion.objects.get(number=1).hash
    assert line_of("assemblies.write_minutes", found.id).outcome["hash"] == version.hash


def test_complete_minutes(world: World) -> None:
    found = completed(world)
    version = latest(found)
    assert (record_of(found).state, version.number, words_from(version.words)) == ("completed", 2, written(found))
    assert line_of("assemblies.complete_minutes", found.id).outcome["complete"] is True


def test_what_is_completed_can_be_written_on_until_it_is_signed(world: World) -> None:
    found = completed(world)
    write_minutes(actor=found.desk(LATER), meeting=found.id, words=written(found), seen_version=2)
    assert record_of(found).state == "drafted"


@pytest.mark.parametrize("step", [write_minutes, complete_minutes])
def test_write_and_complete_minutes_refused(world: World, step: Any) -> None:
    found = held(world)
    given = {"meeting": found.id, "words": WrittenWords(keeper="Ilse"), "seen_version": 1}
    assert refused(step, actor=found.desk(LATER), **given) == "no_minutes"
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    assert refused(step, actor=found.actor("their_contact"), **given) == "not_allowed"
    assert refused(step, actor=found.desk(LATER), **{**given, "seen_version": 7}) == "stale"
    strange = WrittenWords(keeper="Ilse", items={str(uuid4()): "On an item of another meeting"})
    assert refused(step, actor=found.desk(LATER), **{**given, "words": strange}) == "not_found"
    long = WrittenWords(keeper="Ilse", closing="x" * 20_001)
    assert refused(step, actor=found.desk(LATER), **{**given, "words": long}) == "words_too_long"
    assert MinutesVersion.objects.count() == 1
    assert no_line_of(step.spec.name)


def test_complete_minutes_needs_whoever_kept_them(world: World) -> None:
    found = drafted(world)
    words = replace(written(found), keeper=" \u200b ")
    given = {"actor": found.desk(LATER), "meeting": found.id, "words": words, "seen_version": 1}
    assert refused(complete_minutes, **given) == "keeper_missing"
    assert record_of(found).state == "drafted"


def test_signed_minutes_are_not_written_on(world: World) -> None:
    found = signed(world)
    given = {"actor": found.desk(LATER), "meeting": found.id, "words": written(found), "seen_version": 3}
    for step in (write_minutes, complete_minutes):
        assert refused(step, **given) == "minutes_state"
    assert refused(draft_minutes, actor=found.desk(LATER), meeting=found.id) == "minutes_state"


def test_correct_minutes(world: World) -> None:
    found = signed(world)
    words = replace(written(found), closing="The next Assembly is in May.")
    given = {"meeting": found.id, "words": words, "seen_version": 3}
    correct_minutes(actor=found.desk(LATER), reason="Asked by a delegate: May, not June", **given)
    row, version = record_of(found), latest(found)
    assert (row.state, version.number, version.reason) == ("completed", 3, "Asked by a delegate: May, not June")
    assert row.signed is not None
    assert row.signed.number == 2  # what was signed can still be read
    assert line_of("assemblies.correct_minutes", found.id).outcome["number"] == 3


def test_correct_minutes_refused(world: World) -> None:
    found = completed(world)
    given = {"meeting": found.id, "words": written(found), "reason": "A word", "seen_version": 2}
    assert refused(correct_minutes, actor=found.desk(LATER), **given) == "minutes_state"
    assert refused(correct_minutes, actor=found.actor("their_contact"), **given) == "not_allowed"
    assert no_line_of("assemblies.correct_minutes")


def test_a_correction_needs_its_reason(world: World) -> None:
    found = signed(world)
    given = {"actor": found.desk(LATER), "meeting": found.id, "words": written(found), "seen_version": 3}
    assert refused(correct_minutes, reason=" ", **given) == "reason_needed"
    nobody = {**given, "words": replace(written(found), keeper="")}
    assert refused(correct_minutes, reason="A word", **nobody) == "keeper_missing"
    assert MinutesVersion.objects.count() == 2
