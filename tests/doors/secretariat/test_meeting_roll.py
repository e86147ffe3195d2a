"""The roll at the desk: who votes and why, who speaks for them, proxies, and how delegates are named."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from koinon.rooms.assemblies.actions import give_proxy
from koinon.rooms.assemblies.models import Delegation, Proxy, Roll
from koinon.rooms.people.models import Mandate
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests import world as story
from tests.doors.secretariat.test_meetings import at, page, words_of
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, convened, opened, planned, with_agenda
from tests.rooms.bodies.board import board
from tests.world import ASSEMBLY, World, cecop_texts

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def today(calendar: Callable[..., None]) -> None:
    """The desk stands on the day on which the Assembly is convened."""
    calendar(CONVENED)


def test_the_roll_before_the_opening(client_as: ClientAs, world: World, max_queries: Any) -> None:
    found, client = with_agenda(world), client_as("auditor")
    with max_queries(20):
        shown = page(client, at(found.id, "roll/"))
    assert "As it stands on 11 May 2026. It is frozen when the meeting opens. One vote each: 3." in shown
    assert "All 4 May vote 3 Delegate by mandate 1 Nobody speaks for it 2" in shown
    assert "Réseau des tiers-lieux" in shown
    assert "Its category does not have the vote." in shown
    assert "1 row" in page(client, at(found.id, "roll/?q=förbundet"))
    assert "2 rows" in page(client, at(found.id, "roll/?who=nobody"))
    ordered = page(client, at(found.id, "roll/?sort=-country"))
    assert ordered.index("Sweden") < ordered.index("Belgium")


def test_the_roll_as_a_file(client_as: ClientAs, world: World) -> None:
    found = with_agenda(world)
    answer = client_as("auditor").get(at(found.id, "roll/?export=csv"))
    text = answer.getvalue().decode("utf-8-sig")
    assert "Member,Category,Country,One vote each,Why,Who votes for it,How named" in text.replace(";", ",")
    assert "Förbundet Arbetskooperation" in text
    assert "By its mandate" in text
    assert f'filename="roll-assembly-2026-06-18-{CONVENED}.csv"' in answer["Content-Disposition"]


def test_a_withheld_vote_stands_there_with_its_reason(client_as: ClientAs, published: World, calendar: Any) -> None:
    found, client = with_agenda(published), client_as("auditor")
    story.reminded(published, "ours")
    calendar(date(2026, 6, 12))
    shown = page(client, at(found.id, "roll/?who=withheld"))
    assert "Förbundet Arbetskooperation" in shown
    assert "Its vote is withheld by how it stands." in shown
    line = page(client, at(found.id, f"roll/{published.organisations['ours']}/"))
    assert "Its votes No vote Its vote is withheld by how it stands." in line
    assert "Vote withheld 1" in page(client, at(found.id))


def test_the_frozen_roll_shows_its_hash(client_as: ClientAs, world: World, calendar: Any, max_queries: Any) -> None:
    found, client = opened(world), client_as("auditor")
    calendar(MEETING_ON, 12)
    kept = Roll.objects.get(meeting__public_id=found.id)
    with max_queries(20):
        shown = page(client, at(found.id, "roll/"))
    assert f"Hash of the roll, as it stands in the journal: {kept.hash}" in shown
    assert "Frozen on 18 June 2026, 10:00, as of 11 June 2026." in shown
    with max_queries(20):
        line = page(client, at(found.id, f"roll/{world.organisations['ours']}/"))
    assert "Its votes 1 vote Its category has the vote." in line
    assert "one vote each: 1" in line
    assert "Name its delegate" not in line


def test_a_roll_with_open_questions_says_so(client_as: ClientAs, world: World) -> None:
    """A rulebook that counts votes by fees which nobody knows yet."""
    texts = dict(cecop_texts())
    texts["assemblies.toml"] = (
        texts["assemblies.toml"]
        .replace('weights = ["one_each"]\nquorum = "half"', 'weights = ["one_each", "by_fee"]\nquorum = "half"')
        .replace(
            "# ---- Quorums",
            '[weights.by_fee]\nkind = "by_units"\nof = "fee"\nunit = 1000.00\nbegun = true\nleast = 1\n'
            'label.en = "By fee"\nsource = ["S30"]\nchoices = ["one_vote_each"]\n\n# ---- Quorums',
        )
    )
    adopt_rulebook(
        actor=world.actor("secretary_general", date(2026, 3, 1)),
        texts=texts,
        in_force_from=date(2026, 3, 1),
        decision=ASSEMBLY,
    )
    found = with_agenda(world)
    shown = page(client_as("auditor"), at(found.id, "roll/"))
    assert "Not every number of votes is known" in shown
    assert "Not known yet" in page(client_as("auditor"), at(found.id, f"roll/{world.organisations['ours']}/"))


def test_a_roll_that_cannot_be_drawn_up(client_as: ClientAs, world: World) -> None:
    found = with_agenda(world)
    assert client_as("auditor").get(at(found.id, f"roll/{uuid4()}/")).status_code == 404


def delegate(meeting: UUID, world: World, member: str = "theirs") -> str:
    """The address at which a member's delegate is named."""
    return at(meeting, f"roll/{world.organisations[member]}/delegate/")


