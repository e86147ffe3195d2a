"""Who may read a decision, which other one it carries out, and how it is found."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from koinon.core.decisions import DecisionReference, cited
from koinon.rooms.assemblies.actions import ItemDetails
from koinon.rooms.decisions.actions import PaperDecision, change_level, enter_from_paper, name_origin
from koinon.rooms.decisions.models import RegisteredDecision
from koinon.rooms.decisions.queries import carrying_out, holding, public_decisions, register, visible_decisions
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering
from tests.rooms.bodies.board import board
from tests.rooms.decisions.deciding import decides, gathering, moves, opens
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import ASSEMBLY, BOARD, World


@pytest.fixture
def meeting(world: World, calendar: Callable[..., None]) -> Gathering:
    """An open Assembly on its day."""
    calendar(MEETING_ON, 18)
    return opens(gathering(world))


def of_the_board(world: World) -> RegisteredDecision:
    """A decision of the Board, entered from paper."""
    given = PaperDecision("board", BOARD, "Office for research", "The Board rents an office.")
    done = enter_from_paper(actor=world.actor("membership"), given=given)
    return RegisteredDecision.objects.select_related("cited").get(public_id=done.decision)


def of_the_assembly(world: World) -> RegisteredDecision:
    """A decision of the Assembly of the year before, entered from paper."""
    given = PaperDecision("assembly", ASSEMBLY, "Policy of research", "The confederation does research.")
    done = enter_from_paper(actor=world.actor("membership"), given=given)
    return RegisteredDecision.objects.select_related("cited").get(public_id=done.decision)


def test_change_level(world: World) -> None:
    entry = of_the_assembly(world)
    assert not public_decisions().exists()
    change_level(actor=world.actor("membership"), decision=entry.public_id, level="public", seen_version=1)
    assert public_decisions().get() == entry
    assert line_of("decisions.change_level", entry.public_id).outcome["level"] == "public"


def test_change_level_refuses(world: World) -> None:
    entry = of_the_assembly(world)
    given = {"decision": entry.public_id, "seen_version": 1}
    assert refused(change_level, actor=world.actor("membership"), level="secret", **given) == "level_unknown"
    assert refused(change_level, actor=world.actor("policy"), level="public", **given) == "not_allowed"
    stale = {**given, "seen_version": 7}
    assert refused(change_level, actor=world.actor("membership"), level="public", **stale) == "stale"
    assert no_line_of("decisions.change_level")


def test_who_was_elected_is_not_published_here(world: World, calendar: Callable[..., None]) -> None:
    calendar(MEETING_ON, 18)
    found = opens(gathering(world, ItemDetails("elections"), elections=True))
    entry = decides(found, "elections", seats=1, candidates=(str(world.people["contact"]),))
    given = {"decision": entry.public_id, "level": "public", "seen_version": 1}
    assert refused(change_level, actor=found.desk(), **given) == "about_persons"


def test_name_origin(world: World) -> None:
    assembly, board_entry = of_the_assembly(world), of_the_board(world)
    actor = world.actor("membership")
    name_origin(actor=actor, decision=board_entry.public_id, carries_out=assembly.cited.public_id, seen_version=1)
    board_entry.refresh_from_db()
    assert board_entry.carries_out == assembly.cited
    assert list(carrying_out(actor, assembly)) == [board_entry]
    assert line_of("decisions.name_origin", board_entry.public_id).outcome["carries_out"] == str(
        assembly.cited.public_id
    )
    name_origin(actor=actor, decision=board_entry.public_id, carries_out=None, seen_version=2)
    assert not carrying_out(actor, assembly).exists()


def test_name_origin_takes_what_was_only_cited_from_paper(world: World) -> None:
    entry = of_the_board(world)
    paper = cited(ASSEMBLY, world.actor("membership").today)
    name_origin(actor=world.actor("membership"), decision=entry.public_id, carries_out=paper.public_id, seen_version=1)
    entry.refresh_from_db()
    assert entry.carries_out == paper


def test_name_origin_refuses(world: World) -> None:
    entry, actor = of_the_board(world), world.actor("membership")
    own = cited(DecisionReference("Board", BOARD.taken_on, "B2026/1"), actor.today)
    later = cited(DecisionReference("General Assembly", actor.today, "GA2026/9"), actor.today)
    for origin, code in (
        (uuid4(), "not_found"),
        (own.public_id, "of_the_same_body"),
        (later.public_id, "origin_is_later"),
    ):
        given = {"decision": entry.public_id, "carries_out": origin, "seen_version": 1}
        assert refused(name_origin, actor=actor, **given) == code
    assert no_line_of("decisions.name_origin")


def test_name_origin_refuses_what_was_rejected(world: World) -> None:
    entry, actor = of_the_board(world), world.actor("membership")
    given = PaperDecision("assembly", ASSEMBLY, "Policy of research", "No research.", adopted=False)
    lost = RegisteredDecision.objects.get(public_id=enter_from_paper(actor=actor, given=given).decision)
    origin = {"decision": entry.public_id, "carries_out": lost.cited.public_id, "seen_version": 1}
    assert refused(name_origin, actor=actor, **origin) == "not_adopted"


def test_everybody_reads_what_is_for_them(world: World) -> None:
    assembly, of_board = of_the_assembly(world), of_the_board(world)
    board(world)
    read = {
        name: set(visible_decisions(world.actor(name)))
        for name in ("secretary_general", "auditor", "technician", "contact", "finance_contact", "stranger", "former")
    }
    assert read["secretary_general"] == read["auditor"] == {assembly, of_board}
    # The contact sits in the Board; the finance contact only speaks for a member.
    assert read["contact"] == {assembly, of_board}
    assert read["finance_contact"] == {assembly}
    assert read["stranger"] == read["former"] == read["technician"] == set()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("research", True),
        ("RESEARCH policy", True),
        ("resear", True),
        ("pol rese", True),
        ("GA2025/7", True),
        ("GA2025", True),
        ("confederation research", True),
        ("office", False),
        ("research office", False),
        ("", True),
        ("  ", True),
        ('"', False),
        ("* OR", False),
        ("' ) --", False),
        ("-", False),
    ],
)
def test_the_register_is_searched_by_words(world: World, words: str, found: bool) -> None:
    entry = of_the_assembly(world)
    assert (entry in holding(register(), words)) is found


def test_words_of_the_item_are_found_too(meeting: Gathering) -> None:
    motion = moves(meeting, "accounts", "We approve the balance.", "Balance")
    entry = decides(meeting, "accounts", motion=motion)
    assert list(holding(register(), "accounts past year")) == [entry]
