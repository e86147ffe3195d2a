"""Submitting, withdrawing, answering: what is missing is said, and nothing typed is lost."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail

from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.access import new_secret
from koinon.rooms.admissions.actions import (
    Verdict,
    answer_refusal,
    ask_back,
    prepare_for_board,
    record_board_decision,
    submit_application,
    withdraw_application,
)
from koinon.rooms.admissions.models import Application, ApplicationPaper, ChecklistMark
from koinon.rooms.admissions.queries import visible_applications
from koinon.rooms.organisations.models import Organisation
from tests.rooms.admissions.applying import (
    BOARD,
    DECIDED,
    DETAILS,
    FACTS,
    RATIFIED,
    SUBMITTED,
    Applicant,
    before_board,
    begun,
    check_all,
    decided,
    filled,
    submitted,
    under_review,
)
from tests.rooms.outcomes import line_of, refused
from tests.world import World


def submit(applicant: Applicant, on: date = date(2026, 3, 2), **more: str) -> str:
    """The code with which submitting is refused."""
    given = {"actor": applicant.actor(on), "access": applicant.access, "seen_version": applicant.version, **more}
    return refused(submit_application, **given)


def test_submit_application(world: World) -> None:
    applicant = submitted(world)
    row = applicant.row
    assert (row.state, row.category, row.expires_on) == ("submitted", "full", None)
    assert row.submitted_at is not None
    assert row.assessment["criterion"] == "national_organisation"
    (event,) = row.history.all()
    assert (event.event, event.from_state, event.to_state, event.side) == ("submit", "draft", "submitted", "applicant")
    line = line_of("admissions.submit_application", row.public_id)
    assert (line.rulebook, line.actor) == (row.rulebook, None)
    deliver_due()
    assert mail.outbox[-1].subject == "We have your application"
    assert row.name in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("details", "facts", "code"),
    [
        ({**DETAILS, "name": ""}, FACTS, "details_missing"),
        ({**DETAILS, "country": ""}, FACTS, "details_missing"),
        (DETAILS, {"level": "national"}, "answers_missing"),
        (DETAILS, {**FACTS, "cicopa": "stays_out", "affiliates_or_promotes": True}, "not_eligible"),
        (
            {**DETAILS, "name": "confédération des coopératives DE travail", "country": "FR"},
            FACTS,
            "member_already",
        ),
    ],
)
def test_submit_application_refused(
    world: World, details: dict[str, str], facts: dict[str, bool | str | None], code: str
) -> None:
    applicant = filled(world, details=details, facts=facts)
    assert submit(applicant) == code
    assert applicant.row.state == "draft"


def test_a_member_is_known_by_its_name_however_its_accents_were_typed(world: World) -> None:
    typed = unicodedata.normalize("NFD", "Confédération")
    Organisation.objects.filter(country="FR").update(name=f"{typed} \ufb01lles")
    applicant = filled(world, details={**DETAILS, "name": "CONFÉDÉRATION FILLES", "country": "FR"})
    assert submit(applicant) == "member_already"


def test_missing_papers_are_named(world: World) -> None:
    applicant = filled(world)
    ApplicationPaper.objects.filter(item="accounts").delete()
    assert submit(applicant) == "papers_missing"
    with pytest.raises(Exception, match="The last accounts"):
        submit_application(actor=applicant.actor(), access=applicant.access, seen_version=applicant.version)


def test_submit_twice_or_by_a_stranger(world: World) -> None:
    applicant = submitted(world)
    assert submit(applicant, SUBMITTED) == "not_editable"
    applicant.access = new_secret()
    assert submit(applicant, SUBMITTED) == "stay_ended"


def test_submit_a_stale_draft(world: World) -> None:
    applicant = filled(world)
    given = {"actor": applicant.actor(), "access": applicant.access}
    assert refused(submit_application, **given, seen_version=1) == "stale"


def test_a_question_is_answered_by_submitting_again(world: World) -> None:
    applicant = under_review(world)
    check_all(world, applicant, DECIDED)
    officer = world.actor("membership", DECIDED)
    question = "Which article names your members?"
    ask_back(actor=officer, application=applicant.id, question=question, seen_version=applicant.version)
    applicant.come_in(DECIDED)
    assert submit(applicant, DECIDED) == "answer_needed"
    applicant.save(DECIDED, figures={"cooperatives": Decimal(121)})
    applicant.attach("statutes", DECIDED, content=b"\x89PNG\r\n\x1a\nmarked")
    # What was found in order before rested on other figures and other papers.
    left = set(ChecklistMark.objects.values_list("item", flat=True))
    assert left == {"letter", "members", "accounts"}
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access, "seen_version": applicant.version}
    submit_application(**given, answer="Article 4.")
    assert applicant.row.state == "submitted"
    assert [event.words for event in applicant.row.history.all()][-2:] == [question, "Article 4."]


def test_withdraw_application(world: World) -> None:
    applicant = before_board(world)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access}
    assert refused(withdraw_application, **given, seen_version=1) == "stale"
    withdraw_application(**given, seen_version=applicant.version)
    assert applicant.row.state == "withdrawn"
    assert line_of("admissions.withdraw_application", applicant.id).outcome["state"] == "withdrawn"


def test_withdraw_application_refused(world: World) -> None:
    applicant = decided(world)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "seen_version": applicant.version}
    assert refused(withdraw_application, access=applicant.access, **given) == "not_now"
    assert refused(withdraw_application, access=new_secret(), **given) == "stay_ended"


def test_answer_refusal(world: World) -> None:
    applicant = decided(world, approved=False)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access}
    assert refused(answer_refusal, **given, answer="  ", seen_version=applicant.version) == "answer_needed"
    assert refused(answer_refusal, **given, answer="x" * 5001, seen_version=applicant.version) == "too_long"
    answer_refusal(**given, answer="They do: article 4.", seen_version=applicant.version)
    row = applicant.row
    assert (row.state, row.history.last().words) == ("under_review", "They do: article 4.")
    assert line_of("admissions.answer_refusal", row.public_id).outcome["event"] == "answer"
    assert "article 4" not in str(line_of("admissions.answer_refusal", row.public_id).inputs)
    deliver_due()
    letter = mail.outbox[-1]
    assert (letter.subject, letter.to) == ("We have your answer", [applicant.email])
    assert "looked at again" in letter.body


def test_a_refusal_is_answered_once(world: World) -> None:
    applicant = decided(world, approved=False)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access, "answer": "They do."}
    answer_refusal(**given, seen_version=applicant.version)
    officer = world.actor("membership", DECIDED)
    prepare_for_board(actor=officer, application=applicant.id, seen_version=applicant.version)
    verdict = Verdict(False, BOARD, "Article 4 does not either.")
    record_board_decision(actor=officer, application=applicant.id, verdict=verdict, seen_version=applicant.version)
    assert refused(answer_refusal, **given, seen_version=applicant.version) == "answered_already"
    # Nothing is left to do with it: the address begins anew.
    applicant.come_in(RATIFIED)
    states = sorted(applicant_states(applicant))
    assert states == ["draft", "refused"]


def applicant_states(applicant: Applicant) -> list[str]:
    """The states of all applications of an address."""
    return list(Application.objects.filter(email=applicant.email).values_list("state", flat=True))


@pytest.mark.parametrize("who", ["contact", "delegate", "communications", "technician", "stranger", "nobody"])
def test_applications_are_not_everybodys_to_see(world: World, who: str) -> None:
    applicant = submitted(world)
    assert not visible_applications(world.actor(who)).exists()
    assert visible_applications(world.actor("membership")).get().public_id == applicant.id


def test_drafts_are_not_the_desks_to_see(world: World) -> None:
    applicant = begun(world)
    assert not visible_applications(world.actor("secretary_general")).exists()
    withdraw_application(actor=applicant.actor(), access=applicant.access, seen_version=1)
    assert not visible_applications(world.actor("secretary_general")).exists()
