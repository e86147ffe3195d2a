"""The convocation: in time by the rulebook, to everybody who belongs to the body, delivered by the worker."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.db.models import QuerySet

from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.assemblies.actions import cancel_meeting, convene
from koinon.rooms.assemblies.queries import convocations
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, PLANNED, convened, planned, with_agenda
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, World, moment, published_texts


def letters() -> "QuerySet[OutboxMessage]":
    """What waits in the outbox, or left it."""
    return OutboxMessage.objects.filter(kind="assemblies.convocation")


def test_convene(world: World) -> None:
    found = convened(world)
    assert found.row.state == "convened"
    assert found.row.notice["in_time"] is True
    assert (found.row.notice["latest_on"], found.row.notice["given_days"]) == ("2026-05-21", 38)
    # The network affiliate has no vote by its category.
    called = {world.organisations[name] for name in ("ours", "theirs", "associated")}
    assert {message.payload["member"] for message in letters()} == {str(member) for member in called}
    assert line_of("assemblies.convene", found.id).outcome["called"] == 3


def test_late_is_flagged_where_the_rulebook_lets_it_pass(world: World) -> None:
    found = with_agenda(world)
    convene(actor=found.desk(date(2026, 6, 1)), meeting=found.id, seen_version=2)
    assert (found.row.state, found.row.notice["in_time"], found.row.notice["late"]) == ("convened", False, "flag")


def test_late_is_refused_where_the_rulebook_says_so(world: World) -> None:
    texts = dict(published_texts())
    texts["assemblies.toml"] = texts["assemblies.toml"].replace(
        'days = 28\ncounting = "calendar"\nlate = "flag"', 'days = 28\ncounting = "calendar"\nlate = "refuse"'
    )
    adopt_rulebook(
        actor=world.actor("secretary_general", date(2026, 2, 10)),
        texts=texts,
        in_force_from=date(2026, 1, 1),
        decision=BOARD,
    )
    found = with_agenda(world)
    given = {"meeting": found.id, "seen_version": 2}
    assert refused(convene, actor=found.desk(date(2026, 5, 22)), **given) == "too_late"
    assert (found.row.state, letters().count()) == ("planned", 0)
    convene(actor=found.desk(date(2026, 5, 21)), **given)
    assert found.row.state == "convened"


def test_the_days_of_notice_are_those_of_the_place(world: World) -> None:
    found = with_agenda(world, time_zone="Pacific/Auckland", starts_at=moment(MEETING_ON, 9))
    convene(actor=found.desk(date(2026, 5, 21), hour=23), meeting=found.id, seen_version=2)
    assert (found.row.notice["sent_on"], found.row.notice["in_time"]) == ("2026-05-22", False)


def test_convene_refused(world: World) -> None:
    bare = planned(world)
    assert refused(convene, actor=bare.desk(CONVENED), meeting=bare.id, seen_version=1) == "no_agenda"
    found = with_agenda(world)
    given = {"meeting": found.id, "seen_version": 2}
    for who in ("contact", "treasurer", "nobody"):
        assert refused(convene, actor=world.actor(who, CONVENED), **given) == "not_allowed"
    assert refused(convene, actor=found.desk(CONVENED), meeting=found.id, seen_version=1) == "stale"
    assert refused(convene, actor=found.desk(date(2026, 6, 19)), **given) == "not_by_the_rules"
    assert no_line_of("assemblies.convene")
    convene(actor=found.desk(CONVENED), **given)
    assert refused(convene, actor=found.desk(CONVENED), meeting=found.id, seen_version=3) == "meeting_state"


def test_the_letter(world: World, calendar: Callable[..., None]) -> None:
    calendar(CONVENED)
    found = convened(world)
    OutboxMessage.objects.exclude(kind="assemblies.convocation").delete()
    deliver_due()
    sent = {letter.to[0]: letter for letter in mail.outbox}
    assert set(sent) == {
        "contact@example.org",
        "delegate@example.org",
        "their.contact@example.org",
        "associated.contact@example.org",
    }
    letter = sent["delegate@example.org"]
    assert letter.subject == "Convocation: General Assembly, 18 June 2026"
    for words in (
        "at 09:00 (Europe/Brussels)",
        "Brussels",
        "3. Accounts of the past year",
        "7. Change of the statutes",
    ):
        assert words in letter.body
    states = convocations(found.desk(), found.id).values_list("state", flat=True)
    assert set(states) == {"delivered"}
    assert not convocations(world.actor("contact"), found.id).exists()


def test_a_cancelled_meeting_calls_nobody(world: World, calendar: Callable[..., None]) -> None:
    calendar(CONVENED)
    found = convened(world)
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="Rain")
    OutboxMessage.objects.exclude(kind="assemblies.convocation").delete()
    deliver_due()
    assert mail.outbox == []
    assert set(letters().values_list("state", flat=True)) == {"delivered"}


def test_a_member_for_whom_nobody_speaks_is_a_delivery_that_failed(
    world: World, calendar: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    calendar(date(2031, 1, 1))
    found = convened(world)
    for mandate in world.person("associated_contact").mandates.all():
        mandate.ends_on = PLANNED
        mandate.save()
    OutboxMessage.objects.exclude(kind="assemblies.convocation").delete()
    deliver_due()
    failed = convocations(found.desk(MEETING_ON), found.id).get(state="failed")
    assert failed.payload["member"] == str(world.organisations["associated"])
