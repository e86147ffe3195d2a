"""The review: taken up, checked item by item, asked back, its neighbours heard."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from koinon.core.models import JournalEntry
from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.actions import (
    Opinion,
    ask_back,
    mark_item,
    prepare_for_board,
    record_opinion,
    take_up_review,
)
from koinon.rooms.admissions.models import ChecklistMark, MemberOpinion
from koinon.rooms.admissions.queries import opinions_awaited
from tests.rooms.admissions.applying import (
    DECIDED,
    DETAILS,
    SUBMITTED,
    UNKNOWN,
    Applicant,
    before_board,
    begun,
    check_all,
    submitted,
    under_review,
)
from tests.rooms.outcomes import line_of, refused
from tests.world import World

SWEDISH = {"details": {**DETAILS, "country": "SE"}}


def given(world: World, applicant: Applicant, on: date = DECIDED, who: str = "membership") -> dict[str, Any]:
    """What every step at the desk is told."""
    return {"actor": world.actor(who, on), "application": applicant.id, "seen_version": applicant.version}


def test_take_up_review(world: World) -> None:
    applicant = submitted(world)
    take_up_review(**given(world, applicant, SUBMITTED))
    row = applicant.row
    assert (row.state, row.opinions_until) == ("under_review", None)
    assert line_of("admissions.take_up_review", row.public_id).actor == world.people["membership"]
    assert row.history.last().by == world.people["membership"]


def test_members_of_the_country_are_asked(world: World) -> None:
    applicant = submitted(world, **SWEDISH)
    take_up_review(**given(world, applicant, SUBMITTED))
    assert applicant.row.opinions_until == SUBMITTED + timedelta(days=30)
    deliver_due()
    asked = [letter for letter in mail.outbox if letter.subject.endswith("your opinion")]
    assert [letter.to for letter in asked] == [["contact@example.org"]]
    assert "8 April 2026" in asked[0].body
    assert "Ana Prado" not in asked[0].body


@pytest.mark.parametrize("who", ["treasurer", "auditor", "contact", "nobody"])
def test_the_review_is_not_everybodys(world: World, who: str) -> None:
    applicant = submitted(world)
    told = given(world, applicant, who=who)
    assert refused(take_up_review, **told) == "not_allowed"
    assert refused(ask_back, **told, question="Why?") == "not_allowed"
    assert refused(mark_item, **told, item="letter", in_order=True) == "not_allowed"
    assert refused(record_opinion, **told, opinion=Opinion(UNKNOWN, "favours", "", DECIDED)) == "not_allowed"
    assert refused(prepare_for_board, **told) == "not_allowed"


def test_take_up_review_refused(world: World) -> None:
    applicant = under_review(world)
    assert refused(take_up_review, **given(world, applicant)) == "not_now"
    assert refused(take_up_review, **{**given(world, applicant), "seen_version": 1}) == "stale"
    assert refused(take_up_review, **{**given(world, applicant), "application": UNKNOWN}) == "not_found"


def test_drafts_are_not_there_for_the_desk(world: World) -> None:
    applicant = begun(world)
    assert refused(take_up_review, **given(world, applicant)) == "not_found"
    assert refused(ask_back, **given(world, applicant), question="Why?") == "not_found"


def test_mark_item(world: World) -> None:
    applicant = under_review(world)
    mark_item(**given(world, applicant), item="letter", in_order=False, note="Not signed.")
    mark_item(**given(world, applicant), item="letter", in_order=True)
    mark = ChecklistMark.objects.get()
    assert (mark.item, mark.in_order, mark.note, mark.by) == ("letter", True, "", world.people["membership"])
    lines = JournalEntry.objects.filter(action="admissions.mark_item", subject=applicant.id)
    assert [line.outcome["in_order"] for line in lines.order_by("id")] == [False, True]


def test_mark_item_refused(world: World) -> None:
    applicant = before_board(world)
    assert refused(mark_item, **given(world, applicant), item="letter", in_order=True) == "review_over"


def test_the_checklist_is_that_of_the_category(world: World) -> None:
    applicant = under_review(world)
    assert refused(mark_item, **given(world, applicant), item="shoes", in_order=True) == "item_unknown"


def test_ask_back(world: World) -> None:
    applicant = under_review(world)
    ask_back(**given(world, applicant), question="Which article?")
    assert applicant.row.state == "asked_back"
    line = line_of("admissions.ask_back", applicant.id)
    assert "Which article" not in str(line.inputs)
    deliver_due()
    assert "Which article?" in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["ana@example.org"]


def test_ask_back_refused(world: World) -> None:
    applicant = before_board(world)
    assert refused(ask_back, **given(world, applicant), question="Why?") == "not_now"
    assert refused(ask_back, **given(world, applicant), question=" \x00") == "question_needed"
    assert refused(ask_back, **given(world, applicant), question="x" * 5001) == "too_long"


def opinion(world: World, **change: Any) -> Opinion:
    """What a member said."""
    said = {"member": world.organisations["ours"], "view": "favours", "words": "Good people.", "received_on": SUBMITTED}
    return Opinion(**{**said, **change})


def test_record_opinion(world: World) -> None:
    applicant = under_review(world, **SWEDISH)
    assert [str(one.organisation) for one in opinions_awaited(applicant.row, SUBMITTED)] == [
        "Förbundet Arbetskooperation"
    ]
    record_opinion(**given(world, applicant), opinion=opinion(world, view="objects"))
    record_opinion(**given(world, applicant), opinion=opinion(world))
    row = MemberOpinion.objects.get()
    assert (row.view, row.words, row.member.public_id) == ("favours", "Good people.", world.organisations["ours"])
    assert opinions_awaited(applicant.row, SUBMITTED) == []
    assert JournalEntry.objects.filter(action="admissions.record_opinion", subject=applicant.id).count() == 2


def test_record_opinion_refused(world: World) -> None:
    applicant = under_review(world)

    def record(**change: Any) -> str:
        said = opinion(world, **change)
        return refused(record_opinion, **given(world, applicant), opinion=said)

    assert record(view="loves") == "view_unknown"
    assert record(received_on=DECIDED + timedelta(days=1)) == "date_in_future"
    assert record(member=UNKNOWN) == "not_a_member"
    assert record(member=world.organisations["house"]) == "not_a_member"
    assert not MemberOpinion.objects.exists()


def test_prepare_for_board(world: World) -> None:
    applicant = before_board(world)
    assert applicant.row.state == "board"
    assert line_of("admissions.prepare_for_board", applicant.id).outcome["state"] == "board"


def test_prepare_for_board_refused_while_items_are_open(world: World) -> None:
    applicant = under_review(world)
    assert refused(prepare_for_board, **given(world, applicant)) == "items_open"
    check_all(world, applicant, DECIDED)
    mark_item(**given(world, applicant), item="fee", in_order=False, note="Not the accounts' figures.")
    assert refused(prepare_for_board, **given(world, applicant)) == "items_open"


def test_the_board_waits_until_the_neighbours_were_heard(world: World) -> None:
    applicant = under_review(world, **SWEDISH)
    check_all(world, applicant, SUBMITTED)
    early = given(world, applicant, SUBMITTED + timedelta(days=3))
    assert refused(prepare_for_board, **early) == "opinions_awaited"
    record_opinion(**early, opinion=opinion(world))
    prepare_for_board(**early)
    assert applicant.row.state == "board"


def test_silence_is_no_objection(world: World) -> None:
    applicant = under_review(world, **SWEDISH)
    check_all(world, applicant, SUBMITTED)
    prepare_for_board(**given(world, applicant, DECIDED))
    assert applicant.row.state == "board"