def test_a_delegate_is_named_for_a_member(
    client_as: ClientAs, send: Send, world: World, calendar: Any, max_queries: Any
) -> None:
    found, client = with_agenda(world), client_as("membership")
    line = page(client, at(found.id, f"roll/{world.organisations['theirs']}/"))
    assert "Nobody was named, and nobody holds its mandate of delegate on the day." in line
    with max_queries(20):
        look = page(client, delegate(found.id, world))
    assert "Their contact" in look
    person = str(world.people["their_contact"])
    answer = send(client, delegate(found.id, world), **{"person-0-0": person})
    assert answer.url == at(found.id, f"roll/{world.organisations['theirs']}/")
    assert Delegation.objects.get().person == world.people["their_contact"]
    assert "Named for this meeting" in page(client, answer.url)
    assert "Delegate named 1" in page(client, at(found.id, "roll/"))
    twice = send(client, delegate(found.id, world), **{"person-0-0": person, "person-0-1": person})
    assert "names each of them once" in words_of(twice)
    assert send(client, delegate(found.id, world), **{"person-0-0": ""}).status_code == 422
    assert send(client, delegate(found.id, world), **{"person-0-0": str(uuid4())}).status_code == 422
    assert send(client_as("treasurer"), delegate(found.id, world), **{"person-0-0": person}).status_code == 403


