"""Votes by the fee beside heads, split between delegates: by rules that are data, with the same actions."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest

from koinon.rooms.assemblies.actions import NamedDelegate, Sheet, name_delegate, open_meeting, record_hand_count
from koinon.rooms.assemblies.models import Ballot, Delegation, Piece, RollLine
from koinon.rooms.assemblies.recount import recount
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.rooms.assemblies.meeting import CONVENED, Gathering, convened
from tests.rooms.outcomes import refused
from tests.world import BOARD, World, declared, published_texts

CHANGES: Mapping[str, str] = {
    "# ---- Quorums ": '[weights.by_fee]\nkind = "by_units"\nlabel.en = "Votes by fee"\nof = "fee"\nunit = 1000.00\n'
    'begun = true\nsource = ["S7"]\n\n# ---- Quorums ',
    'right = "vote"\nweights = ["one_each"]': 'right = "vote"\nweights = ["one_each", "by_fee"]',
    'parts = [{ base = "valid", fraction = "2/3", strict = false, weight = "one_each" }]': (
        'parts = [{ base = "valid", fraction = "2/3", strict = false, weight = "one_each" },'
        ' { base = "valid", fraction = "2/3", strict = false, weight = "by_fee" }]'
    ),
    "[meetings.assembly.notice]": '[meetings.assembly.split]\nweight = "by_fee"\nmost_delegates = 2\n'
    'source = ["S7"]\n\n[meetings.assembly.notice]',
}


@pytest.fixture
def weighed(world: World) -> World:
    """Rules by which heads and votes by fee count together, and votes may be split."""
    texts = dict(published_texts())
    for old, new in CHANGES.items():
        assert old in texts["assemblies.toml"], old
        texts["assemblies.toml"] = texts["assemblies.toml"].replace(old, new, 1)
    actor = world.actor("secretary_general", date(2026, 2, 10))
    adopt_rulebook(actor=actor, texts=texts, in_force_from=date(2026, 1, 1), decision=BOARD)
    declared(world, "ours")
    declared(world, "theirs")
    return world


def votes_of(world: World) -> dict[str, Mapping[str, int]]:
    """The votes on the frozen roll."""
    rows = {line.member: line.votes for line in RollLine.objects.filter(entitled=True)}
    return {name: rows[public_id] for name, public_id in world.organisations.items() if public_id in rows}


def split(found: Gathering, first: int, second: int) -> None:
    """Ours shares its votes between two delegates."""
    people = found.world.people
    delegates = [NamedDelegate(people["delegate"], votes=first), NamedDelegate(people["contact"], votes=second)]
    ours: UUID = found.world.organisations["ours"]
    name_delegate(actor=found.actor("contact", CONVENED), meeting=found.id, member=ours, delegates=delegates)


def test_votes_by_fee_stand_on_the_roll(weighed: World) -> None:
    found = convened(weighed)
    found.opens()
    assert votes_of(weighed) == {
        "ours": {"one_each": 1, "by_fee": 4},
        "theirs": {"one_each": 1, "by_fee": 9},
        "associated": {"one_each": 1, "by_fee": 3},
    }
    line = RollLine.objects.get(member=weighed.organisations["ours"])
    assert [account["key"] for account in line.account["weights"]] == ["one_each", "by_fee"]


def test_while_a_fee_is_unknown_the_roll_stays_open(weighed: World) -> None:
    from koinon.rooms.declarations.models import Declaration

    found = convened(weighed)
    Declaration.objects.filter(membership__public_id=weighed.memberships["theirs"]).update(state="superseded")
    assert refused(open_meeting, actor=found.desk(), meeting=found.id) == "roll_open"
    assert found.row.state == "convened"


def test_a_split_is_cast_piece_by_piece_and_adds_up(weighed: World) -> None:
    found = convened(weighed)
    assert refused(split, found, 3, 2) == "not_by_the_rules"
    split(found, 3, 1)
    found.comes("delegate", "contact", "their_contact")
    found.opens()
    ours = Piece.objects.filter(member=weighed.organisations["ours"]).order_by("place")
    assert [piece.weights for piece in ours] == [
        {"one_each": "3/4", "by_fee": "3"},
        {"one_each": "1/4", "by_fee": "1"},
    ]
    vote = found.asks("statutes")
    found.casts("delegate", vote, "yes")
    found.casts("contact", vote, "no")
    found.casts("their_contact", vote, "yes")
    assert Ballot.objects.filter(member=weighed.organisations["ours"]).count() == 2
    row = found.closes(vote)
    counts = {part["weight"]: part["counts"] for part in row.result["majority"]["parts"]}
    assert (counts["one_each"]["yes"], counts["one_each"]["no"]) == ("7/4", "1/4")
    assert (counts["by_fee"]["yes"], counts["by_fee"]["no"], row.outcome) == ("12", "1", "adopted")
    assert recount(found.row).differences == []


def test_both_parts_must_pass(weighed: World) -> None:
    found = convened(weighed)
    found.comes("delegate", "their_contact", "associated_contact")
    found.opens()
    vote = found.asks("statutes")
    for who, choice in {"delegate": "yes", "their_contact": "no", "associated_contact": "yes"}.items():
        found.casts(who, vote, choice)
    row = found.closes(vote)
    assert [part["passed"] for part in row.result["majority"]["parts"]] == [True, False]
    assert row.outcome == "rejected"


def test_tellers_count_both(weighed: World) -> None:
    found = convened(weighed)
    split(found, 3, 1)
    found.comes("delegate", "contact", "their_contact")
    found.opens()
    tellers = ("treasurer", "policy")
    vote = found.asks("statutes", method="paper", tellers=tuple(weighed.people[name] for name in tellers))
    heads = {"one_each": {"yes": "7/4", "no": "1/4"}}
    half = {"actor": found.actor("treasurer"), "vote": vote, "sheet": Sheet(heads)}
    assert refused(record_hand_count, **half) == "sheet_incomplete"
    for name in tellers:
        sheet = Sheet({**heads, "by_fee": {"yes": "12", "no": "1"}})
        record_hand_count(actor=found.actor(name), vote=vote, sheet=sheet)
    assert found.closes(vote).outcome == "adopted"
    assert recount(found.row).differences == []


def test_votes_that_changed_since_they_were_split_are_split_anew(weighed: World) -> None:
    found = convened(weighed)
    split(found, 3, 1)
    Delegation.objects.filter(place=0).update(votes=2)
    assert refused(open_meeting, actor=found.desk(), meeting=found.id) == "split_outdated"
    split(found, 1, 3)
    found.opens()


def test_a_part_for_which_nobody_speaks_any_more_lies_idle(weighed: World) -> None:
    found = convened(weighed)
    split(found, 3, 1)
    weighed.person("delegate").mandates.update(ends_on=date(2026, 6, 17))
    found.comes("delegate", "contact", "their_contact")
    found.opens()
    vote = found.asks()
    assert refused(found.casts, "delegate", vote) == "carries_nothing"
    found.casts("contact", vote)
    assert Ballot.objects.get().weights == {"one_each": "1/4", "by_fee": "1"}
