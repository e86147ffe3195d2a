"""What people want to get by mail."""

from datetime import date
from uuid import UUID

import pytest

from koinon.rooms.people.actions import choose_mail
from koinon.rooms.people.models import MailPreference
from koinon.rooms.people.queries import mail_chosen_by, wants
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, moment

TODAY, LATER = date(2026, 4, 1), date(2026, 4, 20)


def chosen(world: World, on: date = TODAY, who: str = "delegate", **topics: bool) -> None:
    choose_mail(actor=world.actor(who, on), organisation=world.organisations["ours"], topics=topics)


def whom(world: World, who: str = "delegate") -> UUID:
    return world.people[who]


def test_choose_mail(world: World) -> None:
    assert wants(whom(world), "newsletter")
    chosen(world, newsletter=False, events=True)
    assert not wants(whom(world), "newsletter")
    assert wants(whom(world), "events")
    assert wants(whom(world, "contact"), "newsletter"), "one chooses for oneself"
    line = line_of("people.choose_mail", whom(world))
    assert (line.organisation, line.actor) == (world.organisations["ours"], whom(world))
    assert line.outcome["topics"] == {"newsletter": False, "events": True}


def test_the_latest_word_counts_and_the_earlier_ones_stay_with_their_days(world: World) -> None:
    chosen(world, newsletter=False)
    chosen(world, LATER, newsletter=True, events=True)
    chosen(world, date(2026, 5, 1), newsletter=True)
    assert wants(whom(world), "newsletter")
    kept = MailPreference.objects.filter(topic="newsletter").order_by("at").values_list("wanted", "at")
    assert list(kept) == [(False, moment(TODAY)), (True, moment(LATER))], "saying the same again adds nothing"
    assert {key: row.at for key, row in mail_chosen_by(whom(world)).items()} == {
        "newsletter": moment(LATER),
        "events": moment(LATER),
    }
    assert mail_chosen_by(None) == {}


@pytest.mark.parametrize(
    ("topics", "code"),
    [({"invoices": False}, "always_sent"), ({"newsletter": False, "gossip": True}, "topic_unknown")],
)
def test_choose_mail_refused(world: World, topics: dict[str, bool], code: str) -> None:
    ours = world.organisations["ours"]
    assert refused(choose_mail, actor=world.actor("contact"), organisation=ours, topics=topics) == code
    assert no_line_of("people.choose_mail")
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("their_contact", "not_found"),
        ("former", "not_found"),
        ("stranger", "not_found"),
        ("nobody", "not_found"),
        ("secretary_general", "not_found"),
        ("system", "not_found"),
    ],
)
def test_nobody_chooses_for_an_organisation_that_is_not_theirs(world: World, who: str, code: str) -> None:
    given = {"organisation": world.organisations["ours"], "topics": {"newsletter": False}}
    assert refused(choose_mail, actor=world.actor(who), **given) == code


def test_without_rules_there_is_nothing_to_choose(world: World) -> None:
    actor = world.actor("contact", TODAY)
    RulebookVersion.objects.all().delete()
    given = {"organisation": world.organisations["ours"], "topics": {"newsletter": False}}
    assert refused(choose_mail, actor=actor, **given) == "topic_unknown"
