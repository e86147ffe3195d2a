"""Applications at the desk: the list, one with everything about it, its steps, its papers, and Today."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import Settings

from koinon.core.decisions import DecisionReference
from koinon.rooms.admissions.actions import Verdict, answer_refusal, erase_applications, record_ratification
from koinon.rooms.admissions.models import Application, ChecklistMark, MemberOpinion
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.actions import Invitee, Term, invite_person
from koinon.rooms.people.models import Person
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.files import pdf
from tests.rooms.admissions.applying import (
    DECIDED,
    DETAILS,
    RATIFIED,
    SUBMITTED,
    Applicant,
    before_board,
    begun,
    check_all,
    decided,
    submitted,
    under_review,
)
from tests.world import BOARD, World, cecop_texts, moment, only

LIST = "/desk/applications/"
Max = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _own_ground(settings: Settings, tmp_path: Path, calendar: Callable[..., None]) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    calendar(DECIDED)


@pytest.fixture
def officer(client_as: Callable[[str], Client]) -> Client:
    """The membership officer's browser."""
    return client_as("membership")


def page(applicant: Applicant, step: str = "") -> str:
    """The address of an application, or of a step about it."""
    return f"{LIST}{applicant.id}/{step}"


def take(officer: Client, applicant: Applicant, step: str, **given: str) -> Any:
    """Send a step's form."""
    form = {"key": str(uuid4()), "seen_version": str(applicant.version), **given}
    return officer.post(page(applicant, step), form)


VERDICT = {"approved": "yes", "body": "Board", "taken_on": DECIDED.isoformat(), "reference": "B2026/5"}


@pytest.mark.parametrize("named", [True, False], ids=["refused", "withdrawn"])
def test_what_was_erased_says_so(world: World, officer: Client, max_queries: Max, named: bool) -> None:
    applicant = decided(world, approved=False)
    if not named:
        Application.objects.update(state="withdrawn")
    row = applicant.row
    only(erase_applications([row.public_id], actor=world.actor("system", date(2030, 1, 2))))
    with max_queries(20):
        shown = officer.get(f"{LIST}{row.public_id}/").content.decode()
    assert "On 2 January 2030 answers, papers, names and addresses were erased" in shown
    assert DETAILS["contact_name"] not in shown
    name = DETAILS["name"] if named else "Name erased"
    assert f">{name}</a>" in officer.get(LIST).content.decode()
    assert name in shown


def test_the_list_and_the_page(world: World, officer: Client, max_queries: Max) -> None:
    applicant = under_review(world)
    with max_queries(20):
        listed = officer.get(LIST).content.decode()
    assert f">{DETAILS['name']}</a>" in listed
    with max_queries(20):
        shown = officer.get(page(applicant)).content.decode()
    for words in ("A letter in which", "statutes.pdf", "Ana Prado", "At which level", "A whole country"):
        assert words in shown
    assert DETAILS["name"] in officer.get(f"{LIST}?state=under_review&q=COOPERATIVAS").content.decode()
    assert DETAILS["name"] not in officer.get(f"{LIST}?state=board").content.decode()
    exported = b"".join(officer.get(f"{LIST}?export=csv").streaming_content)  # type: ignore[attr-defined]
    assert "Under review" in exported.decode()


def test_a_name_that_is_on_record_is_pointed_out_before_its_record_is_handed_over(
    world: World, officer: Client, max_queries: Max
) -> None:
    applicant = under_review(world)
    assert "is on record" not in officer.get(page(applicant)).content.decode()
    kept = Organisation.objects.create(name=DETAILS["name"].upper(), country="PT", created_at=moment(SUBMITTED))
    with max_queries(20):
        shown = officer.get(page(applicant)).content.decode()
    assert "An organisation of this name is on record" in shown
    assert f'href="/desk/organisations/{kept.public_id}/"' in shown


