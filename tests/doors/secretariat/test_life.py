"""The life of a membership at the desk: notice, another category, merger, new name, exclusion after a hearing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from koinon.rooms.memberships.models import CategoryChange, ExclusionProceeding, Membership, WithdrawalNotice
from koinon.rooms.organisations.models import NameChange
from koinon.rooms.people.models import Mandate
from tests.doors.secretariat.conftest import OnTheDesk
from tests.doors.secretariat.test_organisation_steps import membership_page, organisation_page
from tests.doors.secretariat.test_today import rows_on

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Send = Callable[..., Any]
DECISION = {"body": "Board", "taken_on": "2026-05-20", "reference": "B2026/9"}
ASSEMBLY = {"body": "General Assembly", "taken_on": "2026-07-20", "reference": "GA2026/9"}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_a_letter_of_withdrawal_and_its_way_back(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, ours = client_as("membership"), membership_page(desk)
    assert "3 months after the notice, at the end of that year" in page(client, f"{ours}record-notice/")
    answer = send(client, f"{ours}record-notice/", received_on="2026-05-28", words="File 12")
    assert answer["Location"] == ours
    shown = page(client, ours)
    assert "The membership ends with 31 December 2026" in shown
    assert "2026-0001" in shown
    assert "Record a letter of withdrawal" not in shown
    assert rows_on(client)["1 member has given notice"] == ours
    assert "Last day, by its notice" in page(client, organisation_page(desk))
    send(client, f"{ours}take-back-notice/")
    assert WithdrawalNotice.objects.get().state == "taken_back"
    assert client.get(f"{ours}take-back-notice/").status_code == 200
    assert send(client, f"{ours}take-back-notice/").status_code == 404


def test_another_category(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, network = client_as("membership"), membership_page(desk, "network")
    form = page(client, f"{network}change-category/")
    assert "The Board decides. Rights follow from the day of the change, the fee from the next year." in form
    assert "What fits by the facts on record" in form
    send(client, f"{network}change-category/", criterion="national_organisation", on="2026-09-01", **DECISION)
    assert "Another category is decided" in page(client, network)
    assert rows_on(client)["1 member will be in another category"] == network
    send(client, f"{network}revoke-change/")
    assert not CategoryChange.objects.exists()
    answer = send(client, f"{network}change-category/", criterion="national_organisation", on="2026-06-01", **DECISION)
    assert answer.status_code == 302
    assert Membership.objects.get(public_id=desk.world.memberships["network"]).category == "full"
    assert "before: Network affiliate" in page(client, organisation_page(desk, "network"))


def test_a_merger(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, ours, world = client_as("secretary_general"), membership_page(desk), desk.world
    held = Mandate.objects.filter(subject=world.organisations["ours"]).exclude(ends_on__lt=date(2026, 6, 2))
    fates = {f"mandate_{row.public_id.hex}": "carry" if row.role == "contact" else "end" for row in held}
    theirs = str(world.organisations["theirs"])
    answer = send(client, f"{ours}merge/", successor=theirs, on="2026-07-01", **fates, **DECISION)
    assert answer.status_code == 302
    assert "It became part of another organisation" in page(client, ours)
    assert f"Became part of {world.organisation('theirs').name}" in page(client, organisation_page(desk))
    assert f"{world.organisation().name} became part of it" in page(client, organisation_page(desk, "theirs"))
    assert Mandate.objects.filter(subject=world.organisations["theirs"], role="contact").count() == 2


def test_a_new_name_is_found_by_the_old_one(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, ours = client_as("membership"), organisation_page(desk)
    given = {"name": "Arbetskooperation Sverige", "short_name": "AKS", "on": "2026-06-01", **DECISION}
    assert send(client, f"{ours}rename/", **given).status_code == 302
    assert "before: Förbundet Arbetskooperation" in page(client, ours)
    for address in ("/desk/organisations/?q=Förbundet", "/desk/dues/?q=förbundet", "/desk/declarations/?q=Förbundet"):
        assert "Arbetskooperation Sverige" in page(client, address)
    send(client, f"{ours}rename/", **{**given, "name": "Yet another", "on": "2026-09-01"})
    send(client, f"{ours}keep-name/")
    assert NameChange.objects.count() == 1
    assert send(client, f"{ours}keep-name/").status_code == 404


def test_an_exclusion_only_after_a_hearing(
    client_as: ClientAs, desk: OnTheDesk, send: Send, calendar: Callable[..., None]
) -> None:
    client, ours = client_as("secretary_general"), membership_page(desk)
    assert send(client, f"{ours}invite-to-be-heard/").status_code == 404
    send(client, f"{ours}open-exclusion/", grounds="Against the purpose.", **DECISION)
    assert rows_on(client)["1 member has to be invited to be heard"] == ours
    early = send(client, f"{ours}exclude/", **{**ASSEMBLY, "taken_on": "2026-06-01"})
    assert early.status_code == 409
    assert "was not invited to be heard" in early.content.decode()
    answer = send(client, f"{ours}invite-to-be-heard/", answer_by="2026-06-10", hearing="")
    assert answer.status_code == 409
    assert "23 June 2026" in answer.content.decode()
    send(client, f"{ours}invite-to-be-heard/", answer_by="2026-06-23", hearing="Brussels, at ten")
    assert rows_on(client)["1 member is invited to be heard"] == ours
    calendar(date(2026, 6, 24))
    assert rows_on(client)["The day to be heard of 1 member is over"] == ours
    send(client, f"{ours}record-hearing/", answer="silence", answered_on="2026-06-24", statement="")
    assert rows_on(client)["The exclusion of 1 member can be decided"] == ours
    assert "The exclusion can be decided" in page(client, ours)
    calendar(date(2026, 7, 21))
    assert send(client, f"{ours}exclude/", **ASSEMBLY).status_code == 302
    member = desk.world.membership()
    assert (member.state, member.ends_on) == ("excluded", date(2026, 7, 20))
    assert "Excluded" in page(client, organisation_page(desk))


def test_a_proceeding_is_dropped(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, ours = client_as("membership"), membership_page(desk)
    send(client, f"{ours}open-exclusion/", grounds="Against the purpose.", **DECISION)
    send(client, f"{ours}drop-exclusion/", reason="It has explained itself.")
    assert ExclusionProceeding.objects.get().state == "dropped"
    assert "Proceeding dropped" in page(client, ours)


def test_who_reads_is_offered_nothing(client_as: ClientAs, desk: OnTheDesk) -> None:
    client, ours = client_as("auditor"), membership_page(desk)
    assert "What can be recorded" not in page(client, ours)
    for name in ("record-notice", "change-category", "merge", "open-exclusion", "exclude"):
        assert client.get(f"{ours}{name}/").status_code == 403, name


def test_the_year(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client = client_as("treasurer")
    shown = page(client, "/desk/year/")
    assert "No Assembly is planned" in shown
    assert rows_on(client_as("secretary_general"))["No General Assembly is planned for 2026"] == "/desk/meetings/plan/"
    assert "Invoice the yearly fees" in page(client, "/desk/")
    answer = send(client, "/desk/year/2026/filings/", done_on="2026-06-01", words="Receipt, file 3")
    assert answer["Location"] == "/desk/year/"
    assert "Receipt, file 3" in page(client, "/desk/year/")
    send(client, "/desk/year/2026/filings/take-back/")
    assert "Receipt, file 3" not in page(client, "/desk/year/")
    assert client.get("/desk/year/2026/dance/").status_code == 404
    assert client.get("/desk/year/2020/filings/").status_code == 404
