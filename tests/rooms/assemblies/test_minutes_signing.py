"""Minutes are signed by the chair, sent, and approved by a later meeting: from then on their paper is kept."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail

from koinon.adapters.storage import private_store
from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.assemblies.actions import (
    approve_minutes,
    close_meeting,
    complete_minutes,
    correct_minutes,
    draft_minutes,
    send_minutes,
    sign_minutes,
)
from koinon.rooms.assemblies.minutes import WrittenWords
from koinon.rooms.assemblies.minutes.reading import minutes_seen, minutes_to_approve
from koinon.rooms.assemblies.models import AgendaItem, Minutes, MinutesVersion
from koinon.rooms.assemblies.papers import minutes_pdf, papers_kept
from tests.adapters.papers import text_of
from tests.rooms.assemblies.meeting import LATER, Gathering, opened, with_agenda
from tests.rooms.assemblies.minuted import (
    CHAIR,
    NEXT_YEAR,
    approved,
    chair_of,
    completed,
    drafted,
    later_meeting,
    later_vote,
    latest,
    record_of,
    sent,
    signed,
    written,
)
from tests.rooms.documents.library import published as in_the_library
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def closed(world: World) -> Gathering:
    """A meeting that is over, without a chair on record."""
    found = opened(world)
    close_meeting(actor=found.desk(), meeting=found.id)
    return found


def test_sign_minutes(world: World) -> None:
    found = completed(world)
    sign_minutes(actor=chair_of(found), meeting=found.id, seen_version=2)
    row = record_of(found)
    assert row.signed is not None
    assert (row.state, row.signed.number, row.signed_by) == ("signed", 2, world.people[CHAIR])
    assert not row.signed_on_paper
    line = line_of("assemblies.sign_minutes", found.id)
    assert (line.actor, line.outcome["hash"]) == (world.people[CHAIR], latest(found).hash)


def test_sign_minutes_refused(world: World) -> None:
    found = completed(world)
    given: dict[str, Any] = {"meeting": found.id, "seen_version": 2}
    assert refused(sign_minutes, actor=found.actor("delegate", LATER), **given) == "not_allowed"
    assert refused(sign_minutes, actor=found.desk(LATER), **given) == "chair_signs"
    assert refused(sign_minutes, actor=chair_of(found), meeting=found.id, seen_version=1) == "stale"
    assert refused(sign_minutes, actor=chair_of(found), meeting=uuid4(), seen_version=1) == "not_found"
    assert record_of(found).state == "completed"
    assert no_line_of("assemblies.sign_minutes")


def test_only_what_is_completed_is_signed(world: World) -> None:
    found = drafted(world)
    assert refused(sign_minutes, actor=chair_of(found), meeting=found.id, seen_version=1) == "minutes_state"


def test_a_signature_on_paper_is_recorded_at_the_desk(world: World) -> None:
    found = completed(world)
    sign_minutes(actor=found.desk(LATER), meeting=found.id, seen_version=2, on_paper=True)
    assert record_of(found).signed_on_paper
    assert line_of("assemblies.sign_minutes", found.id).outcome["on_paper"] is True


def test_without_a_chair_on_record_the_desk_records_the_signature(world: World) -> None:
    found = closed(world)
    draft_minutes(actor=found.desk(LATER), meeting=found.id)
    complete_minutes(actor=found.desk(LATER), meeting=found.id, words=WrittenWords(keeper="Ilse"), seen_version=1)
    sign_minutes(actor=found.desk(LATER), meeting=found.id, seen_version=2)
    assert record_of(found).signed_on_paper


def test_send_minutes(world: World) -> None:
    found = signed(world)
    OutboxMessage.objects.all().delete()
    done = send_minutes(actor=found.desk(LATER), meeting=found.id, seen_version=3)
    row = record_of(found)
    assert (row.state, row.sent_at is not None, done.called) == ("sent", True, 3)
    assert line_of("assemblies.send_minutes", found.id).outcome["called"] == 3
    deliver_due()
    assert {letter.to[0] for letter in mail.outbox} >= {"delegate@example.org", "their.contact@example.org"}
    letter = mail.outbox[0]
    assert letter.subject == "Minutes: General Assembly, 18 June 2026"
    assert f"/en/members/minutes/{found.id}/" in letter.body
    assert "signed by its chair" in letter.body


def test_send_minutes_refused(world: World) -> None:
    found = completed(world)
    given: dict[str, Any] = {"meeting": found.id, "seen_version": 2}
    assert refused(send_minutes, actor=found.desk(LATER), **given) == "minutes_state"
    assert refused(send_minutes, actor=chair_of(found), **given) == "not_allowed"
    assert not OutboxMessage.objects.filter(kind="assemblies.minutes_letter").exists()
    assert no_line_of("assemblies.send_minutes")


def test_approve_minutes(world: World) -> None:
    found = sent(world)
    vote = later_vote(world)
    approve_minutes(actor=found.desk(NEXT_YEAR), meeting=found.id, vote=vote)
    row, minutes, version = found.row, record_of(found), latest(found)
    assert row.minutes_approved_by is not None
    assert (row.state, row.minutes_approved_by.public_id) == ("minutes_approved", vote)
    assert (minutes.state, minutes.signed_id) == ("approved", version.pk)
    outcome = line_of("assemblies.approve_minutes", found.id).outcome
    assert (outcome["vote"], outcome["hash"], outcome["paper"]) == (str(vote), version.hash, minutes.paper)


def test_the_paper_of_approved_minutes_is_kept_and_never_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = approved(world)
    minutes, version = record_of(found), latest(found)
    kept = private_store().get(minutes.paper)
    assert "DRAFT" not in text_of(kept)
    assert "by a vote of the meeting of 17 June 2027" in text_of(kept)

    def again(*_given: object) -> bytes:
        raise AssertionError("made again")

    monkeypatch.setattr("koinon.adapters.pdf.render_minutes", again)
    assert minutes_pdf(minutes, version) == kept


def test_the_sweep_leaves_approved_minutes(world: World) -> None:
    minutes = record_of(approved(world))
    assert list(papers_kept([minutes.paper, "0" * 64])) == [minutes.paper]


def test_nothing_follows_approval(world: World) -> None:
    found = approved(world)
    given: dict[str, Any] = {"actor": found.desk(NEXT_YEAR), "meeting": found.id}
    version = record_of(found).version
    words = {"words": written(found), "seen_version": version}
    assert refused(correct_minutes, reason="Too late", **words, **given) == "minutes_state"
    assert refused(sign_minutes, seen_version=version, on_paper=True, **given) == "minutes_state"
    assert refused(send_minutes, seen_version=version, **given) == "minutes_state"
    assert refused(draft_minutes, **given) == "meeting_state"


def test_a_correction_of_the_approving_meeting_is_signed_before_it_is_approved(world: World) -> None:
    found = sent(world)
    vote, desk = later_vote(world), found.desk(NEXT_YEAR)
    correct_minutes(actor=desk, meeting=found.id, words=written(found), reason="Asked by the meeting", seen_version=4)
    assert refused(approve_minutes, actor=desk, meeting=found.id, vote=vote) == "minutes_state"
    assert found.row.state == "closed"
    sign_minutes(actor=chair_of(found, NEXT_YEAR), meeting=found.id, seen_version=5)
    approve_minutes(actor=desk, meeting=found.id, vote=vote)
    assert latest(found).number == 3
    assert "Asked by the meeting" in text_of(private_store().get(record_of(found).paper))


def test_minutes_that_nobody_was_sent_are_not_approved(world: World) -> None:
    found = signed(world)
    given = {"meeting": found.id, "vote": later_vote(world)}
    assert refused(approve_minutes, actor=found.desk(NEXT_YEAR), **given) == "not_sent"
    assert no_line_of("assemblies.approve_minutes")


@pytest.mark.parametrize(("choice", "item"), [("no", "minutes"), ("yes", "budget")])
def test_approve_minutes_refused(world: World, choice: str, item: str) -> None:
    found = sent(world)
    given = {"meeting": found.id, "vote": later_vote(world, choice, item)}
    assert refused(approve_minutes, actor=found.desk(NEXT_YEAR), **given) == "not_approved"
    assert (found.row.state, record_of(found).paper) == ("closed", "")
    assert no_line_of("assemblies.approve_minutes")


def test_approve_minutes_refused_elsewhere(world: World) -> None:
    found = sent(world)
    vote, desk = later_vote(world), found.desk(NEXT_YEAR)
    assert refused(approve_minutes, actor=found.actor("contact"), meeting=found.id, vote=vote) == "not_allowed"
    assert refused(approve_minutes, actor=desk, meeting=found.id, vote=uuid4()) == "not_found"
    given: dict[str, UUID] = {"meeting": found.id, "vote": vote, "document": uuid4()}
    assert refused(approve_minutes, actor=desk, **given) == "paper_missing"
    other = with_agenda(world, starts_at=found.row.starts_at)
    assert refused(approve_minutes, actor=desk, meeting=other.id, vote=vote) == "meeting_state"


def test_minutes_that_were_written_elsewhere_are_a_document(world: World) -> None:
    found = closed(world)
    vote, desk = later_vote(world), found.desk(NEXT_YEAR)
    assert refused(approve_minutes, actor=desk, meeting=found.id, vote=vote) == "no_minutes"
    document, _edition = in_the_library(world)
    approve_minutes(actor=desk, meeting=found.id, vote=vote, document=document)
    assert found.row.minutes is not None
    assert not Minutes.objects.exists()


def test_a_meeting_does_not_approve_its_own_minutes(world: World) -> None:
    found = opened(world)
    vote = found.asks("minutes")
    found.casts("delegate", vote)
    assert found.closes(vote).outcome == "adopted"
    close_meeting(actor=found.desk(), meeting=found.id)
    assert refused(approve_minutes, actor=found.desk(NEXT_YEAR), meeting=found.id, vote=vote) == "not_approved"


# ---- Who reads what ----


def test_drafts_are_for_the_desk_and_the_chair(world: World) -> None:
    found = completed(world)
    for name in ("secretary_general", "auditor", CHAIR):
        assert minutes_seen(found.actor(name, LATER), found.id) is not None, name
    for name in ("delegate", "contact", "stranger"):
        assert minutes_seen(found.actor(name, LATER), found.id) is None, name


def test_signed_minutes_are_for_those_who_belong_to_the_body(world: World) -> None:
    found = signed(world)
    for name in ("delegate", "contact", "associated_contact"):
        seen = minutes_seen(found.actor(name, LATER), found.id)
        assert seen is not None, name
        assert (seen.inside, seen.shown.number) == (False, 2)
    for name in ("stranger", "nobody"):
        assert minutes_seen(found.actor(name, LATER), found.id) is None, name


def test_while_a_correction_waits_others_read_what_was_signed(world: World) -> None:
    found = signed(world)
    given = {"meeting": found.id, "words": written(found), "reason": "A word", "seen_version": 3}
    correct_minutes(actor=found.desk(LATER), **given)
    outside, inside = (minutes_seen(found.actor(name, LATER), found.id) for name in ("delegate", CHAIR))
    assert outside is not None
    assert inside is not None
    assert (outside.shown.number, inside.shown.number) == (2, 3)
    assert minutes_seen(found.actor("delegate", LATER), found.id, 1) is None
    assert MinutesVersion.objects.count() == 3


def test_the_next_agenda_has_the_minutes_as_its_paper(world: World) -> None:
    found, later = signed(world), later_meeting(world)
    item = AgendaItem.objects.select_related("meeting").get(public_id=later.item("minutes"))
    actor = found.actor("delegate", date(2027, 6, 17))
    assert [row.meeting.public_id for row in minutes_to_approve(actor, item)] == [found.id]
    other = AgendaItem.objects.select_related("meeting").get(public_id=later.item("budget"))
    assert not minutes_to_approve(actor, other).exists()
    assert not minutes_to_approve(found.actor("stranger", NEXT_YEAR), item).exists()
