"""A member gives notice: the day by the rulebook, the way back, and the end on its day."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.core.refusals import Refused
from koinon.rooms.dues.leaving import still_owed
from koinon.rooms.dues.queries import standing_of
from koinon.rooms.memberships.actions import (
    end_membership,
    give_notice,
    let_notice_take_effect,
    record_notice,
    take_back_notice,
)
from koinon.rooms.memberships.jobs import carry_out
from koinon.rooms.memberships.models import Membership, MembershipChange, WithdrawalNotice
from koinon.rooms.memberships.queries import running_in_year, running_on, visible_notices
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.leaving import withdrawal_from_data
from tests.rooms.memberships.test_memberships import admission, ending
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, World, cecop_texts, issued, publish

GIVEN, LAST = date(2026, 6, 15), date(2026, 12, 31)


def noticed(world: World, on: date = GIVEN, **change: Any) -> UUID:
    """Our contact has given notice."""
    inputs = {"membership": world.memberships["ours"], "last_day": LAST, "words": "We merge elsewhere.", **change}
    return give_notice(actor=world.actor("contact", on), **inputs).notice


def test_give_notice(world: World) -> None:
    notice = noticed(world)
    row, member = WithdrawalNotice.objects.get(), world.membership()
    assert (row.received_on, row.last_day, row.state, row.way) == (GIVEN, LAST, "given", "area")
    assert (member.state, member.ends_on) == ("admitted", LAST)
    assert withdrawal_from_data(row.account).notice_until == date(2026, 9, 15)
    line = line_of("memberships.give_notice", notice)
    assert (line.organisation, line.rulebook) == (world.organisations["ours"], row.rulebook)
    assert running_on(Membership.objects.all(), LAST).filter(pk=member.pk).exists()
    assert not running_in_year(Membership.objects.all(), 2027).filter(pk=member.pk).exists()


def test_notice_in_autumn_takes_effect_a_year_later(world: World) -> None:
    noticed(world, date(2026, 10, 1), last_day=date(2027, 12, 31))
    assert world.membership().ends_on == date(2027, 12, 31)


def test_give_notice_refused(world: World) -> None:
    def given(who: str = "contact", **change: Any) -> str:
        inputs = {"membership": world.memberships["ours"], "last_day": LAST, **change}
        return refused(give_notice, actor=world.actor(who, GIVEN), **inputs)

    assert given(last_day=GIVEN) == "another_last_day"
    assert given(who="delegate") == "not_allowed"
    assert given(who="their_contact") == given(who="nobody") == given(who="former") == "not_found"
    assert given(membership=uuid4()) == "not_found"
    assert no_line_of("memberships.give_notice")
    noticed(world)
    assert given() == "noticed_already"


def test_give_notice_without_a_rule(world: World) -> None:
    texts = dict(cecop_texts())
    head, tail = texts["procedures.toml"].split("[life.withdrawal]")
    texts["procedures.toml"] = head + "[life.category_change]" + tail.split("[life.category_change]", 1)[1]
    entries = texts["choices.toml"].split("\n[choices.")
    left = [one for one in entries if not one.startswith(("three_months_to", "owed_until"))]
    texts["choices.toml"] = "\n[choices.".join(left)
    actor = world.actor("secretary_general", date(2026, 3, 1))
    adopt_rulebook(actor=actor, texts=texts, in_force_from=date(2026, 3, 1), decision=BOARD)
    inputs = {"membership": world.memberships["ours"], "last_day": LAST}
    assert refused(give_notice, actor=world.actor("contact", GIVEN), **inputs) == "no_rule_on_leaving"


def test_record_notice(world: World) -> None:
    desk, ours = world.actor("membership", GIVEN), world.memberships["ours"]
    given = record_notice(actor=desk, membership=ours, received_on=date(2026, 6, 1), words="Letter, file 12")
    row = WithdrawalNotice.objects.get(public_id=given.notice)
    assert (row.way, row.received_on, row.last_day) == ("letter", date(2026, 6, 1), LAST)
    assert line_of("memberships.record_notice", given.notice).outcome["last_day"] == "2026-12-31"


def test_record_notice_refused(world: World) -> None:
    def recorded(who: str = "membership", **change: Any) -> str:
        inputs = {"membership": world.memberships["ours"], "received_on": GIVEN, **change}
        return refused(record_notice, actor=world.actor(who, GIVEN), **inputs)

    assert recorded(received_on=date(2026, 6, 16)) == "received_in_future"
    assert recorded(received_on=date(2019, 6, 1)) == "before_the_membership"
    for who in ("treasurer", "contact", "nobody"):
        assert recorded(who) == "not_allowed"
    assert no_line_of("memberships.record_notice")
    end_membership(actor=world.actor("membership"), membership=world.memberships["ours"], **ending())
    assert recorded() == "ended_already"


def test_take_back_notice(world: World) -> None:
    notice = noticed(world)
    take_back_notice(actor=world.actor("contact", LAST), notice=notice)
    member = world.membership()
    assert (member.state, member.ends_on) == ("admitted", None)
    assert WithdrawalNotice.objects.get().state == "taken_back"
    assert line_of("memberships.take_back_notice", notice).organisation == world.organisations["ours"]
    assert noticed(world, date(2026, 7, 1)) != notice


def test_take_back_notice_refused(world: World) -> None:
    notice = noticed(world)
    late = world.actor("contact", date(2027, 1, 1))
    assert refused(take_back_notice, actor=late, notice=notice) == "too_late_to_take_back"
    for who, code in (("delegate", "not_allowed"), ("their_contact", "not_found"), ("treasurer", "not_found")):
        assert refused(take_back_notice, actor=world.actor(who, GIVEN), notice=notice) == code
    assert refused(take_back_notice, actor=world.actor("membership", GIVEN), notice=uuid4()) == "not_found"
    assert no_line_of("memberships.take_back_notice")
    take_back_notice(actor=world.actor("membership", GIVEN), notice=notice)
    assert refused(take_back_notice, actor=world.actor("contact", GIVEN), notice=notice) == "too_late_to_take_back"


def test_whoever_is_admitted_anew_does_not_take_the_old_notice_back(world: World) -> None:
    from koinon.rooms.memberships.actions import admit_member

    notice = noticed(world)
    given = admission(starts_on=date(2027, 1, 1))
    admit_member(actor=world.actor("membership", GIVEN), organisation=world.organisations["ours"], **given)
    assert refused(take_back_notice, actor=world.actor("contact", GIVEN), notice=notice) == "already_member"


def test_let_notice_take_effect(world: World) -> None:
    notice = noticed(world)
    new_year = date(2027, 1, 1)
    let_notice_take_effect(actor=world.actor("system", new_year), notice=notice)
    member = world.membership()
    assert (member.state, member.ends_on) == ("resigned", LAST)
    assert MembershipChange.objects.get(event="resign").on == LAST
    assert line_of("memberships.let_notice_take_effect", world.memberships["ours"]).actor_kind == "system"
    rulebook = rulebook_in_force(new_year)
    assert standing_of(rulebook, member, LAST).key == "good"
    assert standing_of(rulebook, member, new_year).key == "not_member"


def test_let_notice_take_effect_refused(world: World) -> None:
    notice = noticed(world)
    assert refused(let_notice_take_effect, actor=world.actor("system", LAST), notice=notice) == "not_due"
    for who in ("secretary_general", "contact"):
        assert refused(let_notice_take_effect, actor=world.actor(who, LAST), notice=notice) == "not_allowed"
    assert no_line_of("memberships.let_notice_take_effect")


def test_the_job_runs_twice_or_late(world: World, calendar: Any) -> None:
    noticed(world)
    calendar(LAST)
    assert carry_out() == 0
    calendar(date(2027, 1, 5))
    member = world.membership()
    assert standing_of(rulebook_in_force(LAST), member, date(2027, 1, 5)).key == "not_member"
    assert (carry_out(), carry_out()) == (1, 0)
    assert world.membership().ends_on == LAST


def test_a_decision_that_ends_it_earlier_overtakes_the_notice(world: World) -> None:
    noticed(world)
    end_membership(actor=world.actor("membership", GIVEN), membership=world.memberships["ours"], **ending())
    assert WithdrawalNotice.objects.get().state == "overtaken"
    assert world.membership().ends_on == ending()["ends_on"]


def test_what_stays_owed(world: World) -> None:
    publish(world)
    invoice = issued(world)
    noticed(world)
    owed = still_owed(world.membership(), LAST, GIVEN)
    assert [row.public_id for row, _left in owed.invoices] == [invoice]
    assert (owed.years, owed.amount > 0) == ([], True)
    assert still_owed(world.membership("theirs"), date(2027, 12, 31), GIVEN).years == [2026, 2027]


def test_who_sees_a_notice(world: World) -> None:
    noticed(world)
    for who, seen in (("contact", 1), ("delegate", 1), ("policy", 1), ("their_contact", 0), ("nobody", 0)):
        assert visible_notices(world.actor(who, GIVEN)).count() == seen


def test_a_key_gives_notice_once(world: World) -> None:
    actor, ours = world.actor("contact", GIVEN), world.memberships["ours"]
    first = give_notice.once("k", actor=actor, membership=ours, last_day=LAST)
    assert give_notice.once("k", actor=actor, membership=ours, last_day=LAST) == first
    with pytest.raises(Refused):
        give_notice.once("l", actor=actor, membership=ours, last_day=LAST)
