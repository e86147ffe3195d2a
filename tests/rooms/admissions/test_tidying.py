"""What the calendar does to drafts: a reminder, then the end, each once however often it looks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.actions import ask_back, expire_draft, remind_of_draft, submit_application
from koinon.rooms.admissions.jobs import tidy_drafts
from koinon.rooms.admissions.models import ApplicantLink, Application, ApplicationPaper
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.admissions.applying import BEGUN, SUBMITTED, UNKNOWN, begun, filled, submitted
from tests.rooms.outcomes import line_of, refused
from tests.world import World

LAST = BEGUN + timedelta(days=365)
SOON = LAST - timedelta(days=30)


def test_remind_of_draft(world: World) -> None:
    applicant = begun(world)
    system = world.actor("system", SOON)
    reminded = remind_of_draft(actor=system, application=applicant.id)
    assert (reminded.expires_on, applicant.row.reminded_on) == (LAST, SOON)
    assert line_of("admissions.remind_of_draft", applicant.id).actor_kind == "system"
    deliver_due()
    assert mail.outbox[-1].subject == "Your application is kept until 2 March 2027"
    assert refused(remind_of_draft, actor=system, application=applicant.id) == "nothing_to_remind"


def test_expire_draft(world: World) -> None:
    applicant = filled(world)
    application = applicant.id
    expire_draft(actor=world.actor("system", LAST + timedelta(days=1)), application=application)
    row = Application.objects.get(public_id=application)
    assert (row.state, row.email, row.name, row.contact_name, row.facts, row.figures) == ("expired", "", "", "", {}, {})
    assert not ApplicationPaper.objects.exists()
    assert not ApplicantLink.objects.exists()
    assert line_of("admissions.expire_draft", application).outcome["state"] == "expired"


def test_a_question_that_nobody_answers_is_reminded_of_and_ends(world: World) -> None:
    applicant = submitted(world)
    application, officer = applicant.id, world.actor("membership", SUBMITTED)
    ask_back(actor=officer, application=application, question="Which year?", seen_version=applicant.version)
    last = SUBMITTED + timedelta(days=365)
    assert applicant.row.expires_on == last
    assert refused(expire_draft, actor=world.actor("system", last), application=application) == "not_over"
    remind_of_draft(actor=world.actor("system", last - timedelta(days=30)), application=application)
    deliver_due()
    assert mail.outbox[-1].subject.startswith("Your application is kept until ")
    expire_draft(actor=world.actor("system", last + timedelta(days=1)), application=application)
    row = Application.objects.get(public_id=application)
    assert (row.state, row.email, row.name, row.facts) == ("expired", "", "", {})
    assert line_of("admissions.expire_draft", application).outcome["state"] == "expired"


def test_an_answer_in_time_ends_the_waiting(world: World) -> None:
    applicant = submitted(world)
    officer = world.actor("membership", SUBMITTED)
    ask_back(actor=officer, application=applicant.id, question="Which year?", seen_version=applicant.version)
    applicant.come_in(SUBMITTED)
    given = {"access": applicant.access, "seen_version": applicant.version, "answer": "That of 2025."}
    submit_application(actor=applicant.actor(SUBMITTED), **given)
    assert applicant.row.expires_on is None


def test_neither_comes_too_early_nor_from_anybody(world: World) -> None:
    applicant = begun(world)
    early = world.actor("system", SOON - timedelta(days=1))
    assert refused(remind_of_draft, actor=early, application=applicant.id) == "nothing_to_remind"
    assert refused(expire_draft, actor=world.actor("system", LAST), application=applicant.id) == "not_over"
    assert refused(expire_draft, actor=early, application=UNKNOWN) == "not_found"
    for who in ("secretary_general", "nobody"):
        late = world.actor(who, LAST + timedelta(days=1))
        assert refused(expire_draft, actor=late, application=applicant.id) == "not_allowed"
        assert refused(remind_of_draft, actor=late, application=applicant.id) == "not_allowed"


def test_the_job_is_safe_to_run_twice_and_late(world: World, calendar: Callable[..., None]) -> None:
    begun(world)
    calendar(SOON - timedelta(days=1))
    assert tidy_drafts() == 0
    calendar(SOON + timedelta(days=5))
    assert [tidy_drafts(), tidy_drafts()] == [1, 0]
    calendar(LAST + timedelta(days=40))
    assert [tidy_drafts(), tidy_drafts()] == [1, 0]
    assert Application.objects.get().state == "expired"


def test_whoever_goes_on_with_a_draft_keeps_it(world: World, calendar: Callable[..., None]) -> None:
    applicant = begun(world)
    calendar(SOON)
    assert tidy_drafts() == 1
    applicant.come_in(SOON)
    applicant.save(SOON, details={"name": "Still here"})
    assert applicant.row.expires_on == SOON + timedelta(days=365)
    calendar(LAST + timedelta(days=1))
    assert tidy_drafts() == 0


@pytest.mark.parametrize("rules", [True, False])
def test_what_was_submitted_does_not_expire(world: World, calendar: Callable[..., None], rules: bool) -> None:
    submitted(world)
    calendar(LAST + timedelta(days=400))
    if not rules:
        RulebookVersion.objects.all().delete()
    assert tidy_drafts() == 0
