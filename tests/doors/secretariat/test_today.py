"""Today: each row comes from the records, leads to where it is done, and goes when its cause goes."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from koinon.core.models import JournalEntry, OutboxMessage
from koinon.rooms.dues.models import Invoice
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.rulebook.models import RulebookVersion
from tests import world as story
from tests.doors.secretariat.conftest import OnTheDesk
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Calendar = Callable[..., None]


def rows_on(client: Client) -> dict[str, str]:
    """The rows' titles and where they lead."""
    page = BeautifulSoup(client.get("/desk/").content, "html.parser")
    found = {}
    for row in page.select(".k-task"):
        title = row.select_one(".k-task-title")
        assert title is not None
        for hidden in title.select(".visually-hidden"):
            hidden.extract()
        found[title.get_text(strip=True)] = str(row.select_one("a")["href"])  # type: ignore[index]
    return found


def test_every_row_leads_to_a_page_that_is_there(client_as: ClientAs, desk: OnTheDesk) -> None:
    client = client_as("secretary_general")
    rows = rows_on(client)
    assert len(rows) >= 4
    for title, address in rows.items():
        assert client.get(address.partition("#")[0]).status_code == 200, title


def test_before_the_declaration_closes_it_says_until_when(
    client_as: ClientAs, published: World, calendar: Calendar
) -> None:
    calendar(date(2026, 2, 10))
    page = client_as("membership").get("/desk/").content.decode()
    assert "3 members have not declared" in page
    assert "by 31 March 2026" in page
    calendar(date(2026, 4, 10))
    page = client_as("membership").get("/desk/").content.decode()
    assert "was due on 31 March 2026" in page


def test_a_row_goes_when_its_cause_goes(client_as: ClientAs, published: World, calendar: Calendar) -> None:
    calendar(date(2026, 3, 20))
    for member in ("ours", "theirs"):
        story.declared(published, member)
    assert "1 member has not declared" in rows_on(client_as("membership"))
    story.declared(published, "network")
    assert not [title for title in rows_on(client_as("membership")) if "not declared" in title]


def test_figures_that_look_unusual(client_as: ClientAs, published: World, calendar: Calendar) -> None:
    calendar(date(2026, 3, 20))
    odd = [story.TypedFigure("cooperatives", Decimal(252)), story.TypedFigure("turnover", Decimal("540"), "EUR")]
    story.declared(published, figures=odd)
    assert (
        rows_on(client_as("membership"))["1 declaration looks unusual"] == "/desk/declarations/?year=2026&state=warned"
    )


def test_a_fee_that_stays_unknown_says_what_is_missing(
    client_as: ClientAs, published: World, calendar: Calendar
) -> None:
    calendar(date(2026, 3, 20))
    none = [story.TypedFigure("cooperatives", Decimal(0)), story.TypedFigure("turnover", Decimal("540000000"), "EUR")]
    story.declared(published, figures=none)
    client = client_as("membership")
    rows = rows_on(client)
    assert "1 fee is not known" in rows
    assert "1 fee is not computed yet" in rows
    page = client.get("/desk/").content.decode()
    assert "Which fee has been agreed?" in page
    assert published.organisation().name in client.get(rows["1 fee is not known"]).content.decode()


def test_what_waits_for_whom(client_as: ClientAs, desk: OnTheDesk) -> None:
    def parts(role: str) -> dict[str, str]:
        page = BeautifulSoup(client_as(role).get("/desk/").content, "html.parser")
        return {
            row.get_text(strip=True): str(section.h2.get_text(strip=True))  # type: ignore[union-attr]
            for section in page.select(".k-today-rows section")
            for row in section.select(".k-task-title")
        }

    assert parts("treasurer")["1 amount waits for approval"] == "To do today"
    assert parts("membership")["1 amount waits for approval"] == "Waits for others"
    assert parts("membership")["1 invoice waits to be issued"] == "To do today"
    assert parts("treasurer")["1 invoice waits to be issued"] == "Waits for others"


def test_ones_own_come_first(client_as: ClientAs, desk: OnTheDesk) -> None:
    Mandate.objects.filter(role="contact").update(ends_on="2026-06-01")
    page = BeautifulSoup(client_as("treasurer").get("/desk/").content, "html.parser")
    own = ["k-task-others" not in row["class"] for row in page.select(".k-today-rows section")[0].select(".k-task")]
    assert own == sorted(own, reverse=True)
    assert True in own
    assert False in own


