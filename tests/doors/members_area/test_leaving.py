"""Leaving, and being heard: what a member sees, says and takes back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from koinon.rooms.memberships.actions import invite_to_be_heard, open_exclusion
from koinon.rooms.memberships.models import ExclusionProceeding, WithdrawalNotice
from tests import world as story
from tests.world import BOARD, World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Calendar = Callable[..., None]
TODAY = date(2026, 6, 3)


def at(world: World, place: str = "", member: str = "ours") -> str:
    return f"/en/members/{world.organisations[member]}/record/{place}"


def read(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def filled(client: Client, address: str, **given: Any) -> Any:
    """The form of a page, sent with some fields filled in."""
    form = BeautifulSoup(client.get(address).content, "html.parser").select("main form")[-1]
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[type=hidden]")}
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(form.get("action") or address, {**fields, **given})


def test_notice_is_given_and_taken_back(client_as: ClientAs, published: World, calendar: Calendar) -> None:
    calendar(TODAY)
    story.issued(published)
    client = client_as("contact")
    assert "Leave the confederation" in read(client.get(at(published)))
    shown = read(client.get(at(published, "leave/")))
    assert "takes effect at the end of 31 December 2026" in shown
    assert "2026-0001" in shown
    unsure = filled(client, at(published, "leave/"))
    assert unsure.status_code == 422
    assert "Confirm it to give notice" in read(unsure)
    assert not WithdrawalNotice.objects.exists()
    answer = filled(client, at(published, "leave/"), sure="on", words="We merge elsewhere.")
    assert answer.status_code == 302
    assert "until and including 31 December 2026" in read(client.get(at(published, "leave/")))
    assert "You have given notice" in read(client.get(at(published)))
    assert filled(client, at(published, "leave/")).status_code == 302
    assert WithdrawalNotice.objects.get().state == "taken_back"
    assert "Notice taken back" in read(client.get(at(published)))


def test_a_form_of_another_year_gives_no_notice(client_as: ClientAs, published: World, calendar: Calendar) -> None:
    calendar(TODAY)
    answer = filled(client_as("contact"), at(published, "leave/"), sure="on", last_day="2026-06-30")
    assert answer.status_code == 302
    assert not WithdrawalNotice.objects.exists()


def test_only_the_contact_leaves(client_as: ClientAs, published: World, calendar: Calendar) -> None:
    calendar(TODAY)
    for who, status in (("delegate", 403), ("finance_contact", 403), ("their_contact", 404), ("former", 404)):
        assert client_as(who).get(at(published, "leave/")).status_code == status, who
    assert client_as("nobody").get(at(published, "leave/")).status_code == 302
    assert "Leave the confederation" not in read(client_as("delegate").get(at(published)))


def test_the_member_is_heard_in_writing(client_as: ClientAs, published: World, calendar: Calendar) -> None:
    calendar(TODAY)
    client = client_as("contact")
    assert client.get(at(published, "statement/")).status_code == 404
    desk = published.actor("secretary_general", TODAY)
    given = {"membership": published.memberships["ours"], "grounds": "Against the purpose.", "decision": BOARD}
    case = open_exclusion(actor=desk, **given).proceeding
    assert client.get(at(published, "statement/")).status_code == 404
    invite_to_be_heard(actor=desk, proceeding=case, answer_by=date(2026, 6, 24), hearing="Brussels, at ten")
    standing = read(client.get(f"/en/members/{published.organisations['ours']}/"))
    assert "You are heard before it is decided on your exclusion" in standing
    assert "until 24 June 2026" in read(client.get(at(published)))
    shown = read(client.get(at(published, "statement/")))
    assert "Against the purpose." in shown
    assert "Brussels, at ten" in shown
    assert filled(client, at(published, "statement/"), statement="").status_code == 422
    assert filled(client, at(published, "statement/"), statement="We see it otherwise.").status_code == 302
    assert ExclusionProceeding.objects.get().statement == "We see it otherwise."
    assert "Send it anew" in read(client.get(at(published, "statement/")))
    # Who else speaks for the member does not read the grounds.
    assert client_as("delegate").get(at(published, "statement/")).status_code == 403
    assert "exclude you" not in read(client_as("delegate").get(at(published)))
