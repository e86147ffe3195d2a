"""An organisation takes another name from a day on; the one before is kept."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from koinon.core.decisions import DecisionReference
from koinon.rooms.dues.models import Invoice
from koinon.rooms.organisations.actions import apply_name_change, rename_organisation, revoke_name_change
from koinon.rooms.organisations.jobs import use_new_names
from koinon.rooms.organisations.models import NameChange
from koinon.rooms.organisations.queries import names_of_old
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, issued, publish

TODAY, LATER = date(2026, 5, 10), date(2026, 7, 1)
MEETING = DecisionReference("Its general meeting", date(2026, 5, 2), "Register 2026/115")
NAME = "Arbetskooperation Sverige"


def renamed(world: World, on: date = TODAY, **change: Any) -> UUID:
    """Our organisation has another name."""
    given = {"organisation": world.organisations["ours"], "name": NAME, "short_name": "AKS", "decision": MEETING}
    return rename_organisation(actor=world.actor("membership", TODAY), on=on, **{**given, **change}).change


def test_rename_organisation(world: World) -> None:
    publish(world)
    invoice = issued(world)
    old = world.organisation().name
    change = renamed(world)
    row = world.organisation()
    assert (row.name, row.short_name) == (NAME, "AKS")
    kept = names_of_old(row).get()
    assert (kept.old_name, kept.name, kept.applied_on) == (old, NAME, TODAY)
    assert line_of("organisations.rename_organisation", change).organisation == world.organisations["ours"]
    # What was issued keeps the name it was issued under.
    assert Invoice.objects.get(public_id=invoice).recipient["name"] == old


def test_rename_organisation_refused(world: World) -> None:
    def rename(who: str = "membership", **change: Any) -> str:
        given = {"organisation": world.organisations["ours"], "name": NAME, "short_name": "", "on": TODAY, **change}
        return refused(rename_organisation, actor=world.actor(who, TODAY), decision=MEETING, **given)

    assert rename(name=" ") == rename(name="x" * 201) == rename(short_name="x" * 61) == "name_needed"
    assert rename(name=world.organisation().name) == "same_name"
    assert rename(organisation=uuid4()) == "not_found"
    for who in ("treasurer", "contact", "nobody"):
        assert rename(who) == "not_allowed"
    assert no_line_of("organisations.rename_organisation")
    renamed(world)
    assert rename(name="Another") == "before_another_name"
    renamed(world, on=LATER, name="Yet another")
    assert rename(name="Another", on=date(2026, 8, 1)) == "name_to_come"
    swedish = rename_organisation(
        actor=world.actor("membership", TODAY), organisation=world.organisations["theirs"], name="Coop", short_name="",
        on=TODAY, decision=MEETING,
    )  # fmt: skip
    assert swedish.on == TODAY


def test_two_of_a_country_are_not_called_alike(world: World) -> None:
    from koinon.rooms.organisations.actions import OrganisationDetails, record_organisation

    actor = world.actor("membership", TODAY)
    record_organisation(actor=actor, details=OrganisationDetails(NAME, "SE"))
    given = {"organisation": world.organisations["ours"], "name": NAME.upper(), "short_name": "", "on": TODAY}
    assert refused(rename_organisation, actor=actor, decision=MEETING, **given) == "organisation_known"


def test_apply_name_change(world: World, calendar: Any) -> None:
    change = renamed(world, on=LATER)
    assert world.organisation().name != NAME
    assert refused(apply_name_change, actor=world.actor("system", TODAY), change=change) == "not_due"
    assert refused(apply_name_change, actor=world.actor("membership", LATER), change=change) == "not_allowed"
    assert no_line_of("organisations.apply_name_change")
    calendar(date(2026, 7, 4))
    assert (use_new_names(), use_new_names()) == (1, 0)
    assert world.organisation().name == NAME
    assert line_of("organisations.apply_name_change", change).actor_kind == "system"


def test_a_name_given_to_another_meanwhile_stays_to_come(world: World, calendar: Any) -> None:
    from koinon.rooms.organisations.actions import OrganisationDetails, record_organisation

    renamed(world, on=LATER)
    record_organisation(actor=world.actor("membership", TODAY), details=OrganisationDetails(NAME, "SE"))
    calendar(LATER)
    assert use_new_names() == 0
    assert NameChange.objects.get().applied_on is None


def test_revoke_name_change(world: World) -> None:
    change = renamed(world, on=LATER)
    actor = world.actor("membership", TODAY)
    revoke_name_change(actor=actor, change=change)
    assert not NameChange.objects.exists()
    assert line_of("organisations.revoke_name_change", change).organisation == world.organisations["ours"]


def test_revoke_name_change_refused(world: World) -> None:
    change, actor = renamed(world), world.actor("membership", TODAY)
    assert refused(revoke_name_change, actor=actor, change=change) == "in_effect"
    assert refused(revoke_name_change, actor=actor, change=uuid4()) == "not_found"
    assert refused(revoke_name_change, actor=world.actor("contact"), change=change) == "not_allowed"
    assert no_line_of("organisations.revoke_name_change")