def test_reminders_follow_the_ladder_to_its_end(client_as: ClientAs, desk: OnTheDesk, calendar: Calendar) -> None:
    client = client_as("treasurer")
    assert not [title for title in rows_on(client) if "reminder is due" in title]
    for day in (date(2026, 6, 20), date(2026, 8, 10)):
        calendar(day)
        assert rows_on(client)["1 reminder is due"] == "/desk/dues/2026/remind/"
        story.remind([desk.reminded], actor=desk.world.actor("membership", day))
        assert "1 reminder is due" not in rows_on(client)
    assert "1 invoice is unpaid after the last reminder" in rows_on(client)


def test_the_desk_and_the_statutes_agree_on_whom_to_remind(
    client_as: ClientAs, desk: OnTheDesk, calendar: Calendar
) -> None:
    due = Invoice.objects.get(public_id=desk.reminded).due_on
    assert due is not None
    for days in range(0, 100, 3):
        day = due + timedelta(days=days)
        calendar(day)
        said = "1 reminder is due" in rows_on(client_as("membership"))
        done = story.remind([desk.reminded], actor=desk.world.actor("membership", day)).done
        assert said == bool(done), day


def test_members_without_contact_and_contacts_that_end(client_as: ClientAs, desk: OnTheDesk) -> None:
    contacts = Mandate.objects.filter(role="contact", over="organisation")
    client = client_as("membership")
    assert not [title for title in rows_on(client) if "contact" in title]
    contacts.filter(subject=desk.world.organisations["ours"], ends_on=None).update(ends_on="2026-06-30")
    page = f"/desk/organisations/{desk.world.organisations['ours']}/"
    assert rows_on(client)["1 contact's mandate ends soon"] == page
    Person.objects.filter(pk=desk.world.person("their_contact").pk).update(is_active=False)
    assert "1 member has no current contact" in rows_on(client)
    contacts.filter(subject=desk.world.organisations["ours"]).update(ends_on="2026-06-01")
    rows = rows_on(client)
    assert "2 members have no current contact" in rows
    assert "1 contact's mandate ends soon" not in rows


def test_a_contact_who_is_followed_by_another_is_no_worry(client_as: ClientAs, desk: OnTheDesk) -> None:
    contacts = Mandate.objects.filter(role="contact", subject=desk.world.organisations["ours"])
    contacts.filter(ends_on=None).update(ends_on="2026-06-30")
    story.name_for_organisation(
        actor=desk.world.actor("system"),
        person=desk.world.people["stranger"],
        organisation=desk.world.organisations["ours"],
        role="contact",
        starts_on=date(2026, 7, 1),
    )
    assert "1 contact's mandate ends soon" not in rows_on(client_as("membership"))


def test_what_failed_and_what_is_not_sealed(client_as: ClientAs, desk: OnTheDesk) -> None:
    OutboxMessage.objects.filter(pk=OutboxMessage.objects.first().pk).update(state="failed")  # type: ignore[union-attr]
    JournalEntry.objects.update(recorded_at=timezone.now() - timedelta(minutes=6))
    for role in ("technician", "secretary_general"):
        rows = rows_on(client_as(role))
        assert rows["1 delivery failed"] == "/desk/outbox/?state=failed"
        assert any("not sealed" in title for title in rows)
    assert not any("failed" in title for title in rows_on(client_as("policy")))


def test_before_any_rulebook_the_desk_opens_and_says_so(
    client_as: ClientAs, desk: OnTheDesk, calendar: Calendar
) -> None:
    RulebookVersion.objects.all().delete()
    client = client_as("secretary_general")
    assert "No rulebook is in force" in rows_on(client)
    for address in (
        "/desk/organisations/",
        f"/desk/organisations/{desk.world.organisations['ours']}/",
        f"/desk/organisations/{desk.world.organisations['ours']}/admit/",
        "/desk/declarations/",
        f"/desk/declarations/{desk.declaration}/",
        "/desk/dues/",
        "/desk/dues/2026/",
        "/desk/dues/2026/remind/",
        f"/desk/dues/invoices/{desk.reminded}/",
        "/desk/rulebook/",
    ):
        assert client.get(address).status_code == 200, address


def test_when_nothing_is_to_do_it_says_so(client_as: ClientAs, published: World, calendar: Calendar) -> None:
    calendar(date(2025, 12, 20))
    JournalEntry.objects.update(recorded_at=timezone.now())
    page = client_as("technician").get("/desk/").content.decode()
    assert "Nothing needs a hand" in page


def test_the_wheel_stands_where_we_are(client_as: ClientAs, desk: OnTheDesk, calendar: Calendar) -> None:
    for day, words in (
        (date(2026, 1, 1), "January"),
        (date(2026, 12, 31), "December"),
        (date(2028, 2, 29), "February"),
    ):
        calendar(day)
        page = client_as("auditor").get("/desk/").content.decode()
        assert f'<text class="k-wheel-day" x="100" y="98">{day.day}</text>' in page
        assert words in page
