"""What an organisation does itself about those who speak for it."""

from datetime import date
from functools import partial
from uuid import uuid4

import pytest

from koinon.core.models import JournalEntry
from koinon.core.refusals import Refused
from koinon.rooms.people.actions import confirm_contacts, name_for_organisation, release_mandate
from koinon.rooms.people.models import ContactConfirmation, Mandate, Person
from koinon.rooms.people.queries import as_seen, confirmed_on, mandates_over
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.together import at_once
from tests.world import World, moment

TODAY, LAST = date(2026, 4, 1), date(2026, 4, 30)


def mandate_of(world: World, name: str) -> Mandate:
    """The one mandate that a person of the world holds."""
    return Mandate.objects.get(person__public_id=world.people[name])


def second_contact(world: World, starts_on: date = TODAY) -> None:
    """The stranger becomes a contact of ours too."""
    name_for_organisation(
        actor=world.actor("membership"),
        person=world.people["stranger"],
        organisation=world.organisations["ours"],
        role="contact",
        starts_on=starts_on,
    )


def seen(world: World) -> str:
    """Those who speak for our member today, as a page shows them."""
    return as_seen(mandates_over(world.organisations["ours"], TODAY))


def test_release_mandate(world: World) -> None:
    delegate = mandate_of(world, "delegate").public_id
    ended = release_mandate(actor=world.actor("contact"), mandate=delegate, ends_on=LAST)
    assert ended.ends_on == LAST
    assert line_of("people.release_mandate", delegate).organisation == world.organisations["ours"]
    assert not world.actor("delegate", date(2026, 5, 1)).mandates


def test_everybody_may_lay_down_their_own_role(world: World) -> None:
    editor = mandate_of(world, "editor").public_id
    assert release_mandate(actor=world.actor("editor"), mandate=editor, ends_on=TODAY).mandate == editor


def test_nobody_holds_their_own_role_for_longer_than_they_were_named_for(world: World) -> None:
    mandate = mandate_of(world, "delegate").public_id
    Mandate.objects.filter(public_id=mandate).update(ends_on=LAST)
    delegate = world.actor("delegate")
    assert refused(release_mandate, actor=delegate, mandate=mandate, ends_on=date(2036, 4, 30)) == "named_by_others"
    assert release_mandate(actor=delegate, mandate=mandate, ends_on=TODAY)
    assert release_mandate(actor=world.actor("contact"), mandate=mandate, ends_on=LAST)


def test_release_mandate_refused(world: World) -> None:
    delegate, staff = mandate_of(world, "delegate").public_id, mandate_of(world, "treasurer").public_id
    contact = world.actor("contact")
    assert refused(release_mandate, actor=contact, mandate=delegate, ends_on=date(2026, 3, 31)) == "in_the_past"
    assert refused(release_mandate, actor=contact, mandate=uuid4(), ends_on=LAST) == "not_found"
    assert refused(release_mandate, actor=contact, mandate=staff, ends_on=LAST) == "not_found"
    for who, code in (
        ("finance_contact", "named_by_others"),
        ("editor", "named_by_others"),
        ("their_contact", "not_found"),
        ("treasurer", "not_found"),
        ("nobody", "not_found"),
    ):
        assert refused(release_mandate, actor=world.actor(who), mandate=delegate, ends_on=LAST) == code
    assert mandate_of(world, "delegate").ends_on is None
    assert no_line_of("people.release_mandate")


@pytest.mark.parametrize(("begins", "may_go"), [(TODAY, True), (date(2026, 5, 1), True), (date(2026, 5, 2), False)])
def test_the_last_contact_stays_until_another_is_there(world: World, begins: date, may_go: bool) -> None:
    actor, mandate = world.actor("contact"), mandate_of(world, "contact").public_id
    assert refused(release_mandate, actor=actor, mandate=mandate, ends_on=LAST) == "last_contact"
    second_contact(world, begins)
    if may_go:
        assert release_mandate(actor=actor, mandate=mandate, ends_on=LAST)
    else:
        assert refused(release_mandate, actor=actor, mandate=mandate, ends_on=LAST) == "last_contact"


def test_a_contact_who_may_not_sign_in_is_no_other_contact(world: World) -> None:
    second_contact(world)
    Person.objects.filter(public_id=world.people["stranger"]).update(is_active=False)
    mandate = mandate_of(world, "contact").public_id
    assert refused(release_mandate, actor=world.actor("contact"), mandate=mandate, ends_on=LAST) == "last_contact"


def test_confirm_contacts(world: World) -> None:
    ours = world.organisations["ours"]
    assert confirmed_on(ours) == date(2026, 1, 2)
    confirm_contacts(actor=world.actor("contact"), organisation=ours, seen=seen(world))
    assert confirmed_on(ours) == TODAY
    assert world.person("delegate").confirmed_on == TODAY
    assert world.person("their_contact").confirmed_on == date(2026, 1, 2)
    line = JournalEntry.objects.filter(action="people.confirm_contacts", subject=ours).latest("id")
    assert (line.organisation, line.actor) == (ours, world.people["contact"])


def test_confirm_contacts_refused(world: World) -> None:
    ours, mark = world.organisations["ours"], seen(world)
    for who, code in (
        ("finance_contact", "named_by_others"),
        ("delegate", "named_by_others"),
        ("their_contact", "not_found"),
        ("policy", "not_found"),
    ):
        assert refused(confirm_contacts, actor=world.actor(who), organisation=ours, seen=mark) == code
    second_contact(world)
    assert refused(confirm_contacts, actor=world.actor("contact"), organisation=ours, seen=mark) == "stale"
    assert not JournalEntry.objects.filter(action="people.confirm_contacts", at__gt=moment(TODAY, 0)).exists()
    confirm_contacts(actor=world.actor("contact"), organisation=ours, seen=seen(world))
    again = refused(confirm_contacts, actor=world.actor("stranger"), organisation=ours, seen=seen(world))
    assert again == "confirmed_already"
    assert ContactConfirmation.objects.filter(organisation=ours).count() == 2


def test_nobody_confirms_that_there_is_no_contact(world: World) -> None:
    Mandate.objects.filter(role="contact").delete()
    actor, ours = world.actor("membership"), world.organisations["ours"]
    assert refused(confirm_contacts, actor=actor, organisation=ours, seen=seen(world)) == "no_contact"


@pytest.mark.django_db(transaction=True)
def test_two_contacts_who_end_one_another_at_once_leave_one(world: World) -> None:
    second_contact(world)
    mine, theirs = mandate_of(world, "contact").public_id, mandate_of(world, "stranger").public_id
    outcomes = at_once(
        partial(release_mandate, actor=world.actor("contact"), mandate=theirs, ends_on=TODAY),
        partial(release_mandate, actor=world.actor("stranger"), mandate=mine, ends_on=TODAY),
    )
    (refusal,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert refusal.refusal.code == "last_contact"
