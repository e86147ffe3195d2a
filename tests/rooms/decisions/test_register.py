"""What was decided stands in the register: once, under the next number, in the words that were adopted."""

from collections.abc import Callable

import pytest

from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.assemblies import VoteClosed
from koinon.core.models import Decision
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.decisions.actions import PaperDecision, enter_from_paper, register_decision
from koinon.rooms.decisions.jobs import reconcile
from koinon.rooms.decisions.models import RegisteredDecision
from koinon.rooms.decisions.reactions import register_what_was_decided, settle_what_follows
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering
from tests.rooms.decisions.deciding import decides, entry_of, gathering, moves, opens, votes, worker
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import ASSEMBLY, World


@pytest.fixture
def meeting(world: World, calendar: Callable[..., None]) -> Gathering:
    """An open Assembly on its day."""
    calendar(MEETING_ON, 18)
    return opens(gathering(world))


def test_register_decision(meeting: Gathering) -> None:
    entry = decides(meeting)
    assert (entry.reference, entry.body, entry.year, entry.number) == ("GA2026/1", "assembly", 2026, 1)
    assert (entry.cited.body, entry.cited.taken_on) == ("General Assembly", MEETING_ON)
    assert (entry.title, entry.adopted, entry.level) == ("Accounts of the past year", True, "members")
    line = line_of("decisions.register_decision", entry.public_id)
    assert (line.actor_kind, line.rulebook) == ("system", meeting.row.rules.hash)


def test_what_was_rejected_is_marked(meeting: Gathering) -> None:
    entry = decides(meeting, choice="no")
    assert (entry.adopted, entry.number) == (False, 1)


def test_register_decision_refuses_what_decided_nothing(meeting: Gathering, world: World) -> None:
    vote = meeting.asks()
    assert refused(register_decision, actor=world.actor("system", MEETING_ON), vote=vote) == "nothing_decided"
    assert no_line_of("decisions.register_decision")


def test_register_decision_refuses_a_second_time(meeting: Gathering, world: World) -> None:
    entry = decides(meeting)
    again = {"actor": world.actor("system", MEETING_ON), "vote": entry.vote.public_id}
    assert refused(register_decision, **again) == "registered_already"
    assert refused(register_decision, **{**again, "actor": meeting.desk()}) == "not_allowed"


def test_reactions_bear_being_run_twice(meeting: Gathering) -> None:
    vote = votes(meeting)
    row = Vote.objects.get(public_id=vote)
    fact = VoteClosed(vote, row.item.public_id, row.outcome, row.closed_at, "")
    register_what_was_decided(fact)
    register_what_was_decided(fact)
    worker()
    assert RegisteredDecision.objects.count() == 1


def test_what_a_worker_missed_is_entered_later_in_order(meeting: Gathering) -> None:
    first, second = votes(meeting, "budget"), votes(meeting, "accounts", "no")
    assert reconcile() == 2
    assert [entry_of(vote).number for vote in (first, second)] == [1, 2]
    worker()
    assert reconcile() == 0


def test_numbers_have_no_gap_and_no_twin_beside_paper(meeting: Gathering) -> None:
    cited(DecisionReference("General Assembly", MEETING_ON, "GA2026/2"), MEETING_ON)
    numbers = [decides(meeting, item).reference for item in ("accounts", "budget", "discharge")]
    assert numbers == ["GA2026/1", "GA2026/3", "GA2026/4"]


def test_the_text_is_that_which_was_adopted_with_its_amendments(meeting: Gathering) -> None:
    text = "We ask the Board to publish the accounts within six months. It reports in May."
    motion = moves(meeting, "accounts", text)
    shorter = moves(meeting, "accounts", text.replace("six", "four"), "Shorter", motion)
    later = moves(meeting, "accounts", text.replace("in May", "in June"), "Later", motion)
    lost = moves(meeting, "accounts", text.replace("publish", "burn"), "Lost", motion)
    votes(meeting, "accounts", motion=shorter)
    votes(meeting, "accounts", motion=later)
    votes(meeting, "accounts", "no", motion=lost)
    entry = decides(meeting, "accounts", motion=motion)
    assert entry.text == "We ask the Board to publish the accounts within four months. It reports in June."
    assert RegisteredDecision.objects.count() == 1


def test_enter_from_paper(world: World) -> None:
    given = PaperDecision("assembly", ASSEMBLY, "Scale of fees", "The scale of 2025 goes on.")
    done = enter_from_paper(actor=world.actor("membership"), given=given)
    entry = RegisteredDecision.objects.get(public_id=done.decision)
    assert entry.cited == Decision.objects.get(reference=ASSEMBLY.reference)
    assert (entry.reference, entry.year, entry.number) == ("GA2025/7", 2025, None)
    assert line_of("decisions.enter_from_paper", done.decision).outcome["reference"] == "GA2025/7"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "words_missing"),
        ({"body": "senate"}, "body_unknown"),
        ({"body": "board"}, "body_contradicts"),
    ],
)
def test_enter_from_paper_refuses(world: World, changes: dict[str, str], code: str) -> None:
    words = {"body": "assembly", "title": "Scale of fees", "text": "It goes on.", **changes}
    given = PaperDecision(words["body"], ASSEMBLY, words["title"], words["text"])
    assert refused(enter_from_paper, actor=world.actor("membership"), given=given) == code
    assert no_line_of("decisions.enter_from_paper")
    assert refused(enter_from_paper, actor=world.actor("policy"), given=given) == "not_allowed"


def test_what_was_entered_is_not_entered_again(world: World) -> None:
    given = PaperDecision("assembly", ASSEMBLY, "Scale of fees", "The scale of 2025 goes on.")
    enter_from_paper(actor=world.actor("membership"), given=given)
    assert refused(enter_from_paper, actor=world.actor("membership"), given=given) == "registered_already"


def test_settling_without_consequences_does_nothing(meeting: Gathering) -> None:
    entry = decides(meeting)
    from koinon.core.facts.decisions import DecisionRegistered

    settle_what_follows(
        DecisionRegistered(entry.public_id, "assembly", entry.reference, MEETING_ON, True, "members", None)
    )
    assert no_line_of("decisions.carry_out")
