"""How we stand: the sentence, its account, what needs you, what you may do, your record."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from koinon.core.decisions import DecisionReference
from koinon.rooms.declarations.actions import TypedFigure, save_draft
from koinon.rooms.dues.actions import waive_consequences
from koinon.rooms.memberships.actions import end_membership
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.rulebook.models import RulebookVersion
from tests import world as stages
from tests.doors.members_area.browsing import IN_TIME, LATE, Calendar, ClientAs, at, heading, rules_since_2025, words
from tests.world import World

BOARD = DecisionReference("Board", date(2026, 6, 3), "B2026/9")


def stand(client_as: ClientAs, world: World, who: str = "contact", member: str = "ours"):  # type: ignore[no-untyped-def]
    return client_as(who).get(at(world, "standing", member))


def test_a_member_that_owes_nothing_may_vote(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    answered = stand(client_as, world)
    assert heading(answered) == "Förbundet Arbetskooperation is in good standing and may vote."
    said = words(answered)
    assert "Member since 1 January 2020" in said
    assert "General Assembly, GA2025/7" in said
    assert "National or regional organisation of worker or social cooperatives" in said
    assert "Rulebook CECOP, in force since 1 January 2026" in said
    assert "Finance contact" in said
    assert "Former" not in said


def test_a_category_without_a_vote_is_told_so_kindly(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    answered = stand(client_as, world, "network_contact", "network")
    assert heading(answered) == "Réseau des tiers-lieux is in good standing and takes part without a vote."
    assert "For full members and associated members." in words(answered)


def test_the_declaration_is_asked_for_with_one_button(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    answered = stand(client_as, world)
    said = words(answered)
    assert "Due: Declare your figures for the fee 2026 by 31 March 2026" in said
    assert f'href="{at(world, "figures", year=2026)}"' in answered.content.decode()
    calendar(LATE)
    assert "was due on 31 March 2026 · still taken, and marked late" in words(stand(client_as, world))


def test_who_may_not_declare_is_told_who_does(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    answered = stand(client_as, world, "delegate")
    assert "your contact or finance contact does this" in words(answered)
    assert at(world, "figures", year=2026) not in answered.content.decode()


def test_a_draft_leads_on_and_a_whole_one_to_the_check(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    actor, member = world.actor("contact", IN_TIME), world.memberships["ours"]
    figures = list(stages.FIGURES["ours"])
    save_draft(actor=actor, membership=member, year=2026, figures=figures[:1])
    part = stand(client_as, world).content.decode()
    assert f'href="{at(world, "figures", year=2026)}">Go on' in part
    save_draft(actor=actor, membership=member, year=2026, figures=figures)
    whole = stand(client_as, world).content.decode()
    assert f'href="{at(world, "check", year=2026)}">Check and send' in whole


def test_declared_figures_leave_nothing_to_do_and_explain_the_fee(
    world: World, client_as: ClientAs, calendar: Calendar
) -> None:
    stages.declared(world)
    calendar(stages.APPROVING)
    said = words(stand(client_as, world))
    assert "Nothing needs you now." in said
    assert "€3,450.00" in said
    assert "252 affiliated cooperatives, tranche 201–500" in said
    assert "declared by you on 3 March 2026" in said


@pytest.mark.usefixtures("demo")
def test_an_issued_invoice_is_to_be_paid_by_its_day(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    invoice = stages.issued(world)
    calendar(date(2026, 4, 20))
    answered = stand(client_as, world)
    assert heading(answered).endswith("is in good standing and may vote.")
    assert "Pay the fee 2026 by 2 May 2026 · €3,450.00, invoice 2026-0001" in words(answered)
    assert reverse("members:invoice", kwargs={"invoice": invoice}) in answered.content.decode()


@pytest.mark.usefixtures("demo")
def test_overdue_keeps_all_rights_until_it_is_reminded(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    stages.issued(world)
    calendar(date(2026, 5, 20))
    answered = stand(client_as, world)
    assert heading(answered) == (
        "Förbundet Arbetskooperation owes €3,450.00 that is overdue, and keeps all its rights."
    )
    assert "Withheld" not in words(answered)


@pytest.mark.usefixtures("demo")
def test_reminded_loses_the_vote_and_never_the_papers(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    invoice = stages.reminded(world)
    calendar(date(2026, 6, 3))
    answered = stand(client_as, world)
    said = words(answered)
    assert heading(answered) == "Förbundet Arbetskooperation may not vote until €3,450.00 is paid."
    assert "Vote in statutory meetings Withheld Comes back as soon as €3,450.00 is paid." in said
    assert "documents and minutes, before and after each meeting. Stays yours whatever is owed." in said
    assert "reminded on 2 June 2026" in said
    assert said.count("Withheld") == 1
    stages.pay(world, invoice, Decimal("1000.00"), on=date(2026, 6, 3))
    assert "until €2,450.00 is paid" in heading(stand(client_as, world))


@pytest.mark.usefixtures("demo")
def test_payment_restores_at_once(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    stages.paid(world)
    calendar(stages.PAYING)
    answered = stand(client_as, world)
    assert heading(answered) == "Förbundet Arbetskooperation is in good standing and may vote."
    assert "Nothing needs you now." in words(answered)


@pytest.mark.usefixtures("demo")
def test_a_waiver_keeps_the_rights(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    stages.reminded(world)
    waive_consequences(
        actor=world.actor("secretary_general", date(2026, 6, 3)),
        membership=world.memberships["ours"],
        starts_on=date(2026, 6, 3),
        ends_on=None,
        reason="A flood in the office.",
        decision=BOARD,
    )
    calendar(date(2026, 6, 3))
    answered = stand(client_as, world)
    assert heading(answered).endswith("owes €3,450.00 and keeps all its rights by a recorded decision.")
    assert "Withheld" not in words(answered)


@pytest.mark.usefixtures("demo")
def test_a_member_without_a_vote_is_not_said_to_lose_it(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    stages.reminded(world, "network")
    calendar(date(2026, 6, 3))
    answered = stand(client_as, world, "network_contact", "network")
    assert heading(answered).endswith("that is overdue, and keeps all its rights.")
    assert "Vote suspended" not in words(answered).split("What needs you")[0].split("Why we say so")[0]


def test_who_left_is_told_since_when(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    end_membership(
        actor=world.actor("secretary_general", IN_TIME),
        membership=world.memberships["ours"],
        event="resign",
        ends_on=date(2026, 3, 10),
        decision=stages.BOARD,
    )
    calendar(date(2026, 3, 10))
    assert "is in good standing" in heading(stand(client_as, world))
    calendar(date(2026, 3, 11))
    answered = stand(client_as, world)
    assert heading(answered) == "Förbundet Arbetskooperation was a member until 10 March 2026."
    assert "What you may do" not in words(answered)
    assert "Resigned" in words(client_as("contact").get(at(world, "record")))


def test_before_any_rulebook_there_is_still_a_page(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    RulebookVersion.objects.all().delete()
    calendar(IN_TIME)
    for place in ["standing", "declarations", "invoices", "record"]:
        assert client_as("contact").get(at(world, place)).status_code == 200


def test_a_choice_nobody_made_is_asked_from_the_member(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    world.organisation("associated").facts.all().delete()
    answered = stand(client_as, world, "associated_contact", "associated")
    assert "Is your organisation a financial institution?" in words(answered)
    assert "mailto:house@example.org" in answered.content.decode()


def test_what_the_scale_does_not_say_waits_for_us_and_not_for_the_member(
    world: World, client_as: ClientAs, calendar: Calendar
) -> None:
    stages.declared(
        world, figures=[TypedFigure("cooperatives", Decimal(0)), TypedFigure("turnover", Decimal(0), "EUR")]
    )
    calendar(stages.APPROVING)
    answered = stand(client_as, world)
    said = words(answered)
    assert "Waiting: Without affiliated cooperatives the scale gives no fee." in said
    assert "Not known yet" in said
    assert "Write to us" not in said


def test_a_missing_address_is_asked_for(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    assert "Complete your address" not in words(stand(client_as, world))
    Organisation.objects.filter(public_id=world.organisations["ours"]).update(street="", city="")
    assert "Complete your address" in words(stand(client_as, world))


def test_last_year_is_asked_for_only_where_rules_stood_when_its_window_opened(
    world: World, client_as: ClientAs, calendar: Calendar
) -> None:
    calendar(IN_TIME)
    assert "fee 2025" not in words(stand(client_as, world))
    rules_since_2025(world, date(2025, 6, 1))
    assert "fee 2025" not in words(stand(client_as, world))
    rules_since_2025(world)
    assert "Declare your figures for the fee 2025" in words(stand(client_as, world))


def test_names_are_shown_as_text(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(IN_TIME)
    Organisation.objects.filter(public_id=world.organisations["ours"]).update(name="<script>alert(1)</script>")
    for place in ["standing", "declarations", "invoices", "record", "change"]:
        answered = client_as("contact").get(at(world, place))
        assert b"<script>alert" not in answered.content
