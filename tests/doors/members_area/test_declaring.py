"""Declaring a year's figures: the whole way, drafts, odd figures, wrong and hostile input."""

from datetime import date
from decimal import Decimal

import pytest

from koinon.core.models import JournalEntry
from koinon.rooms.declarations.models import Declaration, Figure
from tests import world as stages
from tests.doors.members_area.browsing import (
    IN_TIME,
    LATE,
    Calendar,
    ClientAs,
    at,
    declare,
    form_on,
    heading,
    rules_since_2025,
    sent,
    words,
)
from tests.world import World

EVIL = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def in_march(calendar: Calendar) -> None:
    calendar(IN_TIME)


def figures_address(world: World, member: str = "ours") -> str:
    return at(world, "figures", member, year=2026)


def only_declaration() -> Declaration:
    return Declaration.objects.get()


def amounts() -> dict[str, Decimal]:
    return dict(Figure.objects.values_list("basis", "value"))


def test_the_whole_way_from_figures_to_explained_fee(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    asked = words(client.get(figures_address(world)))
    assert "How many cooperatives are affiliated to your organisation? On 31 December 2025." in asked
    assert "Of the year 2024. In full, not in thousands or millions." in asked
    assert "All cooperatives affiliated to the organisation count" in asked
    typed = {"figure_cooperatives": "252", "figure_turnover": "540.000.000,00", "currency_turnover": "EUR"}
    gone_on = sent(client, figures_address(world), then="check", **typed)
    assert gone_on["Location"] == at(world, "check", year=2026)
    checked = client.get(gone_on["Location"])
    assert "Fee 2026 with these figures €3,450.00" in words(checked)
    assert only_declaration().state == "draft"
    landed = client.post(gone_on["Location"], form_on(checked), follow=True)
    said = words(landed)
    assert landed.redirect_chain[-1][0] == at(world, "declaration", year=2026)
    assert "Your figures are sent. This is the fee that follows from them. The invoice comes by mail." in said
    assert "Fee A 252 affiliated cooperatives, tranche 201–500 €1,450.00" in said
    assert "Fee B €540,000,000 turnover, tranche €500m–€1bn €2,000.00" in said
    assert "Version 1, sent by Contact on 3 March 2026." in said
    assert "Late" not in said
    assert only_declaration().state == "submitted"
    done = list(JournalEntry.objects.filter(organisation=world.organisations["ours"]).values_list("action", "door"))
    assert ("declarations.submit_declaration", "members_area") in done


def test_the_finance_contact_declares_too(world: World, client_as: ClientAs) -> None:
    assert "Your figures are sent" in words(declare(client_as("finance_contact"), world))


def test_national_currency_shows_the_rate_that_is_used(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    opened = client.get(figures_address(world))
    assert "€1 = 11.459 SEK on 31 December 2024 (European Central Bank" in words(opened)
    assert form_on(opened)["currency_turnover"] == "SEK"
    sent(client, figures_address(world), figure_cooperatives="252", figure_turnover="5 400 000 000")
    figure = Figure.objects.get(basis="turnover")
    assert (figure.typed, figure.currency, figure.rate) == (Decimal("5400000000"), "SEK", Decimal("11.459"))
    checked = words(client.get(at(world, "check", year=2026)))
    assert "5,400,000,000 SEK that is €471,245,309.36" in checked


def test_a_country_with_the_euro_is_not_asked_for_a_currency(world: World, client_as: ClientAs) -> None:
    opened = client_as("network_contact").get(figures_address(world, "network"))
    assert "currency_budget" not in form_on(opened)
    sent(client_as("network_contact"), figures_address(world, "network"), figure_budget="50 000")
    assert Figure.objects.get().currency == "EUR"


def test_last_years_figure_stands_beside_each_question(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    assert "There is no figure of last year to compare with." in words(client.get(figures_address(world)))
    rules_since_2025(world)
    stages.declared(world, year=2025, on=date(2025, 2, 20))
    asked = words(client.get(figures_address(world)))
    assert "Declared last year 252 On 31 December 2024." in asked
    assert "Declared last year €540,000,000 Of the year 2023." in asked


def test_a_draft_may_be_kept_in_part_at_any_time(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    kept = sent(client, figures_address(world), then="draft", figure_cooperatives="252", note="To be continued")
    assert kept["Location"] == figures_address(world)
    assert amounts() == {"cooperatives": Decimal(252)}
    opened = client.get(figures_address(world))
    assert form_on(opened)["figure_cooperatives"] == "252"
    assert form_on(opened)["note"] == "To be continued"
    assert "Your draft is kept." in words(opened)
    assert "Draft kept by you on 3 March 2026, 10:00." in words(opened)
    assert "(optional)" in words(opened).split("A remark on these figures")[1]
    assert "(optional)" not in words(opened).split("A remark on these figures")[0]
    by_colleague = words(client_as("finance_contact").get(figures_address(world)))
    assert "Draft kept by Contact on 3 March 2026" in by_colleague


def test_a_draft_with_gaps_cannot_be_sent(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    sent(client, figures_address(world), then="draft", figure_cooperatives="252")
    answered = client.get(at(world, "check", year=2026), follow=True)
    assert answered.redirect_chain[-1][0] == figures_address(world)
    assert "Some figures are still missing. Your draft is kept." in words(answered)


def test_going_on_without_a_figure_keeps_what_was_typed(world: World, client_as: ClientAs) -> None:
    answered = sent(client_as("contact"), figures_address(world), then="check", figure_cooperatives="252", note="Soon")
    assert answered.status_code == 422
    assert "This figure is still missing." in words(answered)
    assert form_on(answered)["figure_cooperatives"] == "252"
    assert form_on(answered)["note"] == "Soon"
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "A figure here is zero or more."),
        ("NaN", "Write the figure in digits and in full"),
        ("Infinity", "Write the figure in digits and in full"),
        ("1e30", "Write the figure in digits and in full"),
        (EVIL, "Write the figure in digits and in full"),
        ("9" * 30, "That is more than any figure can be."),
        ("9" * 5000, "That is more than any figure can be."),
        ("540.000", "can be read in two ways"),
        ("540,000,00", "Part the thousands in groups of three"),
        ("5 million", "Write the figure in digits and in full"),
    ],
)
@pytest.mark.parametrize("button", ["draft", "check"])
def test_what_cannot_be_read_is_refused_and_stays_in_the_field(
    world: World, client_as: ClientAs, typed: str, said: str, button: str
) -> None:
    given = {"figure_cooperatives": "252", "figure_turnover": typed, "currency_turnover": "EUR"}
    answered = sent(client_as("contact"), figures_address(world), then=button, **given)
    assert answered.status_code == 422
    assert said in words(answered)
    assert form_on(answered)["figure_turnover"] == typed
    assert form_on(answered)["figure_cooperatives"] == "252"
    assert b"<script>alert" not in answered.content
    assert not Declaration.objects.exists()


def test_a_count_is_whole(world: World, client_as: ClientAs) -> None:
    answered = sent(client_as("contact"), figures_address(world), figure_cooperatives="252.5", figure_turnover="1")
    assert "This is counted: give a whole number." in words(answered)


@pytest.mark.parametrize("currency", ["USD", "XXX", "", EVIL, "sek"])
def test_a_currency_that_is_not_on_offer_is_refused(world: World, client_as: ClientAs, currency: str) -> None:
    given = {"figure_cooperatives": "252", "figure_turnover": "1 000 000", "currency_turnover": currency}
    answered = sent(client_as("contact"), figures_address(world), **given)
    assert answered.status_code == 422
    assert b"<script>alert" not in answered.content
    assert form_on(answered)["figure_turnover"] == "1 000 000"
    assert not Declaration.objects.exists()


def test_figures_that_are_not_asked_for_change_nothing(world: World, client_as: ClientAs) -> None:
    declare(client_as("contact"), world, figure_budget="1", figure_nature="financial", amount="0")
    assert amounts() == {"cooperatives": Decimal(252), "turnover": Decimal("540000000")}


def test_a_remark_is_shown_as_text_and_bounded(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    landed = declare(client, world, note=f"{EVIL}\nsecond line")
    assert b"<script>alert" not in landed.content
    assert "second line" in words(landed)
    too_long = sent(client_as("their_contact"), figures_address(world, "theirs"), then="draft", note="x" * 2001)
    assert too_long.status_code == 422
    assert form_on(too_long)["note"] == "x" * 2001


@pytest.mark.parametrize("field", ["key", "seen_version"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 40, "\x00", EVIL])
def test_tampered_hidden_fields_do_no_harm(world: World, client_as: ClientAs, field: str, value: str) -> None:
    client = client_as("contact")
    answered = sent(client, figures_address(world), then="draft", figure_cooperatives="252", **{field: value})
    assert answered.status_code in (302, 409, 422)
    assert b"<script>alert" not in answered.content


def test_odd_figures_are_confirmed_and_very_odd_ones_explained(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    sent(client, figures_address(world), figure_cooperatives="252", figure_turnover="540000", currency_turnover="EUR")
    address = at(world, "check", year=2026)
    opened = client.get(address)
    assert "€2,143 for each cooperative lies outside what is usual (€10,000 to €50,000,000)." in words(opened)
    bare = client.post(address, form_on(opened))
    assert bare.status_code == 422
    assert "A figure this unusual needs a sentence." in words(bare)
    assert "Tick this if they are right, or go back and correct them." in words(bare)
    explained = {**form_on(opened), "note": f"Small ones only. {EVIL}"}
    unconfirmed = client.post(address, explained)
    assert unconfirmed.status_code == 422
    assert form_on(unconfirmed)["note"] == explained["note"]
    assert only_declaration().state == "draft"
    landed = client.post(address, {**explained, "confirmed": "on"}, follow=True)
    assert "What looked unusual and was confirmed" in words(landed)
    assert b"<script>alert" not in landed.content
    assert only_declaration().state == "submitted"
    assert only_declaration().note.startswith("Small ones only.")


def test_a_jump_is_compared_with_last_year_and_needs_no_sentence(world: World, client_as: ClientAs) -> None:
    rules_since_2025(world)
    stages.declared(world, year=2025, on=date(2025, 2, 20))
    client = client_as("contact")
    given = {"figure_cooperatives": "500", "figure_turnover": "540 000 000", "currency_turnover": "EUR"}
    sent(client, figures_address(world), **given)
    address = at(world, "check", year=2026)
    opened = client.get(address)
    assert "From 252 last year to 500: a change of 98 %." in words(opened)
    landed = client.post(address, {**form_on(opened), "confirmed": "on"}, follow=True)
    assert "Your figures are sent" in words(landed)


def test_after_the_window_figures_are_taken_and_marked_late(
    world: World, client_as: ClientAs, calendar: Calendar
) -> None:
    calendar(LATE)
    client = client_as("contact")
    assert "The time to declare ended on 31 March 2026." in words(client.get(figures_address(world)))
    said = words(declare(client, world))
    assert "Submitted Late" in said
    assert "The time to declare had ended on 31 March 2026." in said


def test_before_the_window_opens_nothing_can_be_sent(world: World, client_as: ClientAs) -> None:
    client = client_as("contact")
    address = at(world, "declaration", year=2027)
    assert "They can be declared from 1 January 2027." in words(client.get(address))
    for place in ["figures", "check"]:
        assert client.get(at(world, place, year=2027))["Location"] == address
        answered = client.post(
            at(world, place, year=2027), {"figure_cooperatives": "1", "key": "k", "seen_version": "0"}
        )
        assert answered["Location"] == address
    assert not Declaration.objects.exists()


def test_whoever_has_nothing_to_declare_is_told_so(world: World, client_as: ClientAs) -> None:
    client = client_as("associated_contact")
    answered = client.get(at(world, "declaration", "associated", year=2026))
    assert "You have nothing to declare" in words(answered)
    assert "€3,000.00" in words(answered)
    assert client.get(figures_address(world, "associated"))["Location"] == answered.request["PATH_INFO"]


def test_readers_see_that_nothing_was_declared_yet(world: World, client_as: ClientAs) -> None:
    answered = client_as("delegate").get(at(world, "declaration", year=2026))
    assert "No figures yet" in words(answered)
    assert heading(answered) == "Figures for the fee 2026"
