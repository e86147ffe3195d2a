"""The demo's Assemblies: last year's is over and can be recounted, this year's is convened and being prepared."""

from datetime import date

from koinon.doors.demo.network.steps import Network
from koinon.rooms.assemblies.minutes.reading import shelf_of
from koinon.rooms.assemblies.models import Ballot, Delegation, Meeting, Minutes, Proxy, Vote
from koinon.rooms.assemblies.recount import recount
from koinon.rooms.assemblies.rules import with_rules
from koinon.rooms.bodies.queries import held_on
from koinon.rooms.decisions.models import Consequence, RegisteredDecision, WorkingPlan
from koinon.rooms.rulebook.models import RulebookVersion
from tests.doors.demo.conftest import TODAY, YEAR


def assembly(year: int) -> Meeting:
    return with_rules().get(body="assembly", starts_at__year=year)


def outcome_of(label: str) -> Vote:
    return Vote.objects.get(meeting=assembly(YEAR - 1), item__label__en=label)


def test_last_years_was_held_with_a_quorum_and_its_results_are_those_of_its_records(network: Network) -> None:
    held = assembly(YEAR - 1)
    assert held.state in ("closed", "minutes_approved")
    assert held.quorum is not None
    assert held.quorum["met"]
    found = recount(held)
    assert (found.votes, found.agree, found.differences) == (10, 10, [])


def test_a_change_of_the_statutes_failed(network: Network) -> None:
    vote = outcome_of("Meet every second year")
    assert vote.result is not None
    assert vote.outcome == "rejected"
    (part,) = vote.result["majority"]["parts"]
    # More were for it than against it, and that was not enough.
    assert int(part["counts"]["yes"]) > int(part["counts"]["no"])


def test_votes_were_carried_by_proxy_and_one_proxy_was_taken_back(network: Network) -> None:
    states = list(Proxy.objects.filter(meeting=assembly(YEAR - 1)).values_list("state", flat=True))
    assert sorted(states) == ["revoked", "used", "used", "used", "used"]
    carried = Ballot.objects.filter(vote=outcome_of("Budget"), via="proxy")
    assert carried.count() == 4


def test_whoever_was_elected_sits_on_the_board(network: Network) -> None:
    vote = Vote.objects.filter(meeting=assembly(YEAR - 1), election="persons").order_by("opened_at").first()
    assert vote is not None
    assert vote.result is not None
    assert len(vote.candidates) == len(vote.result["elected"]) + 1
    seated = held_on(date(YEAR - 1, 5, 28)).filter(body__key="board")
    people = {str(row.mandate.person.public_id) for row in seated}
    assert set(vote.result["elected"]) == people


def test_the_minutes_of_last_year_are_signed_and_wait_for_this_years_assembly(network: Network) -> None:
    minutes = Minutes.objects.get(meeting=assembly(YEAR - 1))
    assert (minutes.state, minutes.signed_by) == ("sent", assembly(YEAR - 1).chair)
    shelf = shelf_of(network.office("secretary_general"), assembly(YEAR))
    assert [row.pk for row in shelf.to_approve] == [minutes.pk]


def test_this_years_is_convened_in_time_and_being_prepared(network: Network) -> None:
    coming = assembly(YEAR)
    assert coming.state == "convened"
    assert coming.meeting_on > TODAY
    assert coming.notice is not None
    assert coming.notice["in_time"]
    assert Delegation.objects.filter(meeting=coming).exists()
    assert set(coming.proxies.values_list("state", flat=True)) == {"given"}
    proposed = coming.items.exclude(proposed_by=None).get()
    assert not proposed.stands
    # The Board's next meeting waits to be called.
    assert with_rules().get(body="board").state == "planned"


def test_the_register_numbers_its_votes_and_what_cites_them_is_theirs(network: Network) -> None:
    held = RegisteredDecision.objects.filter(vote__meeting=assembly(YEAR - 1)).select_related("cited")
    references = [row.cited.reference for row in held.order_by("vote__opened_at")]
    assert references == [f"GA{YEAR - 1}/{number}" for number in range(1, 11)]
    by_item = {row.vote.item.key: row for row in held if row.vote}
    rules = RulebookVersion.objects.get(in_force_from=date(YEAR, 1, 1))
    assert rules.decision_id == by_item["fees"].cited_id


def test_the_plan_came_into_force_by_the_vote_and_the_next_waits_for_one(network: Network) -> None:
    plans = WorkingPlan.objects.order_by("starts_on").values_list("state", "published")
    assert list(plans) == [("adopted", True), ("draft", False)]
    kinds = Consequence.objects.order_by("id").values_list("kind", "state")
    assert list(kinds) == [("working_plan", "carried_out"), ("working_plan", "wanted"), ("ratification", "wanted")]
