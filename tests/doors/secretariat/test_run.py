"""The year's run: many at once, those that were seen and no others, with what came of it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.models import Membership
from tests import world as story
from tests.doors.secretariat.conftest import OnTheDesk
from tests.world import APPROVING, World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
BATCH = "/desk/dues/2026/{}/"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, name
    return found[1]


def outcome_of(client: Client, answer: Any) -> str:
    assert answer["Location"] == "/desk/dues/outcome/"
    page: str = client.get("/desk/dues/outcome/").content.decode()
    return page.partition("<main")[2]


def test_the_run_says_where_the_year_stands(client_as: ClientAs, desk: OnTheDesk) -> None:
    page = client_as("auditor").get("/desk/dues/2026/").content.decode().partition("<main")[2]
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Of 3 members whose fee stands on figures, 3 have declared them." in text
    assert "1 fee is not computed yet" in text
    assert "1 amount waits for approval: €3,000.00." in text
    assert "1 invoice waits to be issued: €1,750.00." in text
    assert "1 invoice is overdue; reminders due now: 0." in text


def test_compute_what_can_be_known_and_say_what_cannot(
    client_as: ClientAs, published: World, calendar: Callable[..., None]
) -> None:
    calendar(APPROVING)
    story.declared(published)
    client = client_as("membership")
    page = outcome_of(client, client.post("/desk/dues/2026/compute/"))
    assert ">2<" in page
    assert "The fee is not known: a figure or a decision is missing." in page
    assert published.organisation("theirs").name in page
    assert Invoice.objects.filter(state="proposed").count() == 2


def test_computing_is_not_for_those_who_read(
    client_as: ClientAs, published: World, calendar: Callable[..., None]
) -> None:
    calendar(APPROVING)
    for role in ("auditor", "policy"):
        client_as(role).post("/desk/dues/2026/compute/")
    assert not Invoice.objects.exists()
    assert client_as("technician").post("/desk/dues/2026/compute/").status_code == 404


def test_without_rules_nothing_is_computed(client_as: ClientAs, desk: OnTheDesk) -> None:
    client, before = client_as("membership"), Invoice.objects.count()
    answer = client.post("/desk/dues/2025/compute/", follow=True)
    assert answer.status_code == 200
    assert Invoice.objects.count() == before


def test_approve_all_that_were_seen(client_as: ClientAs, desk: OnTheDesk) -> None:
    client = client_as("treasurer")
    seen = hidden(client.get(BATCH.format("approve")).content.decode(), "seen")
    page = outcome_of(client, client.post(BATCH.format("approve"), {"which": "all", "seen": seen}))
    assert "Amounts approved" in page
    assert Invoice.objects.get(public_id=desk.proposed).state == "approved"


def test_what_came_in_meanwhile_is_not_approved_unseen(client_as: ClientAs, desk: OnTheDesk) -> None:
    client = client_as("treasurer")
    seen = hidden(client.get(BATCH.format("approve")).content.decode(), "seen")
    story.propose_fees(
        [desk.world.memberships["theirs"]], actor=desk.world.actor("membership", date(2026, 6, 2)), year=2026
    )
    page = client.post(BATCH.format("approve"), {"which": "all", "seen": seen}, follow=True).content.decode()
    assert "The list has changed since you saw it" in page
    assert Invoice.objects.filter(state="proposed").count() == 2


def test_approve_the_chosen_in_the_version_that_was_seen(client_as: ClientAs, desk: OnTheDesk) -> None:
    client, address = client_as("treasurer"), BATCH.format("approve")
    box = hidden(client.get(address).content.decode(), "chosen")
    Invoice.objects.filter(public_id=desk.proposed).update(version=7)
    late = client.post(address, {"which": "chosen", "chosen": box}, follow=True).content.decode()
    assert "Some of them have changed" in late
    assert Invoice.objects.get(public_id=desk.proposed).state == "proposed"
    box = hidden(client.get(address).content.decode(), "chosen")
    assert client.post(address, {"which": "chosen", "chosen": box})["Location"] == "/desk/dues/outcome/"
    assert Invoice.objects.get(public_id=desk.proposed).state == "approved"


@pytest.mark.parametrize(
    "sent", [{}, {"which": "chosen"}, {"chosen": ["x", "1:2:3", "%00"]}, {"which": "all", "seen": "x"}]
)
def test_a_batch_without_a_choice_does_nothing(client_as: ClientAs, desk: OnTheDesk, sent: dict[str, Any]) -> None:
    assert client_as("treasurer").post(BATCH.format("approve"), sent).status_code == 302
    assert Invoice.objects.get(public_id=desk.proposed).state == "proposed"


@pytest.mark.parametrize(
    ("step", "roles"),
    [("approve", ("membership", "auditor")), ("issue", ("treasurer", "auditor")), ("remind", ("auditor", "policy"))],
)
def test_a_batch_is_for_its_office(client_as: ClientAs, desk: OnTheDesk, step: str, roles: tuple[str, ...]) -> None:
    for role in roles:
        client = client_as(role)
        assert client.get(BATCH.format(step)).status_code == 200
        assert client.post(BATCH.format(step), {"which": "all"}).status_code == 403, role


def test_issue_all_and_say_whom_four_eyes_held_back(client_as: ClientAs, desk: OnTheDesk) -> None:
    general = desk.world.people["secretary_general"]
    Invoice.objects.filter(public_id=desk.approved).update(approved_by=general)
    client, address = client_as("secretary_general"), BATCH.format("issue")
    seen = hidden(client.get(address).content.decode(), "seen")
    page = outcome_of(client, client.post(address, {"which": "all", "seen": seen}))
    assert "You approved this amount" in page
    assert desk.world.organisation("network").name in page
    other = client_as("membership")
    seen = hidden(other.get(address).content.decode(), "seen")
    assert "Invoices issued" in outcome_of(other, other.post(address, {"which": "all", "seen": seen}))
    assert Invoice.objects.get(public_id=desk.approved).state == "issued"


def test_remind_all_whose_day_has_come(client_as: ClientAs, desk: OnTheDesk, calendar: Callable[..., None]) -> None:
    calendar(date(2026, 6, 20))
    client, address = client_as("membership"), BATCH.format("remind")
    seen = hidden(client.get(address).content.decode(), "seen")
    assert "Reminders sent" in outcome_of(client, client.post(address, {"which": "all", "seen": seen}))
    assert Invoice.objects.get(public_id=desk.reminded).reminders.count() == 2
    assert "Nothing waits for this step" in client.get(address).content.decode()


def test_the_outcome_is_ones_own(client_as: ClientAs, desk: OnTheDesk) -> None:
    client_as("membership").post("/desk/dues/2026/compute/")
    assert client_as("treasurer").get("/desk/dues/outcome/").status_code == 404


def test_hundreds_at_once(client_as: ClientAs, published: World, calendar: Callable[..., None]) -> None:
    calendar(APPROVING)
    people = published
    for number in range(230):
        details = story.OrganisationDetails(name=f"Guild {number:03d}", country="SE")
        made = story.record_organisation(actor=people.actor("system"), details=details).organisation
        source = story.Source("Statutes", date(2026, 1, 5))
        story.record_fact(
            actor=people.actor("system", APPROVING), organisation=made, key="nature", value="financial", source=source
        )
        story.admit_member(
            actor=people.actor("system"),
            organisation=made,
            criterion="support_institution",
            starts_on=date(2020, 1, 1),
            decision=story.ASSEMBLY,
        )
    client = client_as("membership")
    page = outcome_of(client, client.post("/desk/dues/2026/compute/"))
    assert ">231<" in page
    assert Membership.objects.count() - 3 == Invoice.objects.filter(state="proposed").count() == 231
    treasurer, address = client_as("treasurer"), BATCH.format("approve")
    seen = hidden(treasurer.get(address).content.decode(), "seen")
    assert ">231<" in outcome_of(treasurer, treasurer.post(address, {"which": "all", "seen": seen}))
    assert Invoice.objects.filter(state="approved").count() == 231