def test_drafts_are_not_there(world: World, officer: Client) -> None:
    applicant = begun(world)
    assert officer.get(page(applicant)).status_code == 404
    assert officer.get(f"{LIST}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("who", ["contact", "communications", "technician", "nobody"])
def test_others_do_not_see_them(world: World, client_as: Callable[[str], Client], who: str) -> None:
    applicant = submitted(world)
    paper = applicant.row.papers.first()
    assert paper is not None
    for address in (LIST, page(applicant), page(applicant, f"papers/{paper.public_id}/download/")):
        answer = client_as(who).get(address)
        assert answer.status_code in {302, 403, 404}
        assert DETAILS["name"] not in answer.content.decode()


def test_a_paper_is_kept_not_shown(world: World, officer: Client) -> None:
    applicant = submitted(world)
    paper = applicant.row.papers.get(item="statutes")
    answer = officer.get(page(applicant, f"papers/{paper.public_id}/download/"))
    assert answer.content == pdf()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statutes.pdf"'
    assert officer.get(page(applicant, f"papers/{uuid4()}/download/")).status_code == 404


def test_from_taking_up_to_the_last_word(world: World, officer: Client, calendar: Callable[..., None]) -> None:
    applicant = submitted(world)
    assert take(officer, applicant, "take-up/").status_code == 302
    assert take(officer, applicant, "check/letter/", in_order="no", note="Not signed.").status_code == 302
    assert "Not signed." in officer.get(page(applicant)).content.decode()
    assert take(officer, applicant, "prepare/").status_code == 409
    check_all(world, applicant, DECIDED)
    assert take(officer, applicant, "prepare/").status_code == 302
    assert "Record the decision of the Board" in officer.get(page(applicant)).content.decode()
    assert take(officer, applicant, "decide/", **VERDICT).status_code == 302
    assert "Admitted provisionally" in officer.get(page(applicant)).content.decode()
    calendar(RATIFIED)
    ratified = {**VERDICT, "body": "General Assembly", "taken_on": RATIFIED.isoformat(), "reference": "GA2026/9"}
    assert take(officer, applicant, "ratify/", **ratified).status_code == 302
    assert applicant.row.state == "admitted"


def test_the_bodies_are_called_as_the_rulebook_calls_them(world: World, officer: Client) -> None:
    texts = dict(cecop_texts())
    named = texts["procedures.toml"].replace('decided_by.en = "Board"', 'decided_by.en = "Council"')
    texts["procedures.toml"] = named.replace('ratified_by.en = "General Assembly"', 'ratified_by.en = "Congress"')
    adopt_rulebook(actor=world.actor("system"), texts=texts, in_force_from=date(2026, 1, 1), decision=BOARD)
    applicant = under_review(world)
    check_all(world, applicant, DECIDED)
    assert "Lay it before the Council" in officer.get(page(applicant)).content.decode()
    assert "Lay the application before the Council" in officer.get(page(applicant, "prepare/")).content.decode()
    take(officer, applicant, "prepare/")
    shown = officer.get(page(applicant)).content.decode()
    assert "The application waits for the Council." in shown
    assert "1 application waits for the Council" in officer.get("/desk/").content.decode()
    assert "Record the decision of the Council" in shown
    form = officer.get(page(applicant, "decide/")).content.decode()
    assert "Record the decision of the Council" in form
    assert 'value="Council"' in form
    take(officer, applicant, "decide/", **VERDICT)
    shown = officer.get(page(applicant)).content.decode()
    assert "Record the decision of the Congress" in shown
    assert "Assembly" not in shown
    assert 'value="Congress"' in officer.get(page(applicant, "ratify/")).content.decode()


def test_two_secretaries_who_decide_hear_of_each_other(
    world: World, officer: Client, client_as: Callable[[str], Client]
) -> None:
    applicant = before_board(world)
    seen, slow = str(applicant.version), client_as("secretary_general")
    assert slow.get(page(applicant, "decide/")).status_code == 200
    assert take(officer, applicant, "decide/", **VERDICT).status_code == 302
    words = {**VERDICT, "approved": "no", "reasons": "No members are named."}
    late = take(slow, applicant, "decide/", **{**words, "seen_version": seen})
    assert late.status_code == 409
    shown = late.content.decode()
    assert "Somebody changed this while you had it open." in shown
    assert "The other change was kept; yours was not made." in shown
    assert "No members are named." in shown
    assert applicant.row.state == "ratification"


def test_pressing_twice_does_it_once(world: World, officer: Client) -> None:
    applicant = before_board(world)
    form = {"key": str(uuid4()), "seen_version": str(applicant.version), **VERDICT}
    assert [officer.post(page(applicant, "decide/"), form).status_code for _time in range(2)] == [302, 302]
    assert applicant.row.history.filter(event="pass_on").count() == 1


def test_what_is_missing_is_said_and_what_was_typed_is_kept(world: World, officer: Client) -> None:
    applicant = before_board(world)
    answer = take(officer, applicant, "decide/", **{**VERDICT, "approved": "no", "reference": "B2026/77"})
    assert answer.status_code == 409
    assert "A refusal needs its reasons" in answer.content.decode()
    assert "B2026/77" in answer.content.decode()
    stale = take(officer, applicant, "decide/", **{**VERDICT, "seen_version": "1"})
    assert stale.status_code == 409
    assert applicant.row.state == "board"


def test_a_question_and_an_opinion(world: World, officer: Client) -> None:
    applicant = under_review(world, details={**DETAILS, "country": "SE"})
    given = {
        "member": str(world.organisations["ours"]),
        "view": "favours",
        "words": "Good people.",
        "received_on": date(2026, 3, 20).isoformat(),
    }
    assert take(officer, applicant, "opinion/", **given).status_code == 302
    assert MemberOpinion.objects.get().view == "favours"
    assert "Good people." in officer.get(page(applicant)).content.decode()
    assert take(officer, applicant, "opinion/", **{**given, "member": str(uuid4())}).status_code == 422
    assert take(officer, applicant, "ask/", question="Which article?").status_code == 302
    assert applicant.row.state == "asked_back"


def test_an_item_that_is_not_on_the_list(world: World, officer: Client) -> None:
    applicant = under_review(world)
    assert officer.get(page(applicant, "check/shoes/")).status_code == 404
    assert not ChecklistMark.objects.exists()


def test_today_says_what_waits(world: World, officer: Client, client_as: Callable[[str], Client]) -> None:
    submitted(world)
    today = officer.get("/desk/").content.decode()
    assert "1 application was submitted" in today
    assert DETAILS["name"] in today
    assert "application was submitted" not in client_as("communications").get("/desk/").content.decode()


def test_a_refusal_that_was_answered_stands_with_its_answer(world: World, officer: Client, max_queries: Max) -> None:
    applicant = decided(world, approved=False)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access, "seen_version": applicant.version}
    answer_refusal(**given, answer="They do: article 4 <b>names them.")
    today = officer.get("/desk/").content.decode()
    assert "1 refusal was answered" in today
    assert "application is under review" not in today
    with max_queries(20):
        shown = officer.get(page(applicant)).content.decode()
    for words in (
        "The refusal was answered",
        "They do: article 4 &lt;b&gt;names them.",
        "The statutes name no members.",
        "Board, B2026/5",
        "Lay it before the Board",
        "Ask the applicant",
    ):
        assert words in shown
    assert take(officer, applicant, "prepare/").status_code == 302
    assert take(officer, applicant, "decide/", **VERDICT).status_code == 302
    after = officer.get(page(applicant)).content.decode()
    assert 'k-notice-title">The refusal was answered' not in after


