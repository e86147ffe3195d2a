"""An ordinary Assembly from the plan to the signed minutes; and one without a quorum, with its second convocation."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from koinon.rooms.assemblies.models import Meeting, Minutes, Vote
from koinon.rooms.assemblies.recount import recount
from koinon.rooms.assemblies.rules import with_rules
from tests.browser import assembly
from tests.browser.house import House
from tests.browser.reading import look_at
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, PLANNED, name_delegates
from tests.world import MEMBERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}}
CHAIR = "their_contact"
AFTER, SECOND = date(2026, 6, 22), date(2026, 7, 9)


def test_from_the_plan_to_the_signed_minutes(house: House) -> None:
    name_delegates(house.world)
    secretary, officer = house.signed_in("secretary_general"), house.signed_in("membership")
    delegate, chair, fund = (house.signed_in(name, **PHONE) for name in ("delegate", CHAIR, "associated_contact"))
    house.turn_to(PLANNED)
    meeting = assembly.plan(secretary, MEETING_ON, house.world.person(CHAIR).name)
    house.turn_to(CONVENED)
    assembly.convene(secretary, meeting)
    live = assembly.live_of(meeting)
    a_proxy(fund, delegate, assembly.meeting_id(meeting), house)
    house.turn_to(MEETING_ON)
    assembly.check_in_at_the_door(officer, live, *(house.world.person(name).name for name in ("delegate", CHAIR)))
    assembly.open_meeting(chair, live)
    voter, screen = house.signed_in(CHAIR, **PHONE), house.signed_in("treasurer")
    screen.goto(f"{live}screen/")
    by_names(chair, (delegate, voter), screen, live)
    a_motion_that_fails(chair, (delegate, voter), live)
    on_paper(chair, (officer, screen), house, live)
    assembly.take_up(chair, live, "Elections to the Board and the Executive Committee")
    assembly.elect_by_acclamation(chair, house.world.person("delegate").name)
    assembly.end(chair, live)
    outcomes = list(Vote.objects.order_by("opened_at").values_list("outcome", flat=True))
    assert outcomes == ["adopted", "rejected", "adopted", "elected"]
    found = recount(with_rules().get())
    assert (found.votes, found.agree, found.differences) == (4, 4, [])
    house.turn_to(AFTER)
    assembly.write_minutes(secretary, meeting)
    assembly.sign_minutes(chair, meeting)
    assert Minutes.objects.get().state == "signed"


def a_proxy(giver: Page, holder: Page, meeting: str, house: House) -> None:
    """The fund cannot come: it gives its votes to another member, whose delegate accepts them."""
    ids, ours = house.world.organisations, MEMBERS["ours"][0]
    giver.goto(f"/en/members/{ids['associated']}/meetings/{meeting}/")
    look_at(giver)
    giver.get_by_role("link", name="Give a proxy").click()
    giver.get_by_label("To which member").select_option(label=ours)
    giver.get_by_role("group", name="For what").get_by_role("radio").first.check()
    giver.get_by_role("button", name="Give the proxy").click()
    expect(giver.locator("main")).to_contain_text(ours)
    holder.goto(f"/en/members/{ids['ours']}/meetings/{meeting}/")
    look_at(holder)
    holder.get_by_role("button", name=re.compile("^Accept")).click()
    expect(holder.locator("main")).to_contain_text(re.compile("[Aa]ccepted"))


def by_names(chair: Page, voters: tuple[Page, Page], screen: Page, live: str) -> None:
    """Everybody votes on their phone, and the screen follows by itself."""
    assembly.take_up(chair, live, "Activity report")
    assembly.put_to_the_vote(chair)
    expect(screen.locator("main, body").first).to_contain_text("Activity report")
    for voter in voters:
        assembly.vote(voter, live, "Yes")
    assembly.close_vote(chair, "Adopted")
    expect(screen.locator("body")).to_contain_text("Adopted")
    look_at(screen)


def a_motion_that_fails(chair: Page, voters: tuple[Page, Page], live: str) -> None:
    """A change of the statutes takes two thirds; the proxy weighs in."""
    assembly.take_up(chair, live, assembly.OWN_ITEM)
    assembly.file_motion(chair, "Article 14", "The ordinary Assembly meets every second year.")
    assembly.put_to_the_vote(chair)
    for voter, choice in zip(voters, ("No", "Yes"), strict=True):
        assembly.vote(voter, live, choice)
    assembly.close_vote(chair, "Rejected")


def on_paper(chair: Page, tellers: tuple[Page, Page], house: House, live: str) -> None:
    """Two tellers count, and agree."""
    assembly.take_up(chair, live, "Accounts of the past year")
    assembly.put_on_paper(chair, *(house.world.person(name).name for name in ("membership", "treasurer")))
    vote = str(Vote.objects.get(state="open").public_id)
    for teller in tellers:
        assembly.count(teller, live, vote, 3, 0)
    chair.goto(f"{live}chair/")
    assembly.close_vote(chair, "Adopted")


def test_without_a_quorum_a_second_convocation_decides(house: House) -> None:
    name_delegates(house.world)
    secretary = house.signed_in("secretary_general")
    delegate = house.signed_in("delegate", **PHONE)
    house.turn_to(PLANNED)
    meeting = assembly.plan(secretary, MEETING_ON, house.world.person(CHAIR).name)
    house.turn_to(CONVENED)
    assembly.convene(secretary, meeting)
    house.turn_to(MEETING_ON)
    live = assembly.live_of(meeting)
    assembly.check_in_at_the_door(secretary, live, house.world.person("delegate").name)
    assembly.open_meeting(secretary, live)
    assembly.take_up(secretary, live, "Activity report")
    assembly.put_to_the_vote(secretary)
    assembly.vote(delegate, live, "Yes")
    assembly.close_vote(secretary, "no quorum")
    assembly.end(secretary, live)
    second = a_second(secretary, live)
    house.turn_to(SECOND)
    live = assembly.live_of(second)
    assembly.check_in_at_the_door(secretary, live, house.world.person("delegate").name)
    assembly.open_meeting(secretary, live)
    assembly.take_up(secretary, live, "Activity report")
    assembly.put_to_the_vote(secretary)
    assembly.vote(delegate, live, "Yes")
    assembly.close_vote(secretary, "Adopted")
    assert list(Vote.objects.order_by("opened_at").values_list("outcome", flat=True)) == ["no_quorum", "adopted"]
    assert Meeting.objects.get(convocation=2).second_of is not None


def a_second(page: Page, live: str) -> str:
    """The chair's page leads to the plan of the second convocation; it is convened with the same agenda."""
    page.goto(f"{live}chair/")
    page.get_by_role("link", name="Plan the second convocation").click()
    page.get_by_role("textbox", name="Day").fill(SECOND.isoformat())
    look_at(page)
    page.get_by_role("button", name="Plan the meeting").click()
    expect(page.get_by_text("The meeting is planned.")).to_be_visible()
    meeting = page.url
    page.get_by_role("link", name="Set the agenda").first.click()
    page.get_by_role("button", name="Save the agenda").click()
    assembly.convene(page, meeting)
    return meeting
