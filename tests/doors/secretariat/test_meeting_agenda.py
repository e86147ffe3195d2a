"""The agenda at the desk: set as a whole, without script; motions and amendments; what members add."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from koinon.rooms.assemblies.actions import file_motion, supplement_agenda
from koinon.rooms.assemblies.models import AgendaItem, Motion
from koinon.rooms.documents.actions import DocumentDetails, add_document
from tests.doors.secretariat.test_meetings import at, page, words_of
from tests.rooms.assemblies.meeting import CONVENED, PLANNED, Gathering, convened, planned, with_agenda
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Send = Callable[..., Any]
STANDARD = ("minutes", "activity_report", "accounts", "discharge", "budget", "working_plan")
PLACES = {f"std-{key}-place": str(number) for number, key in enumerate(STANDARD, start=1)}


@pytest.fixture(autouse=True)
def today(calendar: Callable[..., None]) -> None:
    """The desk stands on the day on which meetings are planned."""
    calendar(PLANNED)


def filled(response: Any) -> dict[str, str]:
    """The form as a browser would send it back."""
    form = BeautifulSoup(response.content, "html.parser").find("form", class_="k-agenda-form")
    assert form is not None
    values = {}
    for entry in form.find_all(["input", "textarea"]):
        if entry.get("type") != "checkbox" or entry.has_attr("checked"):
            ticked = "on" if entry.get("type") == "checkbox" else ""
            values[str(entry["name"])] = str(entry.get("value") or entry.get_text().strip() or ticked)
    for entry in form.find_all("select"):
        chosen = entry.find("option", selected=True)
        values[str(entry["name"])] = str(chosen["value"]) if chosen else ""
    return {name: value for name, value in values.items() if name not in {"key", "csrfmiddlewaretoken"}}


def titles(found: Gathering) -> list[str]:
    """The agenda by its keys and titles."""
    rows = AgendaItem.objects.filter(meeting__public_id=found.id)
    return [row.key or row.label["en"] for row in rows]


def test_the_agenda_begins_with_what_the_rulebook_asks_for(
    client_as: ClientAs, send: Send, world: World, max_queries: Any
) -> None:
    found, client = planned(world), client_as("membership")
    with max_queries(20):
        shown = client.get(at(found.id, "agenda/"))
    given = filled(shown)
    assert {name: given[name] for name in PLACES} == PLACES
    assert given["std-fees-place"] == ""
    assert "Activity report, accounts, discharge, budget: more yes than no · the rulebook asks for it" in words_of(
        shown
    )
    assert send(client, at(found.id, "agenda/"), **given).status_code == 302
    assert titles(found) == list(STANDARD)
    assert "Paper missing: Draft minutes" in page(client, at(found.id))


def test_items_of_ones_own_with_papers_and_a_place(client_as: ClientAs, send: Send, world: World) -> None:
    paper = DocumentDetails("Accounts 2025", "CECOP", "report", "members")
    document = add_document(actor=world.actor("secretary_general", PLANNED), details=paper).document
    found, client = planned(world), client_as("membership")
    theirs = str(world.organisations["theirs"])
    own = {
        "own-0-title": "Exclusion of a member",
        "own-0-place": "3",
        "own-0-kind": "decision:exclusion",
        "own-0-concerns": theirs,
        "own-0-words": "After a hearing.",
        "own-1-title": "Guests",
        "own-1-place": "9",
        "own-1-paper-paper_1": str(document),
    }
    given = {**filled(client.get(at(found.id, "agenda/"))), **own, "std-accounts-paper-accounts": str(document)}
    assert send(client, at(found.id, "agenda/"), **given).status_code == 302
    assert titles(found)[2:4] == ["accounts", "Exclusion of a member"]
    shown = page(client, at(found.id))
    assert "Exclusion of a member: two thirds of yes and no · Confédération des coopératives de travail" in shown
    assert "Guests To be discussed, not decided Accounts 2025" in shown
    again = filled(client.get(at(found.id, "agenda/")))
    assert (again["own-0-title"], again["own-0-place"], again["own-0-concerns"]) == (
        "Exclusion of a member",
        "4",
        theirs,
    )
    assert (again["own"], again["std-accounts-paper-accounts"]) == ("5", str(document))
    out = {**again, "own-0-out": "on", "own-1-place": "1"}
    assert send(client, at(found.id, "agenda/"), **out).status_code == 302
    assert titles(found) == ["minutes", "Guests", *STANDARD[1:]]


def test_an_optional_item_is_ticked(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = planned(world), client_as("membership")
    given = {**filled(client.get(at(found.id, "agenda/"))), "std-fees-stands": "on"}
    # Without a place it comes last; own items after the rulebook's.
    assert send(client, at(found.id, "agenda/"), **{**given, "own-0-title": "Guests"}).status_code == 302
    assert titles(found)[-2:] == ["fees", "Guests"]
    again = filled(client.get(at(found.id, "agenda/")))
    assert send(client, at(found.id, "agenda/"), **{**again, "std-fees-place": "1"}).status_code == 302
    assert titles(found)[0] == "minutes"
    assert titles(found)[1] == "fees"
    assert filled(client.get(at(found.id, "agenda/")))["std-fees-stands"] == "on"


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"own-0-words": "Without a title."}, 422, "Give this item a title, or empty its other fields."),
        ({"std-minutes-place": "first"}, 422, "Enter a whole number."),
        ({"own-0-title": "What", "own-0-place": "2", "own-0-kind": "decision:board"}, 422, "Select a valid choice."),
        ({"own": "lots"}, 422, "Enter a whole number."),
        ({"seen_version": "7"}, 409, "changed"),
    ],
)
def test_a_wrong_agenda_changes_nothing(
    client_as: ClientAs, send: Send, world: World, changes: dict[str, str], status: int, words: str
) -> None:
    found, client = planned(world), client_as("membership")
    given = {**filled(client.get(at(found.id, "agenda/"))), **changes}
    answer = send(client, at(found.id, "agenda/"), **given)
    assert answer.status_code == status
    assert words in words_of(answer)
    assert not titles(found)


def test_what_has_a_motion_stays(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = with_agenda(world), client_as("membership")
    item = found.item("statutes")
    file_motion(actor=found.desk(PLANNED), item=item, title="Article 3", text="It is dropped.")
    given = filled(client.get(at(found.id, "agenda/")))
    (own,) = [name for name, value in given.items() if value == "Change of the statutes"]
    row = own.removesuffix("-title")
    refused = send(client, at(found.id, "agenda/"), **given, **{f"{row}-out": "on"})
    assert refused.status_code == 409
    assert "A motion is filed on an item that would leave the agenda." in words_of(refused)
    assert send(client, at(found.id, "agenda/"), **{**given, f"{row}-place": "1"}).status_code == 302
    assert AgendaItem.objects.get(public_id=item).motions.get().title == "Article 3"


def test_a_convened_agenda_is_not_set(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = convened(world), client_as("membership")
    answer = send(client, at(found.id, "agenda/"), **filled(client.get(at(found.id, "agenda/"))))
    assert answer.status_code == 409
    assert "This meeting is convened; that step is not possible now." in words_of(answer)


def of_item(item: UUID, place: str = "") -> str:
    """An address about an item."""
    return f"/desk/meetings/items/{item}/{place}"


def test_motions_and_amendments(client_as: ClientAs, send: Send, world: World, max_queries: Any) -> None:
    found, client = convened(world), client_as("membership")
    item = found.item("statutes")
    assert "No motion filed" in page(client, of_item(item))
    text = "Members meet once a year in Brussels."
    assert send(client, of_item(item, "file/"), title="Article 3", text=text).status_code == 302
    motion = Motion.objects.get()
    address = f"{of_item(item, 'file/')}?to={motion.public_id}"
    assert text in client.get(address).content.decode()
    changed = "Members meet twice a year in Brussels."
    assert send(client, address, title="Twice", text=changed, reach="2").status_code == 302
    with max_queries(20):
        shown = client.get(of_item(item))
    assert "Members meet [taken out: once ] [added: twice ] a year" in words_of(shown)
    assert words_of(shown).index("Twice") < words_of(shown).index("Article 3 Motion")
    assert "2 motions and amendments filed" in page(client, at(found.id))


def test_a_motion_that_is_refused(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = convened(world), client_as("membership")
    item = found.item("statutes")
    assert send(client, of_item(item, "file/"), title="Article 3", text="").status_code == 422
    assert send(client, of_item(item, "file/"), title="\u200b", text="words").status_code == 409
    for wanted in (uuid4(), "nothing"):
        assert client.get(f"{of_item(item, 'file/')}?to={wanted}").status_code == 404
    assert client.get(of_item(uuid4())).status_code == 404
    assert send(client_as("treasurer"), of_item(item, "file/"), title="A", text="B").status_code == 403
    assert not Motion.objects.exists()


def test_whoever_presides_files_a_motion_without_an_office(client_as: ClientAs, send: Send, world: World) -> None:
    found = convened(world)
    found.row.__class__.objects.filter(public_id=found.id).update(chair=world.people["policy"])
    item = found.item("statutes")
    assert send(client_as("policy"), of_item(item, "file/"), title="A", text="B").status_code == 302


def test_members_add_to_the_agenda_through_the_desk(
    client_as: ClientAs, send: Send, world: World, calendar: Any
) -> None:
    found, client = convened(world), client_as("membership")
    calendar(CONVENED, 12)
    look = page(client, at(found.id, "propose/"))
    assert "Members may add to the agenda until 4 June 2026. It takes 1 supporters, the proposer among them." in look
    given = {"member": str(world.organisations["ours"]), "title": "Housing", "words": "", "decision": "ordinary"}
    assert send(client, at(found.id, "propose/"), **{**given, "member": str(uuid4())}).status_code == 422
    assert send(client, at(found.id, "propose/"), **given).status_code == 302
    assert "added by Förbundet Arbetskooperation" in page(client, at(found.id))
    calendar(date(2026, 6, 5))
    late = send(client, at(found.id, "propose/"), **given)
    assert "Items could be added until 4 June 2026." in words_of(late)
    assert send(client_as("policy"), at(found.id, "propose/"), **given).status_code == 403


def test_a_proposal_gathers_support(client_as: ClientAs, send: Send, world: World, calendar: Any) -> None:
    found, client = convened(world), client_as("membership")
    calendar(CONVENED, 12)
    ours, theirs = world.organisations["ours"], world.organisations["theirs"]
    done = supplement_agenda(actor=found.desk(CONVENED, 12), meeting=found.id, member=ours, title="Housing", words="")
    AgendaItem.objects.filter(public_id=done.item).update(stands=False)
    shown = page(client, at(found.id))
    assert "Proposed by members" in shown
    assert "Housing Förbundet Arbetskooperation 1 of 1 supporters" in shown
    item = page(client, of_item(done.item))
    assert "not on the agenda yet" in item
    assert "Proposed by Förbundet Arbetskooperation." in item
    support = of_item(done.item, "support/")
    assert send(client, support, member=str(ours)).status_code == 422
    assert send(client, support, member=str(theirs)).status_code == 302
    assert AgendaItem.objects.get(public_id=done.item).stands
    assert send(client, of_item(found.item("minutes"), "support/"), member=str(theirs)).status_code == 409
    assert send(client_as("policy"), support, member=str(theirs)).status_code == 403


def test_a_paper_comes_later(client_as: ClientAs, send: Send, world: World) -> None:
    details = DocumentDetails("Accounts 2025", "CECOP", "report", "members")
    document = add_document(actor=world.actor("secretary_general", PLANNED), details=details).document
    found, client = convened(world), client_as("membership")
    address = of_item(found.item("accounts"), "paper/")
    assert "Put a paper on it" in page(client, of_item(found.item("accounts")))
    assert "Report of whoever examined them" in page(client, address)
    assert send(client, address, document=str(uuid4())).status_code == 422
    assert send(client, address, document=str(document), asked_for="accounts").status_code == 302
    assert AgendaItem.objects.get(public_id=found.item("accounts")).papers.get().key == "accounts"
    assert "Accounts 2025" in page(client, of_item(found.item("accounts")))
    assert send(client, address, document=str(document), asked_for="").status_code == 422
    assert send(client_as("treasurer"), address, document=str(document)).status_code == 403
    found.row.__class__.objects.filter(public_id=found.id).update(state="closed")
    minutes = of_item(found.item("minutes"), "paper/")
    assert send(client, minutes, document=str(document), asked_for="").status_code == 409
