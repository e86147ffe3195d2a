"""Lists at the desk: filter, search, sort, pages, files."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from openpyxl import load_workbook

from koinon.core.models import OutboxMessage
from koinon.rooms.dues.models import Invoice
from koinon.rooms.organisations.actions import OrganisationDetails, record_organisation
from koinon.rooms.people.models import Mandate
from tests.doors.secretariat.conftest import OnTheDesk

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
LISTS = ("organisations", "declarations", "dues", "journal", "outbox")


def first_cells(client: Client, address: str, place: int = 0) -> list[str]:
    """The words in one column of a list."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [row.find_all("td")[place].get_text(" ", strip=True) for row in page.select("tbody tr")]


def rows_of(answer: Any) -> list[list[str]]:
    """The rows of a CSV file."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def client(client_as: ClientAs) -> Client:
    return client_as("membership")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_survives_whatever_the_address_asks(client: Client, desk: OnTheDesk, name: str) -> None:
    hostile = (
        "q=%00",
        "q=" + "x" * 5000,
        "q=%27%3B+DROP+TABLE+dues_invoice--",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=%25_%5C",
        "page=-1&sort=nonsense",
        "page=99999999999999999999&sort=-name",
        "page=two&year=0&state=nothing&category=x&country=XX&needs=x&kind=x&action=x",
        "year=99999999999&since=2026-13-45&until=0000-00-00",
        "since=9999-12-31&until=9999-12-31",
        "sort=password&export=exe",
        "q=%F0%9F%90%99&q=%D9%A3",
        "q=%C2%B2-%C2%B2",
        "q=99999999999999-99999999999999999999",
    )
    for query in hostile:
        answer = client.get(f"/desk/{name}/?{query}")
        assert answer.status_code == 200, query
        assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_on_screen_and_in_both_files(client: Client, desk: OnTheDesk, name: str) -> None:
    shown = len(first_cells(client, f"/desk/{name}/"))
    in_csv = rows_of(client.get(f"/desk/{name}/?export=csv"))
    answer = client.get(f"/desk/{name}/?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert shown > 0
    assert min(len(in_csv) - 1, 50) == shown
    assert sheet.max_row == len(in_csv)
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_organisations_by_what_needs_a_hand(client: Client, desk: OnTheDesk) -> None:
    ours, theirs = desk.world.organisation("ours").name, desk.world.organisation("theirs").name
    assert first_cells(client, "/desk/organisations/?needs=overdue") == [ours]
    assert first_cells(client, "/desk/organisations/?needs=reminded") == [ours]
    assert first_cells(client, "/desk/organisations/?needs=no_contact") == []
    Mandate.objects.filter(subject=desk.world.organisations["theirs"]).update(ends_on="2026-06-01")
    assert first_cells(client, "/desk/organisations/?needs=no_contact") == [theirs]
    assert first_cells(client, "/desk/organisations/?needs=no_figures") == []


def test_organisations_that_have_not_declared(client: Client, published: Any, calendar: Callable[..., None]) -> None:
    from tests.world import DECLARING

    calendar(DECLARING)
    missing = first_cells(client, "/desk/organisations/?needs=no_figures")
    # The associated member's fee stands on its nature and not on figures.
    assert missing == sorted(published.organisation(name).name for name in ("ours", "theirs", "network"))


def test_organisations_by_kind_category_and_country(client: Client, desk: OnTheDesk) -> None:
    everybody = first_cells(client, "/desk/organisations/")
    others = first_cells(client, "/desk/organisations/?kind=others")
    members = first_cells(client, "/desk/organisations/?kind=members")
    assert others == [desk.world.organisation("house").name]
    assert sorted(others + members) == sorted(everybody)
    assert first_cells(client, "/desk/organisations/?category=network") == [desk.world.organisation("network").name]
    assert first_cells(client, "/desk/organisations/?country=FR") == [desk.world.organisation("theirs").name]


@pytest.mark.parametrize("term", ["förbundet", "FÖRBUNDET", "arbets", "Förb"])
def test_organisations_are_found_whatever_the_capitals(client: Client, desk: OnTheDesk, term: str) -> None:
    assert first_cells(client, f"/desk/organisations/?q={term}") == [desk.world.organisation("ours").name]


def test_sorting_turns_round(client: Client, desk: OnTheDesk) -> None:
    up = first_cells(client, "/desk/organisations/?sort=name")
    down = first_cells(client, "/desk/organisations/?sort=-name")
    assert up == down[::-1]
    assert len(up) == 5


def test_fifty_rows_a_page(client: Client, desk: OnTheDesk) -> None:
    system = desk.world.actor("system")
    for number in range(60):
        details = OrganisationDetails(name=f"Guild {number:02d}", country="SE")
        record_organisation(actor=system, details=details)
    first = client.get("/desk/organisations/?q=Guild")
    assert "Rows 1 to 50 of 60" in first.content.decode()
    assert len(first_cells(client, "/desk/organisations/?q=Guild")) == 50
    assert len(first_cells(client, "/desk/organisations/?q=Guild&page=2")) == 10
    assert len(rows_of(client.get("/desk/organisations/?q=Guild&page=2&export=csv"))) == 61


def test_names_stay_text_on_the_page_and_in_the_file(client: Client, desk: OnTheDesk) -> None:
    details = OrganisationDetails(name="<script>alert(1)</script>", short_name="=1+1", country="SE")
    found = record_organisation(actor=desk.world.actor("system"), details=details)
    for address in ("/desk/organisations/", f"/desk/organisations/{found.organisation}/"):
        assert b"<script>alert(1)" not in client.get(address).content
    evil = OrganisationDetails(name="=HYPERLINK(1)", country="SE")
    record_organisation(actor=desk.world.actor("system"), details=evil)
    names = [row[0] for row in rows_of(client.get("/desk/organisations/?export=csv"))]
    assert "'=HYPERLINK(1)" in names


def test_declarations_by_state(client: Client, desk: OnTheDesk) -> None:
    names = {name: desk.world.organisation(name).name for name in ("ours", "theirs", "network")}
    assert first_cells(client, "/desk/declarations/?state=submitted") == [names["theirs"]]
    assert sorted(first_cells(client, "/desk/declarations/?state=locked")) == sorted([names["ours"], names["network"]])
    assert first_cells(client, "/desk/declarations/?state=missing") == []
    assert sorted(first_cells(client, "/desk/declarations/?year=2027&state=missing")) == sorted(names.values())


def test_invoices_by_state_number_and_reference(client: Client, desk: OnTheDesk) -> None:
    issued = Invoice.objects.get(public_id=desk.reminded)
    assert first_cells(client, "/desk/dues/?state=overdue") == [issued.full_number]
    assert first_cells(client, "/desk/dues/?state=to_remind") == []
    assert first_cells(client, "/desk/dues/?state=paid") == []
    assert len(first_cells(client, "/desk/dues/?state=proposed")) == 1
    assert first_cells(client, f"/desk/dues/?q={issued.full_number}") == [issued.full_number]
    digits = issued.reference.strip("+").replace("/", "")
    assert first_cells(client, f"/desk/dues/?q={digits}") == [issued.full_number]
    assert first_cells(client, "/desk/dues/?q=2026-9999") == []


def test_the_journal_by_action_person_and_day(client: Client, desk: OnTheDesk) -> None:
    who = first_cells(client, "/desk/journal/?action=dues.remind", 2)
    assert who == ["Membership"]
    by_person = first_cells(client, "/desk/journal/?q=treasurer", 2)
    assert set(by_person) == {"Treasurer"}
    about_ours = set(first_cells(client, "/desk/journal/?q=Arbetskooperation", 3))
    assert about_ours == {desk.world.organisation("ours").name}
    assert len(first_cells(client, "/desk/journal/?since=2026-06-02&until=2026-06-02")) == 1
    assert first_cells(client, "/desk/journal/?since=2026-07-01") == []


def test_the_outbox_by_state(client: Client, desk: OnTheDesk) -> None:
    waiting = OutboxMessage.objects.filter(state="waiting").count()
    assert waiting == len(first_cells(client, "/desk/outbox/?state=waiting")) > 0
    assert first_cells(client, "/desk/outbox/?state=failed") == []
