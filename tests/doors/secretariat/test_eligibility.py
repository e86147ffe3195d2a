"""Do members still fit? The desk's list, its files, the row on Today and the organisation's page."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.actions import record_fact
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.rulebook.models import RulebookVersion
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
PAGE = "/desk/eligibility/"


@pytest.fixture
def strayed(world: World, calendar: Callable[..., None]) -> World:
    """Our facts speak for the associated members; theirs fit; of the others nothing is known."""
    calendar(date(2026, 4, 14))
    fits: dict[str, Any] = {"level": "national", "worker_cooperatives": True, "cicopa": "member"}
    now = {"worker_cooperatives": False, "social_cooperatives": False, "legal_form": "other", "supports_creation": True}
    for name, facts in {"ours": {**fits, **now}, "theirs": fits}.items():
        for key, value in facts.items():
            record_fact(
                actor=world.actor("membership"),
                organisation=world.organisations[name],
                key=key,
                value=value,
                source=Source("Its statutes", date(2026, 3, 1)),
            )
    return world


def names(client: Client, query: str = "") -> list[str]:
    page = BeautifulSoup(client.get(f"{PAGE}?{query}").content, "html.parser")
    return [row.find_all("td")[0].get_text(" ", strip=True) for row in page.select("tbody tr")]


def test_first_those_who_no_longer_fit(client_as: ClientAs, strayed: World) -> None:
    client = client_as("membership")
    assert names(client) == [strayed.organisation("ours").name]
    text = BeautifulSoup(client.get(PAGE).content, "html.parser").get_text(" ", strip=True)
    assert "Full member: National or regional organisation of worker or social cooperatives" in text
    assert "Do worker cooperatives belong to your organisation, directly or through its members? No." in text
    assert "Associated member: Institution that helps worker and social cooperatives start and grow" in text
    assert "if it is so, propose this to the body that decides on membership" in text
    assert "Until a decision is recorded nothing changes" in text


def test_the_unknown_stand_apart_with_what_is_missing(client_as: ClientAs, strayed: World) -> None:
    client = client_as("membership")
    assert names(client, "fit=not_known") == [strayed.organisation(name).name for name in ("associated", "network")]
    page = client.get(f"{PAGE}?fit=not_known").content.decode()
    assert "Still to answer: Is it your organisation&#x27;s mission to help" in page
    assert names(client, "fit=fits") == [strayed.organisation("theirs").name]
    assert len(names(client, "fit=all")) == 4
    assert names(client, "fit=all&category=network") == [strayed.organisation("network").name]
    assert names(client, "fit=all&q=arbets") == [strayed.organisation("ours").name]


def test_the_file_says_the_same(client_as: ClientAs, strayed: World) -> None:
    answer: Any = client_as("membership").get(f"{PAGE}?export=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][0] == strayed.organisation("ours").name
    assert rows[1][2] == "No longer fits"
    assert rows[1][4].startswith("Associated member")
    assert rows[1][5].startswith("Ask the member")


def test_today_leads_there_and_forgets_it_when_it_is_mended(client_as: ClientAs, strayed: World) -> None:
    client = client_as("membership")
    page = client.get("/desk/").content.decode()
    assert "1 member no longer fits" in page
    assert "Of 2 members it is not known whether they still fit" in page
    assert 'href="/desk/eligibility/"' in page
    record_fact(
        actor=strayed.actor("membership", date(2026, 4, 14)),
        organisation=strayed.organisations["ours"],
        key="worker_cooperatives",
        value=True,
        source=Source("Letter", date(2026, 4, 14)),
    )
    assert "no longer fits" not in client.get("/desk/").content.decode()


def test_the_organisations_page_explains_it(client_as: ClientAs, strayed: World) -> None:
    client = client_as("membership")
    text = BeautifulSoup(
        client.get(f"/desk/organisations/{strayed.organisations['ours']}/").content, "html.parser"
    ).get_text(" ", strip=True)
    assert "Eligibility by the facts on record What fits today Associated member" in text
    assert "Its statutes, 1 March 2026" in text


@pytest.mark.parametrize(
    "query", ["fit=royal", "category=%00", "q=%00", "page=99", "sort=nonsense", "fit=all&sort=-admitted"]
)
def test_a_query_that_makes_no_sense(client_as: ClientAs, strayed: World, query: str) -> None:
    assert client_as("membership").get(f"{PAGE}?{query}").status_code == 200


def test_before_the_first_rules_nothing_is_judged(client_as: ClientAs, strayed: World) -> None:
    RulebookVersion.objects.all().delete()
    assert names(client_as("membership"), "fit=all") == []


def test_whoever_may_not_see_members_sees_nothing(client_as: ClientAs, strayed: World) -> None:
    assert client_as("technician").get(PAGE).status_code in {403, 404}
    assert client_as("contact").get(PAGE).status_code == 404


def test_a_branch_whose_full_member_has_gone_is_listed_with_why(client_as: ClientAs, strayed: World) -> None:
    facts = {"level": "local", "legal_form": "other", "worker_cooperatives": False, "social_cooperatives": False}
    facts |= {"sectoral": True, "cicopa": "member", "full_member": str(strayed.organisations["network"])}
    Membership.objects.filter(pk=strayed.membership("associated").pk).update(criterion="sectoral_organisation")
    for key, value in facts.items():
        record_fact(
            actor=strayed.actor("membership"),
            organisation=strayed.organisations["associated"],
            key=key,
            value=value,
            source=Source("Its letter", date(2026, 3, 1)),
        )
    page = BeautifulSoup(client_as("membership").get(PAGE).content, "html.parser").get_text(" ", strip=True)
    named = strayed.organisation("network").name
    assert f"It rests on {named}, which is no member of this kind today: Full member." in page
    assert "Of which full member is it the branch?" in page
    assert "Ask the member what is missing before anything is proposed." in page
