"""Minutes are drafted from the records, completed by their secretary, and kept in versions."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from koinon.core.canonical import digest
from koinon.rooms.assemblies.actions import (
    close_meeting,
    complete_minutes,
    correct_minutes,
    draft_minutes,
    write_minutes,
)
from koinon.rooms.assemblies.minutes import Account, WrittenWords, account_from, digest_of
from koinon.rooms.assemblies.minutes.account import words_from
from koinon.rooms.assemblies.models import MinutesAccount, MinutesVersion, RollLine
from tests.rooms.assemblies.meeting import LATER, Gathering, opened
from tests.rooms.assemblies.minuted import (
    completed,
    drafted,
    held,
    latest,
    record_of,
    signed,
    written,
)
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def account(found: Gathering) -> Account:
    """What the latest version says happened."""
    return account_from(latest(found).account.happened)


def test_draft_minutes(world: World) -> None:
    found = held(world)
    done = draft_minutes(actor=found.desk(LATER), meeting=found.id)
    row, version = record_of(found), latest(found)
    assert (row.state, row.version, version.number, done.number) == ("drafted", 1, 1, 1)
    assert version.account.hash == digest(version.account.happened)
    assert done.hash == version.hash == digest_of(version.account.hash, version.words)
    assert version.words["keeper"] == "Secretary general"
    assert line_of("assemblies.draft_minutes", found.id).outcome["hash"] == version.hash


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