def test_only_whoever_votes_names_a_delegate(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = with_agenda(world), client_as("membership")
    given = {"person-0-0": str(world.people["network_contact"])}
    answer = send(client, delegate(found.id, world, "network"), **given)
    assert answer.status_code == 409
    assert "As it stands now, this member does not vote in this meeting." in words_of(answer)


def test_where_nobody_speaks_somebody_is_named_first(client_as: ClientAs, world: World) -> None:
    found = with_agenda(world)
    Mandate.objects.filter(subject=world.organisations["theirs"]).update(ends_on=date(2026, 5, 31))
    shown = page(client_as("membership"), delegate(found.id, world))
    assert "Nobody speaks for this member" in shown
    assert "Name somebody to speak for it" in shown


def test_votes_are_split_where_the_rulebook_lets_them(client_as: ClientAs, send: Send, world: World) -> None:
    texts = dict(cecop_texts())
    texts["assemblies.toml"] += (
        '\n[meetings.assembly.split]\nweight = "one_each"\nmost_delegates = 2\nchoices = ["votes_are_not_split"]\n'
    )
    adopt_rulebook(
        actor=world.actor("secretary_general", date(2026, 3, 1)),
        texts=texts,
        in_force_from=date(2026, 3, 1),
        decision=ASSEMBLY,
    )
    found, client = with_agenda(world), client_as("membership")
    assert "Votes of delegate 2" in page(client, delegate(found.id, world, "ours"))
    first, second = str(world.people["delegate"]), str(world.people["contact"])
    parts = {"person-0-0": first, "votes-0": "1", "person-1-0": second, "votes-1": "1"}
    wrong = send(client, delegate(found.id, world, "ours"), **parts)
    assert wrong.status_code == 409
    assert "The rules do not allow this" in words_of(wrong)
    assert send(client, delegate(found.id, world, "ours"), **{"person-0-0": second}).status_code == 302


def test_in_a_board_persons_vote_for_themselves(client_as: ClientAs, world: World) -> None:
    board(world)
    found, client = planned(world, body="board", kind="on_site", ordinary=False), client_as("membership")
    shown = page(client, at(found.id, "roll/"))
    assert "Person Seat Country One vote each Why" in shown
    assert "Who votes for it" not in shown
    person = world.people["contact"]
    assert "President" in page(client, at(found.id, f"roll/{person}/"))
    assert client.get(at(found.id, f"roll/{person}/delegate/")).status_code == 404


def test_proxies_on_the_members_behalf(client_as: ClientAs, send: Send, world: World, max_queries: Any) -> None:
    found, client = convened(world), client_as("membership")
    ours, theirs = (str(world.organisations[name]) for name in ("ours", "theirs"))
    item = found.item("accounts")
    assert "No proxies" in page(client, at(found.id, "proxies/"))
    assert f'value="{theirs}" selected' in client.get(at(found.id, f"proxies/give/?giver={theirs}")).content.decode()
    given = send(client, at(found.id, "proxies/give/"), giver=theirs, holder=ours, items=[str(item)])
    assert given.url == at(found.id, "proxies/")
    with max_queries(20):
        shown = page(client, at(found.id, "proxies/"))
    assert "Förbundet Arbetskooperation Accounts of the past year Not answered yet" in shown
    assert "Accept Decline Revoke" in shown
    row = Proxy.objects.get()
    answer = f"/desk/meetings/proxies/{row.public_id}"
    assert "Confédération des coopératives de travail to Förbundet" in page(client, f"{answer}/accept/")
    assert send(client, f"{answer}/accept/").status_code == 302
    again = send(client, f"{answer}/decline/")
    assert "This proxy was answered, revoked or used already." in words_of(again)
    line = page(client, at(found.id, f"roll/{theirs}/"))
    assert "Accounts of the past year" in line
    assert send(client, f"{answer}/revoke/").status_code == 302
    assert "Revoked" in page(client, at(found.id, "proxies/?state=revoked"))


@pytest.mark.parametrize(
    ("giver", "holder", "status", "words"),
    [
        ("ours", "ours", 409, "A member does not represent itself by proxy."),
        ("network", "ours", 422, "Select a valid choice."),
        ("", "ours", 422, "This field is required."),
    ],
)
def test_a_proxy_that_is_refused(
    client_as: ClientAs, send: Send, world: World, giver: str, holder: str, status: int, words: str
) -> None:
    found = convened(world)
    ids = {name: str(world.organisations[name]) for name in (giver, holder) if name}
    values = {"giver": ids.get(giver, ""), "holder": ids[holder]}
    answer = send(client_as("membership"), at(found.id, "proxies/give/"), **values)
    assert answer.status_code == status
    assert words in words_of(answer)
    assert not Proxy.objects.exists()


def test_proxies_are_for_those_who_may_represent(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = convened(world), client_as("treasurer")
    ours, theirs = (world.organisations[name] for name in ("ours", "theirs"))
    row = give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=theirs, holder=ours).proxy
    assert send(client, at(found.id, "proxies/give/"), giver=str(theirs), holder=str(ours)).status_code == 403
    for step in ("accept", "decline", "revoke"):
        assert send(client, f"/desk/meetings/proxies/{row}/{step}/").status_code == 403
    assert "Accept Decline Revoke" not in page(client, at(found.id, "proxies/"))
    assert send(client_as("membership"), f"/desk/meetings/proxies/{row}/decline/").status_code == 302
    assert client_as("membership").get(f"/desk/meetings/proxies/{uuid4()}/accept/").status_code == 404
