"""Two at the same moment: one is done, the other hears of it, and nothing is half or twice."""

from collections.abc import Callable
from uuid import UUID

import pytest

from koinon.core.facts.admissions import ApplicantArrived
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.core.refusals import Refused
from koinon.rooms.admissions.access import new_secret
from koinon.rooms.admissions.actions import (
    Answers,
    Verdict,
    links,
    open_link,
    record_board_decision,
    submit_application,
)
from koinon.rooms.admissions.models import Application
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Organisation
from tests.rooms.admissions.applying import BOARD, DECIDED, DETAILS, FACTS, Applicant, before_board, begun, filled
from tests.rooms.outcomes import refused
from tests.together import at_once
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(*calls: Callable[[], object]) -> list[str]:
    """What came of calls at the same moment: "done", or the code of the refusal."""
    found = []
    for outcome in at_once(*calls):
        assert not isinstance(outcome, Exception) or isinstance(outcome, Refused), outcome
        found.append(outcome.refusal.code if isinstance(outcome, Refused) else "done")
    return sorted(found)


@pytest.mark.parametrize("other", [True, False], ids=["both admit", "one refuses"])
def test_two_secretaries_who_decide(world: World, other: bool) -> None:
    applicant = before_board(world)
    application, seen = applicant.id, applicant.version

    def decide(who: str, verdict: Verdict) -> Callable[[], object]:
        actor = world.actor(who, DECIDED)
        return lambda: record_board_decision(actor=actor, application=application, verdict=verdict, seen_version=seen)

    second = Verdict(other, BOARD, "" if other else "No members.")
    found = outcomes(decide("membership", Verdict(True, BOARD)), decide("secretary_general", second))
    assert found == ["done", "stale"]
    members = Membership.objects.filter(organisation__name=DETAILS["name"]).count()
    assert members == (1 if applicant.row.state == "ratification" else 0)
    assert JournalEntry.objects.filter(action="admissions.record_board_decision").count() == 1


def test_one_who_submits_twice(world: World) -> None:
    applicant = filled(world)
    given = {"access": applicant.access, "seen_version": applicant.version}
    OutboxMessage.objects.all().delete()
    found = outcomes(*[lambda: submit_application(actor=applicant.actor(), **given)] * 2)
    assert found in (["done", "not_editable"], ["done", "stale"])
    assert OutboxMessage.objects.filter(subject=applicant.id).count() == 1


def test_two_who_open_the_same_link(world: World) -> None:
    applicant = Applicant(world)
    link = applicant.mailed_link()
    arrived: list[UUID] = []

    def press() -> ApplicantArrived:
        come = open_link(actor=applicant.actor(), link=link, access=new_secret())
        arrived.append(come.application)
        return come

    assert outcomes(press, press) == ["done", "link_spent"]
    assert list(Application.objects.values_list("public_id", flat=True)) == arrived


def test_a_link_that_opens_while_the_draft_is_saved_elsewhere(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    applicant = begun(world)
    link, found = applicant.mailed_link(statements=Answers(facts=FACTS)), links._open_application

    def saved_meanwhile(email: str) -> UUID | None:
        known = found(email)
        Application.objects.filter(email=email).update(city="Porto")
        return known

    monkeypatch.setattr(links, "_open_application", saved_meanwhile)
    open_link(actor=applicant.actor(), link=link, access=new_secret())
    assert (applicant.row.city, applicant.row.facts) == ("Porto", FACTS)


def test_two_colleagues_who_apply_for_the_same_organisation(world: World) -> None:
    first = before_board(world)
    second = Applicant(world, email="rui@example.org")
    second.come_in(DECIDED)
    Application.objects.filter(pk=second.row.pk).update(
        **{name: getattr(first.row, name) for name in (*DETAILS, "facts", "figures", "category", "criterion")},
        state="board",
        submitted_at=first.row.submitted_at,
    )
    given = {"actor": world.actor("membership", DECIDED), "verdict": Verdict(True, BOARD)}
    record_board_decision(**given, application=first.id, seen_version=first.version)
    before = (Organisation.objects.count(), Membership.objects.count(), OutboxMessage.objects.count())
    code = refused(record_board_decision, **given, application=second.id, seen_version=second.version)
    assert (code, second.row.state) == ("already_member", "board")
    assert (Organisation.objects.count(), Membership.objects.count(), OutboxMessage.objects.count()) == before


def test_a_country_that_ended_between_the_draft_and_the_decision(world: World) -> None:
    applicant = before_board(world)
    Application.objects.update(country="AN")
    given = {"actor": world.actor("membership", DECIDED), "verdict": Verdict(True, BOARD)}
    code = refused(record_board_decision, **given, application=applicant.id, seen_version=applicant.version)
    assert (code, applicant.row.state) == ("country_invalid", "board")
    assert not Organisation.objects.filter(name=DETAILS["name"]).exists()
