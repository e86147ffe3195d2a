"""What came to nothing is erased when its time is over: rows first, their files with the next sweep."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail

from koinon.adapters.storage import private_store
from koinon.core.models import JournalEntry
from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.actions import (
    answer_refusal,
    ask_back,
    erase_applications,
    forget_links,
    remove_paper,
    withdraw_application,
)
from koinon.rooms.admissions.actions import erasing as erasing_actions
from koinon.rooms.admissions.jobs import erase, tidy_drafts
from koinon.rooms.admissions.models import ApplicantLink, Application, ApplicationPaper
from koinon.rooms.documents.jobs import erase as erase_files
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.admissions.applying import (
    BEGUN,
    DECIDED,
    DETAILS,
    FACTS,
    FIGURES,
    PAPERS,
    SUBMITTED,
    UNKNOWN,
    Applicant,
    begun,
    decided,
    filled,
    submitted,
)
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.world import World, only

A_MONTH, A_YEAR, THREE_YEARS = timedelta(days=30), timedelta(days=365), timedelta(days=1095)
DAY = timedelta(days=1)


def files() -> set[str]:
    """The digests in the private store."""
    return {path.name for path in private_store().root.rglob("*") if path.is_file()}


def let_time_pass() -> None:
    """The files were put long ago."""
    for path in private_store().root.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))


def stored(row: Application) -> str:
    """Everything that the tables still hold of an application."""
    parts = [Application.objects.filter(pk=row.pk), ApplicantLink.objects.all(), ApplicationPaper.objects.all()]
    parts += [row.history.all(), row.opinions.all(), row.marks.all()]
    return str([list(rows.values()) for rows in parts])


def withdrawn(applicant: Applicant, on: date) -> Applicant:
    """The applicant takes it back."""
    withdraw_application(actor=applicant.actor(on), access=applicant.access, seen_version=applicant.version)
    return applicant


def refused_application(world: World) -> Applicant:
    """The Board has refused it."""
    return decided(world, approved=False)


@pytest.mark.parametrize(
    ("make", "since", "kept_for", "name"),
    [
        (lambda world: withdrawn(filled(world), BEGUN), BEGUN, A_MONTH, ""),
        (lambda world: withdrawn(submitted(world), SUBMITTED), SUBMITTED, A_YEAR, ""),
        (refused_application, DECIDED, THREE_YEARS, DETAILS["name"]),
    ],
    ids=["withdrawn draft", "withdrawn application", "refused application"],
)
def test_erase_applications(
    world: World, make: Callable[[World], Applicant], since: date, kept_for: timedelta, name: str
) -> None:
    row, state = make(world).row, Application.objects.get().state
    early, late = (world.actor("system", since + kept_for + later) for later in (timedelta(), DAY))
    assert declined(erase_applications([row.public_id], actor=early)) == "not_over"
    assert DETAILS["contact_name"] in stored(row)
    outcome = only(erase_applications([row.public_id], actor=late))
    assert (outcome.state, outcome.papers) == (state, len(PAPERS))
    left = Application.objects.get(pk=row.pk)
    assert (left.name, left.email, left.contact_name, left.street) == (name, "", "", "")
    assert (left.facts, left.figures, left.assessment, left.erased_on) == ({}, {}, None, late.today)
    for personal in ("ana@example.org", DETAILS["contact_name"], DETAILS["street"], "statutes.pdf", "joins_too"):
        assert personal not in stored(left)
    line = line_of("admissions.erase_applications", row.public_id)
    assert (line.actor_kind, line.outcome["papers"]) == ("system", len(PAPERS))
    assert DETAILS["contact_name"] not in str([line.inputs, line.outcome])
    assert declined(erase_applications([row.public_id], actor=late)) == "not_over"


def test_of_a_refusal_the_decision_and_its_reason_stay(world: World) -> None:
    row = refused_application(world).row
    only(erase_applications([row.public_id], actor=world.actor("system", DECIDED + THREE_YEARS + DAY)))
    left = Application.objects.get(pk=row.pk)
    assert (left.country, left.category, left.state) == ("PT", "full", "refused")
    assert left.decision is not None
    assert left.history.get(event="refuse").words == "The statutes name no members."
    assert not left.history.exclude(event="refuse").exclude(words="").exists()


def test_whoever_withdrew_a_question_and_its_answer_takes_them_along(world: World) -> None:
    applicant = submitted(world)
    ask_back(
        actor=world.actor("membership", SUBMITTED),
        application=applicant.id,
        question="Who is Ana Prado?",
        seen_version=applicant.version,
    )
    withdrawn(applicant, SUBMITTED)
    row = applicant.row
    only(erase_applications([row.public_id], actor=world.actor("system", SUBMITTED + A_YEAR + DAY)))
    assert "Ana Prado" not in stored(row)


def test_nobody_but_the_calendar_erases_and_nothing_that_lives(world: World) -> None:
    applicant = submitted(world)
    late = DECIDED + 2 * THREE_YEARS
    for who in ("secretary_general", "nobody", "contact"):
        assert refused(erase_applications, [applicant.id], actor=world.actor(who, late)) == "not_allowed"
        assert refused(forget_links, actor=world.actor(who, late)) == "not_allowed"
    assert declined(erase_applications([applicant.id], actor=world.actor("system", late))) == "not_over"
    assert declined(erase_applications([UNKNOWN], actor=world.actor("system", late))) == "not_over"
    assert no_line_of("admissions.erase_applications")
    assert applicant.row.contact_name == DETAILS["contact_name"]


def test_who_answers_a_refusal_in_time_keeps_what_was_sent(world: World) -> None:
    applicant, day = refused_application(world), DECIDED + THREE_YEARS
    applicant.come_in(day)
    answer_refusal(
        actor=applicant.actor(day), access=applicant.access, answer="They do.", seen_version=applicant.version
    )
    late = world.actor("system", day + DAY)
    assert declined(erase_applications([applicant.id], actor=late)) == "not_over"


def test_after_a_refusal_was_erased_a_link_begins_anew(world: World) -> None:
    applicant, day = refused_application(world), DECIDED + THREE_YEARS + DAY
    applicant.come_in(day)
    access, before = applicant.access, applicant.row
    only(erase_applications([before.public_id], actor=world.actor("system", day)))
    inputs = {"access": access, "answer": "They do.", "seen_version": before.version}
    assert refused(answer_refusal, actor=applicant.actor(day), **inputs) == "stay_ended"
    applicant.come_in(day)
    assert (applicant.row.state, applicant.row.pk == before.pk) == ("draft", False)


def test_forget_links(world: World) -> None:
    begun(world)
    last = BEGUN + timedelta(days=1 + 7)  # a link opens something for a day, and is kept for a week more
    assert refused(forget_links, actor=world.actor("system", last)) == "nothing_to_forget"
    outcome = forget_links(actor=world.actor("system", last + DAY))
    assert (outcome.count, ApplicantLink.objects.count()) == (1, 0)
    line = JournalEntry.objects.get(action="admissions.forget_links")
    assert (line.outcome, line.inputs) == ({"count": 1}, {})
    assert Application.objects.get().email == "ana@example.org"


def test_the_job_erases_in_batches_and_is_safe_to_run_twice_and_late(
    world: World, calendar: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing_actions, "LINKS_AT_ONCE", 2)
    for number in range(5):
        Applicant(world, email=f"applicant{number}@example.org").mailed_link()
    withdrawn(filled(world), BEGUN)
    calendar(BEGUN + timedelta(days=8))
    assert erase() == 0
    calendar(BEGUN + timedelta(days=200))
    assert [erase(), erase()] == [5 + 1, 0]  # its own link went with the application
    assert JournalEntry.objects.filter(action="admissions.forget_links").count() == 3
    RulebookVersion.objects.all().delete()
    assert erase() == 0


def test_papers_vanish_from_the_private_store(world: World, calendar: Callable[..., None], tmp_path: Path) -> None:
    applicant = begun(world)
    applicant.save(details=DETAILS, facts=FACTS, figures=FIGURES)
    for item in PAPERS:
        applicant.attach(item, content=b"\x89PNG\r\n\x1a\n" + item.encode())
    let_time_pass()
    calendar(BEGUN + A_YEAR)
    assert [tidy_drafts(), erase_files()] == [1, 0]
    assert len(files()) == len(PAPERS)
    calendar(BEGUN + A_YEAR + DAY)
    assert [tidy_drafts(), erase_files(), erase_files()] == [1, len(PAPERS), 0]
    assert files() == set()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    deliver_due()
    assert mail.outbox[-1].subject == "Your application is erased"


def test_the_same_bytes_in_another_application_stay(world: World, calendar: Callable[..., None]) -> None:
    withdrawn(filled(world), BEGUN)
    other = Applicant(world, email="rui@example.org")
    other.come_in()
    other.attach("statutes")
    let_time_pass()
    calendar(BEGUN + timedelta(days=60))
    assert [erase() > 0, erase_files()] == [True, 0]
    assert files() == {ApplicationPaper.objects.get().digest}


def test_a_paper_that_was_taken_out_of_a_draft_vanishes_too(world: World) -> None:
    applicant = begun(world)
    paper = applicant.attach("statutes")
    remove_paper(actor=applicant.actor(), access=applicant.access, paper=paper)
    assert erase_files() == 0, "somebody may be putting the same bytes at this moment"
    let_time_pass()
    assert erase_files() == 1


def test_an_exception_between_rows_and_files_leaves_neither_half(
    world: World, calendar: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn(filled(world), BEGUN)
    let_time_pass()
    calendar(BEGUN + timedelta(days=60))

    def crash(*_args: object, **_more: object) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr("koinon.rooms.admissions.models.Application.save", crash)
        with pytest.raises(OSError, match="power cut"):
            erase()
    assert {paper.digest for paper in ApplicationPaper.objects.all()} == files(), "rows were rolled back together"
    assert erase() > 0
    with monkeypatch.context() as patched:
        patched.setattr("koinon.adapters.storage.PrivateStore.erase", crash)
        with pytest.raises(OSError, match="power cut"):
            erase_files()
    assert (ApplicationPaper.objects.count(), len(files())) == (0, 1), "a file without a row waits for the next sweep"
    assert [erase_files(), len(files())] == [1, 0]
