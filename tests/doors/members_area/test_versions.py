"""Several hands and several versions: colleagues at once, double clicks, taking back, correcting what is locked."""

from datetime import date
from decimal import Decimal

import pytest

from koinon.core.decisions import DecisionReference
from koinon.core.models import JournalEntry
from koinon.rooms.declarations.actions import TypedFigure, adopt_estimate
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.dues.actions import approve_invoices, propose_fees
from tests import world as stages
from tests.doors.members_area.browsing import IN_TIME, LATE, Calendar, ClientAs, at, declare, form_on, sent, words
from tests.world import World

BOARD = DecisionReference("Board", date(2026, 4, 10), "B2026/5")
OURS = {"figure_cooperatives": "252", "figure_turnover": "540 000 000", "currency_turnover": "EUR"}
THEIRS = {"figure_cooperatives": "260", "figure_turnover": "550 000 000", "currency_turnover": "EUR"}


@pytest.fixture(autouse=True)
def in_march(calendar: Calendar) -> None:
    calendar(IN_TIME)


def cooperatives() -> Decimal:
    return Figure.objects.get(basis="cooperatives", declaration__state="draft").value


def done(action: str) -> int:
    return JournalEntry.objects.filter(action=f"declarations.{action}").count()


def test_two_colleagues_at_once_keep_both_their_figures(world: World, client_as: ClientAs) -> None:
    address = at(world, "figures", year=2026)
    first, second = client_as("contact"), client_as("finance_contact")
    opened = form_on(first.get(address))
    sent(second, address, then="draft", **THEIRS)
    answered = first.post(address, {**opened, **OURS, "note": "My remark", "action": "check"})
    said = words(answered)
    assert answered.status_code == 409
    assert "Finance contact kept a draft on 3 March 2026, 10:00." in said
    assert "Affiliated cooperatives: 260" in said
    again = form_on(answered)
    assert (again["figure_cooperatives"], again["note"]) == ("252", "My remark")
    assert cooperatives() == Decimal(260)
    decided = first.post(address, {**again, "action": "check"})
    assert decided["Location"] == at(world, "check", year=2026)
    assert cooperatives() == Decimal(252)


def test_a_draft_that_was_sent_meanwhile_is_not_silently_begun_anew(world: World, client_as: ClientAs) -> None:
    address = at(world, "figures", year=2026)
    first, second = client_as("contact"), client_as("finance_contact")
    sent(first, address, then="draft", figure_cooperatives="1")
    opened = form_on(first.get(address))
    declare(second, world)
    answered = first.post(address, {**opened, **THEIRS, "action": "draft"})
    assert answered.status_code == 409
    assert "Affiliated cooperatives: 252" in words(answered)
    assert Declaration.objects.get().state == "submitted"


def test_a_draft_that_changed_meanwhile_is_not_sent(world: World, client_as: ClientAs) -> None:
    figures, check = at(world, "figures", year=2026), at(world, "check", year=2026)
    first, second = client_as("contact"), client_as("finance_contact")
    sent(first, figures, **OURS)
    opened = form_on(first.get(check))
    sent(second, figures, **THEIRS)
    answered = first.post(check, opened)
    assert answered.status_code == 409
    assert "Nothing was sent. These are the figures as they are kept now" in words(answered)
    assert "260" in words(answered)
    assert Declaration.objects.get().state == "draft"
    assert "Your figures are sent" in words(first.post(check, form_on(answered), follow=True))


@pytest.mark.parametrize("button", ["draft", "check"])
def test_keeping_twice_keeps_once(world: World, client_as: ClientAs, button: str) -> None:
    client, address = client_as("contact"), at(world, "figures", year=2026)
    filled = {**form_on(client.get(address)), **OURS, "action": button}
    first, second = client.post(address, filled), client.post(address, filled)
    assert first["Location"] == second["Location"]
    assert done("save_draft") == 1
    assert Declaration.objects.get().version == 1


def test_sending_twice_sends_once(world: World, client_as: ClientAs) -> None:
    client, address = client_as("contact"), at(world, "check", year=2026)
    sent(client, at(world, "figures", year=2026), **OURS)
    filled = form_on(client.get(address))
    first, second = client.post(address, filled), client.post(address, filled)
    assert first["Location"] == second["Location"] == at(world, "declaration", year=2026)
    assert done("submit_declaration") == 1
    assert "There is no draft to send." not in words(client.get(second["Location"]))


