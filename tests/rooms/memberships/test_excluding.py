"""A member is excluded only after it was heard."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail

from koinon.core.decisions import DecisionReference
from koinon.core.outbox import deliver_due
from koinon.rooms.memberships.actions import (
    drop_exclusion,
    end_membership,
    exclude_member,
    invite_to_be_heard,
    open_exclusion,
    record_hearing,
    send_statement,
)
from koinon.rooms.memberships.models import ExclusionProceeding
from koinon.rooms.memberships.queries import visible_proceedings
from koinon.rooms.people.actions import end_mandate
from koinon.rooms.people.models import Mandate
from tests.rooms.memberships.test_memberships import ending
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, World

OPENED, INVITED, ANSWER_BY, DECIDED = date(2026, 4, 1), date(2026, 4, 3), date(2026, 4, 24), date(2026, 6, 18)
ASSEMBLY = DecisionReference("General Assembly", DECIDED, "GA2026/9")
GROUNDS = "It has acted against the purpose of the confederation."


def opened(world: World, member: str = "ours") -> UUID:
    """The Board has proposed an exclusion."""
    given = {"membership": world.memberships[member], "grounds": GROUNDS, "decision": BOARD}
    return open_exclusion(actor=world.actor("secretary_general", OPENED), **given).proceeding


def invited(world: World, member: str = "ours", **more: Any) -> UUID:
    """The member has its letter."""
    case = opened(world, member)
    actor = world.actor("secretary_general", INVITED)
    invite_to_be_heard(actor=actor, proceeding=case, **{"answer_by": ANSWER_BY, **more})
    return case


def heard(world: World, member: str = "ours") -> UUID:
    """The member was heard."""
    case = invited(world, member)
    given = {"answer": "hearing", "answered_on": ANSWER_BY, "statement": "We see it otherwise."}
    record_hearing(actor=world.actor("membership", ANSWER_BY), proceeding=case, **given)
    return case


def row() -> ExclusionProceeding:
    return ExclusionProceeding.objects.get()


def test_open_exclusion(world: World) -> None:
    case = opened(world)
    assert (row().state, row().grounds, str(row().opened_by)) == ("opened", GROUNDS, "Board, B2026/2")
    line = line_of("memberships.open_exclusion", case)
    assert line.organisation == world.organisations["ours"]
    assert GROUNDS not in str(line.inputs)
    assert world.membership().state == "admitted"


def test_open_exclusion_refused(world: World) -> None:
    def open_(who: str = "secretary_general", **change: Any) -> str:
        given = {"membership": world.memberships["ours"], "grounds": GROUNDS, "decision": BOARD, **change}
        return refused(open_exclusion, actor=world.actor(who, OPENED), **given)

    assert open_(grounds=" ") == "words_needed"
    assert open_(grounds="x" * 5001) == "too_long"
    assert open_(membership=uuid4()) == "not_found"
    for who in ("treasurer", "contact", "nobody"):
        assert open_(who) == "not_allowed"
    assert no_line_of("memberships.open_exclusion")
    opened(world)
    assert open_() == "opened_already"


def test_invite_to_be_heard(world: World, mailoutbox: list[Any]) -> None:
    case = invited(world, hearing="Brussels, at ten")
    assert (row().state, row().invited_on, row().answer_by) == ("invited", INVITED, ANSWER_BY)
    assert line_of("memberships.invite_to_be_heard", case).outcome["answer_by"] == "2026-04-24"
    deliver_due()
    (letter,) = mail.outbox
    assert letter.to == ["contact@example.org"]
    for words in (GROUNDS, "24 April 2026", "Brussels, at ten", "/statement/", "Nothing has been decided yet"):
        assert words in letter.body


def test_a_letter_that_is_overtaken_is_not_sent(world: World, mailoutbox: list[Any]) -> None:
    case = invited(world)
    drop_exclusion(actor=world.actor("membership", INVITED), proceeding=case, reason="A mistake")
    deliver_due()
    assert mail.outbox == []


def test_a_member_without_contact_cannot_be_invited_by_mail(world: World, mailoutbox: list[Any]) -> None:
    held = Mandate.objects.get(subject=world.organisations["ours"], role="contact", ends_on=None)
    end_mandate(actor=world.actor("membership"), mandate=held.public_id, ends_on=date(2026, 3, 1))
    invited(world)
    deliver_due()
    assert mail.outbox == []
    from koinon.core.models import OutboxMessage

    assert OutboxMessage.objects.filter(kind="memberships.hearing_letter", state="failed").count() == 1


def test_invite_to_be_heard_refused(world: World) -> None:
    case = opened(world)

    def invite(who: str = "membership", **change: Any) -> str:
        given = {"proceeding": case, "answer_by": ANSWER_BY, **change}
        return refused(invite_to_be_heard, actor=world.actor(who, INVITED), **given)

    assert invite(answer_by=date(2026, 4, 23)) == "too_little_time"
    assert invite(answer_by=INVITED) == "too_little_time"
    assert invite(proceeding=uuid4()) == "not_found"
    for who in ("treasurer", "contact"):
        assert invite(who) == "not_allowed"
    assert no_line_of("memberships.invite_to_be_heard")
    drop_exclusion(actor=world.actor("membership", INVITED), proceeding=case, reason="Settled")
    assert invite() == "not_now"


def test_record_hearing(world: World) -> None:
    case = heard(world)
    assert (row().state, row().answer, row().statement) == ("heard", "hearing", "We see it otherwise.")
    line = line_of("memberships.record_hearing", case)
    assert "otherwise" not in str(line.inputs)


def test_record_hearing_refused(world: World) -> None:
    case = opened(world)

    def hear(who: str = "membership", on: date = ANSWER_BY, **change: Any) -> str:
        given = {"proceeding": case, "answer": "hearing", "answered_on": ANSWER_BY, "statement": "No.", **change}
        return refused(record_hearing, actor=world.actor(who, on), **given)

    assert hear() == "not_now"
    invite_to_be_heard(actor=world.actor("membership", INVITED), proceeding=case, answer_by=ANSWER_BY)
    assert hear(answer="rumour") == "answer_unknown"
    assert hear(answered_on=date(2026, 4, 25)) == hear(answered_on=date(2026, 4, 2)) == "day_of_hearing"
    assert hear(statement="") == "words_needed"
    assert hear(answer="silence", statement="") == "time_not_over"
    assert hear(who="contact") == "not_allowed"
    assert no_line_of("memberships.record_hearing")
    late = date(2026, 4, 25)
    given = {"proceeding": case, "answer": "silence", "answered_on": late}
    record_hearing(actor=world.actor("membership", late), **given)
    assert row().answer == "silence"


def test_send_statement(world: World) -> None:
    case = invited(world)
    send_statement(actor=world.actor("contact", date(2026, 4, 10)), proceeding=case, statement="First word.")
    send_statement(actor=world.actor("contact", date(2026, 4, 12)), proceeding=case, statement="Better word.")
    assert (row().state, row().answer, row().statement) == ("heard", "statement", "Better word.")
    from koinon.core.models import JournalEntry

    assert JournalEntry.objects.filter(action="memberships.send_statement", subject=case).count() == 2


def test_send_statement_refused(world: World) -> None:
    case = opened(world)

    def send(who: str = "contact", statement: str = "No.") -> str:
        return refused(send_statement, actor=world.actor(who, INVITED), proceeding=case, statement=statement)

    assert send() == "not_now"
    invite_to_be_heard(actor=world.actor("membership", INVITED), proceeding=case, answer_by=ANSWER_BY)
    assert send(statement="") == "words_needed"
    assert send("delegate") == "not_allowed"
    assert send("their_contact") == send("secretary_general") == "not_found"
    assert no_line_of("memberships.send_statement")
    given = {"answer": "hearing", "answered_on": INVITED, "statement": "We were there."}
    record_hearing(actor=world.actor("membership", INVITED), proceeding=case, **given)
    assert send() == "heard_already"


def test_drop_exclusion(world: World) -> None:
    case = invited(world)
    drop_exclusion(actor=world.actor("membership", INVITED), proceeding=case, reason="It has explained itself.")
    assert (row().state, row().reason, row().closed_on) == ("dropped", "It has explained itself.", INVITED)
    assert line_of("memberships.drop_exclusion", case).organisation == world.organisations["ours"]
    assert opened(world) != case


def test_drop_exclusion_refused(world: World) -> None:
    case = opened(world)
    actor = world.actor("membership", INVITED)
    assert refused(drop_exclusion, actor=actor, proceeding=case, reason=" ") == "words_needed"
    assert refused(drop_exclusion, actor=world.actor("contact"), proceeding=case, reason="x") == "not_allowed"
    assert no_line_of("memberships.drop_exclusion")


@pytest.mark.parametrize("who", ["secretary_general", "system"])
def test_exclude_member(world: World, who: str) -> None:
    case = heard(world)
    ours = world.memberships["ours"]
    exclude_member(actor=world.actor(who, DECIDED), membership=ours, decision=ASSEMBLY)
    member = world.membership()
    assert (member.state, member.ends_on) == ("excluded", DECIDED)
    assert (row().state, row().closed_on, str(row().decision)) == ("excluded", DECIDED, "General Assembly, GA2026/9")
    line = line_of("memberships.exclude_member", ours)
    assert (line.outcome["proceeding"], line.organisation) == (str(case), world.organisations["ours"])


def test_exclude_member_refused(world: World) -> None:
    ours = world.memberships["ours"]

    def exclude(who: str = "secretary_general", **change: Any) -> str:
        given = {"membership": ours, "decision": ASSEMBLY, **change}
        return refused(exclude_member, actor=world.actor(who, DECIDED), **given)

    assert exclude() == "no_proceeding"
    case = opened(world)
    assert exclude() == "not_invited"
    invite_to_be_heard(actor=world.actor("membership", INVITED), proceeding=case, answer_by=ANSWER_BY)
    assert exclude() == "not_heard"
    given = {"answer": "hearing", "answered_on": ANSWER_BY, "statement": "No."}
    record_hearing(actor=world.actor("membership", ANSWER_BY), proceeding=case, **given)
    early = DecisionReference("General Assembly", date(2026, 4, 20), "GA2026/1")
    assert exclude(decision=early) == "before_the_hearing"
    assert exclude(ends_on=date(2026, 6, 17)) == "before_decision"
    for who in ("treasurer", "contact", "nobody"):
        assert exclude(who) == "not_allowed"
    assert no_line_of("memberships.exclude_member")
    assert world.membership().state == "admitted"
    exclude_member(actor=world.actor("secretary_general", DECIDED), membership=ours, decision=ASSEMBLY)
    assert exclude() == "ended_already"


def test_whoever_leaves_before_is_not_excluded_any_more(world: World) -> None:
    opened(world)
    end_membership(actor=world.actor("membership"), membership=world.memberships["ours"], **ending())
    assert row().state == "overtaken"


def test_who_sees_a_proceeding(world: World) -> None:
    opened(world)
    assert visible_proceedings(world.actor("contact")).count() == 0
    assert visible_proceedings(world.actor("auditor")).count() == 1
    invite_to_be_heard(actor=world.actor("membership", INVITED), proceeding=row().public_id, answer_by=ANSWER_BY)
    for who, seen in (("contact", 1), ("delegate", 0), ("their_contact", 0), ("nobody", 0)):
        assert visible_proceedings(world.actor(who)).count() == seen