def test_what_the_assembly_refused_is_told_as_the_assemblys_word(world: World, officer: Client) -> None:
    applicant = decided(world)
    assembly = DecisionReference("General Assembly", DECIDED, "GA2026/9")
    verdict = Verdict(False, assembly, "The Assembly saw too little.")
    told = {"application": applicant.id, "verdict": verdict, "seen_version": applicant.version}
    record_ratification(actor=world.actor("membership", DECIDED), **told)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access, "seen_version": applicant.version}
    answer_refusal(**given, answer="See the report.")
    shown = officer.get(page(applicant)).content.decode()
    assert "Refused by General Assembly, GA2026/9, on 12 May 2026: The Assembly saw too little." in shown


def test_today_says_what_waits_for_the_assembly(world: World, officer: Client) -> None:
    decided(world)
    assert "1 admission waits to be ratified" in officer.get("/desk/").content.decode()


def test_whoever_applied_is_the_contact_of_the_new_member(world: World, officer: Client, max_queries: Max) -> None:
    applicant = decided(world)
    row = applicant.row
    assert row.organisation is not None
    shown = officer.get(page(applicant)).content.decode()
    assert "A member since 12 May 2026, until the General Assembly ratifies the admission." in shown
    assert "No current contact" not in shown
    assert f'Ana Prado <span class="k-muted">since {DECIDED.day} May 2026' in shown
    Person.objects.filter(email=row.email).update(is_active=False)
    way = f"/desk/organisations/{row.organisation.public_id}/invite/?role=contact"
    shown = officer.get(page(applicant)).content.decode()
    assert "No current contact" in shown
    assert way in shown
    invite_person(
        actor=world.actor("membership", DECIDED),
        organisation=row.organisation.public_id,
        invitee=Invitee("Rui Sá", "rui@example.org"),
        term=Term("contact", DECIDED),
    )
    with max_queries(20):
        shown = officer.get(page(applicant)).content.decode()
    assert "Rui Sá was invited on 12 May 2026 and has not answered." in shown
    assert way not in shown