def test_the_same_form_with_other_figures_is_asked_about(world: World, client_as: ClientAs) -> None:
    client, address = client_as("contact"), at(world, "figures", year=2026)
    opened = form_on(client.get(address))
    client.post(address, {**opened, **OURS, "action": "draft"})
    answered = client.post(address, {**opened, **THEIRS, "action": "draft"})
    assert answered.status_code == 409
    assert form_on(answered)["figure_cooperatives"] == "260"
    assert cooperatives() == Decimal(252)
    client.post(address, {**form_on(answered), "action": "draft"})
    assert cooperatives() == Decimal(260)


def test_sent_figures_are_taken_back_until_they_are_locked(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    landed = declare(client, world)
    button, address = form_on(landed), at(world, "take_back", year=2026)
    first, second = client.post(address, button), client.post(address, button)
    assert first["Location"] == second["Location"] == at(world, "figures", year=2026)
    assert done("take_back_declaration") == 1
    opened = client.get(first["Location"])
    assert "Your figures are back as a draft." in words(opened)
    assert form_on(opened)["figure_cooperatives"] == "252"
    assert Declaration.objects.get().state == "draft"


def test_what_is_locked_is_not_taken_back_but_followed(
    world: World, client_as: ClientAs, calendar: Calendar, demo: None
) -> None:
    client = client_as("contact")
    button = form_on(declare(client, world))
    proposal = propose_fees([world.memberships["ours"]], actor=world.actor("membership"), year=2026)
    approve_invoices([stages.only(proposal).invoice], actor=world.actor("treasurer"))
    calendar(stages.APPROVING)
    refused = client.post(at(world, "take_back", year=2026), button, follow=True)
    assert "These figures are locked; that step is not possible any more." in words(refused)
    assert "Correct these figures" in words(refused)
    opened = client.get(at(world, "figures", year=2026))
    assert "Version 1 of these figures is in force and stays so until you send this one." in words(opened)
    assert form_on(opened)["figure_cooperatives"] == "252"
    assert form_on(opened)["seen_version"] == "0"
    landed = declare(client, world, figure_cooperatives="600")
    assert "Version 2, sent by Contact on 1 April 2026." in words(landed)
    states = dict(Declaration.objects.values_list("number", "state"))
    assert states == {1: "superseded", 2: "submitted"}
    assert "Version 1" in words(landed)


def test_an_open_correction_is_a_task_and_leaves_the_first_version_in_force(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    declare(client, world)
    sent(client, at(world, "figures", year=2026), then="draft", figure_cooperatives="600")
    assert "Send your corrected figures for the fee 2026" in words(client.get(at(world, "standing")))
    stands = words(client.get(at(world, "declaration", year=2026)))
    assert "A newer draft is kept and not sent." in stands
    assert "€3,450.00" in stands
    assert "Take back" not in stands


def test_an_estimate_is_called_one_and_replaced_by_declared_figures(
    world: World, client_as: ClientAs, calendar: Calendar
) -> None:
    calendar(LATE)
    adopt_estimate(
        actor=world.actor("treasurer", LATE),
        membership=world.memberships["ours"],
        year=2026,
        figures=[TypedFigure("cooperatives", Decimal(300)), TypedFigure("turnover", Decimal("600000000"), "EUR")],
        reason="Last year's figures and the national statistics.",
        decision=BOARD,
    )
    client = client_as("contact")
    stands = words(client.get(at(world, "declaration", year=2026)))
    assert "An estimate, adopted by Board, B2026/5 because nothing was declared in time." in stands
    assert "Replace the estimate of your figures for the fee 2026" in words(client.get(at(world, "standing")))
    landed = declare(client, world)
    assert "Version 2, sent by Contact on 14 April 2026." in words(landed)


def test_anothers_declaration_cannot_be_sent_or_taken_back(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    foreign = stages.declared(world, "theirs")
    sent(client, at(world, "figures", year=2026), **OURS)
    check = at(world, "check", year=2026)
    filled = {**form_on(client.get(check)), "declaration": str(foreign)}
    assert "not there, or not yours to see" in words(client.post(check, filled, follow=True))
    taken = client.post(at(world, "take_back", year=2026), {"key": "k", "declaration": str(foreign)}, follow=True)
    assert "not there, or not yours to see" in words(taken)
    assert Declaration.objects.get(public_id=foreign).state == "submitted"
    assert Declaration.objects.get(membership__public_id=world.memberships["ours"]).state == "draft"


def test_the_list_of_years_leads_to_each(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    address = at(world, "declarations")
    assert "Figures for the fee 2026" in words(client.get(address))
    declare(client, world)
    said = words(client.get(address))
    assert "252; €540,000,000 3 March 2026 Submitted" in said
    assert at(world, "declaration", year=2026) in client.get(address).content.decode()
