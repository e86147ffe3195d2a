"""Rulebook, journal, and Wagtail's own part of the desk."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import GroupPagePermission, Page

from koinon.core import journal
from koinon.core.models import JournalEntry
from koinon.doors.secretariat.rule_tables import fee_tables
from koinon.doors.secretariat.tasks import verify_journal
from koinon.doors.secretariat.wheel import wheel_of
from koinon.doors.website.setup import plant_pages
from koinon.rooms.dues.models import Invoice
from koinon.rooms.rulebook.models import RulebookVersion
from koinon.statutes.rulebook import parse_rulebook
from tests.doors.secretariat.conftest import OnTheDesk
from tests.world import cecop_texts

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]


def test_a_version_shows_its_fees_choices_and_marks(client_as: ClientAs, desk: OnTheDesk) -> None:
    client = client_as("technician")
    first = RulebookVersion.objects.order_by("id").first()
    assert first is not None
    page = client.get(f"/desk/rulebook/{first.public_id}/").content.decode()
    for words in ("201–500", "€1,450.00", "over €10bn", "3.5\u00a0%", "illustrative", "Approve the fee: Treasurer"):
        assert words in page, words
    assert "Is the fee the amount of the tranche a figure falls in" in page
    assert client.get(f"/desk/rulebook/{first.public_id}/changes/").status_code == 404


def test_what_a_version_changed_and_its_texts(client_as: ClientAs, desk: OnTheDesk) -> None:
    client, last = client_as("auditor"), RulebookVersion.objects.order_by("id").last()
    assert last is not None
    page = client.get(f"/desk/rulebook/{last.public_id}/changes/").content.decode()
    assert "-illustrative = true" in page
    assert "+illustrative = false" in page
    assert "illustrative = false" in client.get(f"/desk/rulebook/{last.public_id}/files/fees.toml/").content.decode()
    for name in ("secret.key", "..%2f..%2fsettings.py", "fees.toml.bak"):
        assert client.get(f"/desk/rulebook/{last.public_id}/files/{name}/").status_code == 404


def test_every_kind_of_fee_can_be_read() -> None:
    texts = dict(cecop_texts())
    texts["fees.toml"] = texts["fees.toml"].replace(
        'kind = "fixed_by"\nkey = "by_nature"\nlabel.en = "Fixed fee"\nbasis = "nature"\n'
        "amounts = { financial = 3000.00, non_financial = 1200.00 }\n",
        'kind = "fixed"\nkey = "for_all"\nlabel.en = "Fixed fee"\namount = 1200.00\n',
    )
    texts["eligibility.toml"] = texts["eligibility.toml"].replace('fee_basis = ["nature"]', "fee_basis = []")
    tables = fee_tables(parse_rulebook(texts))
    assert tables[1].parts[0].rows == (("For all", "€1,200.00"),)
    assert tables[2].bounds == (("At least", "€300.00", False), ("At most", "€2,500.00", False))


def test_an_entry_shows_everything_it_keeps(client_as: ClientAs, desk: OnTheDesk) -> None:
    journal.seal_waiting()
    entry = JournalEntry.objects.filter(action="dues.issue_invoices").latest("id")
    page = client_as("auditor").get(f"/desk/journal/{entry.pk}/").content.decode()
    for words in ("Secretary general", "2026-0001", entry.seal, "dues.issue_invoices", desk.world.organisation().name):
        assert words in page, words
    assert client_as("auditor").get("/desk/journal/987654321/").status_code == 404
    assert client_as("policy").get(f"/desk/journal/{entry.pk}/").status_code == 404


def test_the_worker_checks_the_journal_and_the_desk_shows_the_verdict(client_as: ClientAs, desk: OnTheDesk) -> None:
    client = client_as("auditor")
    assert "not lately" in client.get("/desk/journal/").content.decode()
    for _twice in range(2):
        assert client.post("/desk/journal/check/").status_code == 302
    assert "running now" in client.get("/desk/journal/").content.decode()
    asked = DBTaskResult.objects.get(task_path=verify_journal.module_path)
    journal.seal_waiting()
    _finished(asked)
    assert "every seal holds" in client.get("/desk/journal/").content.decode()
    JournalEntry.objects.filter(position=3).update(door="elsewhere")
    _finished(asked)
    page = client.get("/desk/journal/").content.decode()
    assert "faults found" in page
    assert "entry 3" in page


def _finished(asked: DBTaskResult) -> None:
    """As the worker leaves it."""
    asked.claim("worker")
    asked.set_successful(verify_journal.func())


def test_the_journal_is_not_checked_by_those_who_do_not_read_it(client_as: ClientAs, desk: OnTheDesk) -> None:
    for role in ("technician", "policy"):
        assert client_as(role).post("/desk/journal/check/").status_code == 404
    assert not DBTaskResult.objects.filter(task_path=verify_journal.module_path).exists()


def test_editors_edit_pages_by_their_role_alone(client_as: ClientAs, desk: OnTheDesk) -> None:
    plant_pages()
    page = Page.objects.filter(depth=2).first()
    assert page is not None
    GroupPagePermission.objects.all().delete()
    assert client_as("communications").get(f"/desk/pages/{page.pk}/edit/").status_code == 200
    assert client_as("treasurer").get(f"/desk/pages/{page.pk}/edit/").status_code == 404
    person = desk.world.person("communications")
    assert not person.is_superuser
    assert not person.groups.exists()


def test_an_editor_adds_a_redirect(client_as: ClientAs, desk: OnTheDesk) -> None:
    sent = {"old_path": "/join", "redirect_link": "https://example.org/", "is_permanent": "on", "site": ""}
    answer = client_as("communications").post("/desk/redirects/add/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert client_as("membership").post("/desk/redirects/add/", sent).status_code == 404


def test_a_role_that_ended_yesterday_opens_nothing(client_as: ClientAs, desk: OnTheDesk) -> None:
    client, yesterday = client_as("communications"), timezone.localdate() + timedelta(days=-1)
    assert client.get("/desk/images/").status_code == 200
    held = desk.world.person("communications").mandates
    held.update(ends_on=min(yesterday, date(2026, 6, 1)))
    assert client.get("/desk/images/").status_code == 404
    assert client.get("/desk/").status_code == 404


def test_the_wheel_turns_once_a_year() -> None:
    first, last = wheel_of(date(2026, 1, 1), None, None), wheel_of(date(2026, 12, 31), None, None)
    assert (first.here_x, first.here_y) == ("100.00", "7.00")
    assert float(last.here_x) < 100 < float(wheel_of(date(2026, 4, 1), None, None).here_x)
    assert [seat.state for seat in last.seats] == ["past"] * 11 + ["here"]
    assert not last.window


def test_looking_at_an_invoice_writes_nothing_but_its_paper(client_as: ClientAs, desk: OnTheDesk) -> None:
    before = JournalEntry.objects.count()
    client_as("auditor").get(f"/desk/dues/invoices/{desk.reminded}/invoice.pdf")
    assert JournalEntry.objects.count() == before
    assert Invoice.objects.get(public_id=desk.reminded).paper
