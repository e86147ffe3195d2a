"""What is known of an organisation: each fact with source and date, the earlier record kept."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.organisations.actions import record_fact
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.organisations.models import OrganisationFact
from koinon.rooms.organisations.queries import facts_of, facts_of_many, known_facts
from tests.rooms.outcomes import line_of, refused
from tests.world import World

STATUTES = Source("Statutes, article 3", date(2026, 1, 15), "statutes.pdf")


def record(world: World, key: str, value: Any, source: Source = STATUTES, who: str = "membership") -> OrganisationFact:
    """Record a fact about our organisation."""
    ours = world.organisations["ours"]
    recorded = record_fact(actor=world.actor(who), organisation=ours, key=key, value=value, source=source)
    return OrganisationFact.objects.get(public_id=recorded.fact)


def test_record_fact(world: World) -> None:
    fact = record(world, "worker_cooperatives", True)
    assert (fact.value, fact.source, fact.as_of_on, fact.evidence) == (
        True,
        "Statutes, article 3",
        date(2026, 1, 15),
        "statutes.pdf",
    )
    line = line_of("organisations.record_fact", fact.public_id)
    assert (line.organisation, fact.recorded_by) == (world.organisations["ours"], line.actor)


@pytest.mark.parametrize(
    ("key", "value"),
    [("level", "national"), ("nature", "financial"), ("statutes_article", "Article 3"), ("level", None)],
)
def test_record_fact_of_each_kind(world: World, key: str, value: str | None) -> None:
    assert record(world, key, value).value == value
    assert facts_of(world.organisation(), date(2026, 4, 1)) == {key: value}


@pytest.mark.parametrize(
    ("key", "value", "source", "code"),
    [
        ("shoe_size", "42", STATUTES, "fact_unknown"),
        ("cooperatives", "42", STATUTES, "fact_unknown"),
        ("level", "galactic", STATUTES, "fact_value"),
        ("level", True, STATUTES, "fact_value"),
        ("worker_cooperatives", "yes", STATUTES, "fact_value"),
        ("statutes_article", True, STATUTES, "fact_value"),
        ("nature", "both", STATUTES, "fact_value"),
        ("level", "national", Source("  ", date(2026, 1, 15)), "source_needed"),
        ("level", "national", Source("Letter", date(2026, 4, 2)), "date_in_future"),
    ],
)
def test_record_fact_refused(world: World, key: str, value: Any, source: Source, code: str) -> None:
    assert refused(record, world, key, value, source) == code
    assert not OrganisationFact.objects.filter(organisation=world.organisation()).exists()


def test_record_fact_not_allowed(world: World) -> None:
    for who in ("contact", "treasurer", "auditor", "nobody"):
        assert refused(record, world, "level", "national", who=who) == "not_allowed"
    given = {"key": "level", "value": "national", "source": STATUTES}
    assert refused(record_fact, actor=world.actor("membership"), organisation=uuid4(), **given) == "not_found"
    assert not OrganisationFact.objects.filter(key="level").exists()


def test_a_newer_fact_follows_and_the_earlier_stays(world: World) -> None:
    record(world, "level", "regional", Source("Letter", date(2025, 6, 1)))
    record(world, "level", "national")
    record(world, "level", "local", Source("Old report found late", date(2024, 6, 1)))
    ours = world.organisation()
    assert facts_of(ours, date(2026, 4, 1)) == {"level": "national"}
    assert facts_of(ours, date(2025, 12, 31)) == {"level": "regional"}
    assert facts_of(ours, date(2024, 1, 1)) == {}
    assert known_facts(ours, date(2026, 4, 1))["level"].source == "Statutes, article 3"
    assert OrganisationFact.objects.filter(organisation=ours).count() == 3


def test_facts_of_many_in_one_query(world: World, django_assert_num_queries: Any) -> None:
    record(world, "level", "national")
    rows = [world.organisation("ours").pk, world.organisation("associated").pk, world.organisation("theirs").pk]
    with django_assert_num_queries(1):
        found = facts_of_many(rows, ["nature", "level"], date(2026, 4, 1))
    assert found == {rows[0]: {"level": "national"}, rows[1]: {"nature": "financial"}}