def test_the_member_s_page_says_that_it_is_provisional_and_until_when(
    world: World, officer: Client, client_as: Callable[[str], Client], calendar: Callable[..., None], max_queries: Max
) -> None:
    applicant = decided(world)
    row = applicant.row
    assert row.organisation is not None
    address, said = f"/desk/organisations/{row.organisation.public_id}/", "Since 12 May 2026, until ratified by the"
    with max_queries(20):
        shown = officer.get(address).content.decode()
    assert said in shown
    assert page(applicant) in shown
    without = client_as("communications").get(address).content.decode()
    assert said in without
    assert page(applicant) not in without
    calendar(RATIFIED)
    ratified = {**VERDICT, "body": "General Assembly", "taken_on": RATIFIED.isoformat(), "reference": "GA2026/9"}
    take(officer, applicant, "ratify/", **ratified)
    assert said not in officer.get(address).content.decode()
    assert said not in officer.get(f"/desk/organisations/{world.organisations['ours']}/").content.decode()


def test_the_verdict_reads_as_everywhere_with_what_contradicts(world: World, officer: Client, max_queries: Max) -> None:
    facts = {"level": "national", "worker_cooperatives": True, "cicopa": "joins_too", "professional_federations": True}
    applicant = submitted(world, facts=facts)
    with max_queries(20):
        text = _text(officer.get(page(applicant)).content.decode())
    assert "Kind of membership Full member" in text
    assert "Full member: National or regional organisation of worker or social cooperatives" in text
    assert "At which level does your organisation work? A whole country." in text
    assert "These answers contradict each other" in text
    assert "speaks for federations across Europe, and yet" in text
    assert "Rulebook CECOP, in force since 1 January 2026" in text
    assert "by the applicant's own answers, submitted on 9 March 2026" in text


def test_a_verdict_stays_that_of_the_rules_it_was_reached_by(world: World, officer: Client) -> None:
    applicant = submitted(world)
    type(applicant.row).objects.update(rulebook="unknown", facts={})
    assert "Not known yet" in _text(officer.get(page(applicant)).content.decode())


def _text(content: str) -> str:
    return " ".join(strip_tags(content).split())
