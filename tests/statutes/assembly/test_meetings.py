"""Meetings beyond their worked examples: proxies, presence, counting by hand, and input that cannot be."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from koinon.statutes.assembly.amendments import Amendment, fallen, voting_order
from koinon.statutes.assembly.carriage import carriage, carriage_from_data
from koinon.statutes.assembly.composition import SeatHolder, composition
from koinon.statutes.assembly.decision import Attended, decide
from koinon.statutes.assembly.hand_count import TellerSheet, differences, hand_names, hand_tally
from koinon.statutes.assembly.majority import majority, majority_from_data
from koinon.statutes.assembly.names import NameTally
from koinon.statutes.assembly.notice import notice, second_meeting_from
from koinon.statutes.assembly.presence import Attendance, may_cast, present_for
from koinon.statutes.assembly.proxies import PROXY, Proxy, why_not_give
from koinon.statutes.assembly.quorum import quorum
from koinon.statutes.assembly.tally import Counts, Electorate
from koinon.statutes.assembly.terms import co_option_term, replacement_term, term, warning_reached
from koinon.statutes.assembly.voices import Voice, pieces
from koinon.statutes.assembly.written import decide_in_writing
from koinon.statutes.assembly.year import year_steps
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.body_rules import TermRule
from koinon.statutes.rulebook.meeting_rules import PresenceRule, ProxyRule
from koinon.statutes.transitions import TransitionRefused

from .cases import roll_of, rulebook

NINE = datetime(2026, 6, 11, 9)
ROLL = roll_of(rulebook("cecop"), "assembly", {name: {"one_each": 1} for name in "ABCDE"})


def at(minutes: int) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def proxy_rule() -> ProxyRule:
    """CECOP's: two for each holder, from anybody, for the meeting or for items."""
    rule = rulebook("cecop").meetings["assembly"].proxies
    assert rule is not None
    return rule


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (Proxy("new", "A", "B"), None),
        (Proxy("new", "A", "A"), "to_itself"),
        (Proxy("new", "Z", "A"), "giver_may_not_vote"),
        (Proxy("new", "A", "Z"), "holder_may_not_vote"),
        (Proxy("new", "C", "B"), "given_already"),
        (Proxy("new", "C", "B", items=("fees",)), "given_already"),
        (Proxy("new", "D", "B"), None),
        (Proxy("new", "B", "E"), "holder_has_enough"),
        (Proxy("new", "B", "E", items=("fees",)), "holder_has_enough"),
        (Proxy("new", "B", "E", items=("budget",)), None),
    ],
)
def test_why_a_proxy_cannot_be_given(new: Proxy, refusal: str | None) -> None:
    there = [
        Proxy("1", "C", "E", "accepted"),
        Proxy("2", "A", "E", "used", ("fees",)),
        Proxy("3", "D", "B", "revoked"),
        Proxy("4", "D", "B", "declined"),
    ]
    if new.giver == "A":
        there = there[:1]
    assert why_not_give(proxy_rule(), ROLL, there, new) == refusal


def test_a_rulebook_limits_who_holds_a_proxy_and_for_what() -> None:
    new = Proxy("new", "A", "B")
    lines = tuple(replace(line, country="IT", group="friend") if line.member == "B" else line for line in ROLL.lines)
    mixed = replace(ROLL, lines=lines)
    assert why_not_give(None, ROLL, [], new) == "not_allowed"
    assert why_not_give(replace(proxy_rule(), scopes=("items",)), ROLL, [], new) == "scope"
    assert why_not_give(replace(proxy_rule(), holders="same_country"), mixed, [], new) == "another_country"
    assert why_not_give(replace(proxy_rule(), holders="same_category"), mixed, [], new) == "another_category"
    assert why_not_give(replace(proxy_rule(), holders="same_country"), ROLL, [], new) is None


def test_a_proxy_is_revocable_until_it_is_used() -> None:
    used = PROXY.apply(PROXY.apply("given", "accept"), "use")
    assert PROXY.apply("accepted", "revoke") == "revoked"
    assert PROXY.apply(used, "use") == "used"
    for state, event in ((used, "revoke"), ("given", "use"), ("declined", "accept"), ("revoked", "accept")):
        with pytest.raises(TransitionRefused):
            PROXY.apply(state, event)


def test_two_proxies_of_one_giver_are_refused_as_nobody_can_say_which_counts() -> None:
    cards = pieces(ROLL, {}, None)
    with pytest.raises(InputError):
        carriage(cards, [Proxy("1", "A", "B", "accepted"), Proxy("2", "A", "C", "accepted")], proxy_rule(), set())
    with pytest.raises(InputError):
        carriage(cards, [Proxy("1", "A", "B", "accepted")], None, set())


def test_who_carries_what_can_be_stored_and_asked_for() -> None:
    cards = pieces(ROLL, {"A": (Voice("anna"),), "C": (Voice("carla"),)}, None)
    found = carriage(
        cards, [Proxy("1", "B", "C", "accepted"), Proxy("2", "D", "C", "accepted")], proxy_rule(), {"carla"}
    )
    assert [piece.member for piece in found.in_the_hand_of("carla")] == ["C", "B", "D"]
    assert carriage_from_data(json.loads(json.dumps(found.as_data()))) == found


@pytest.mark.parametrize(
    "voices",
    [
        (
            Voice("anna", votes=2),
            Voice("ada", votes=2),
            Voice("aldo", votes=2),
            Voice("alba", votes=2),
            Voice("x", votes=2),
        ),
        (Voice("anna", votes=5), Voice("anna", votes=5)),
        (Voice("anna", votes=10), Voice("ada", votes=0)),
        (Voice("anna"), Voice("ada", votes=10)),
        (Voice("anna", votes=9),),
    ],
    ids=["too many", "one twice", "nothing", "not said", "too few"],
)
def test_splits_that_are_not_as_the_rules_say_are_refused(voices: tuple[Voice, ...]) -> None:
    book = rulebook("league")
    ten = roll_of(book, "congress", {"A": {"heads": 1, "votes": 10}})
    with pytest.raises(InputError):
        pieces(ten, {"A": voices}, book.meetings["congress"].split)


STAYS = [
    Attendance("early", at(0)),
    Attendance("late", at(12)),
    Attendance("left", at(0), at(15)),
    Attendance("back", at(0), at(5)),
    Attendance("back", at(14)),
    Attendance("afar", at(0), online=True),
]


@pytest.mark.parametrize(
    ("rule", "present"),
    [
        (PresenceRule(True, "closing", "open_vote"), {"early", "late", "back", "afar"}),
        (PresenceRule(True, "opening", "open_vote"), {"early", "left", "afar"}),
        (PresenceRule(True, "closing", "next_vote"), {"early", "afar"}),
        (PresenceRule(False, "closing", "open_vote"), {"early", "late", "back"}),
    ],
    ids=["at the close", "at the opening", "late ones wait", "on site only"],
)
def test_who_is_present_for_a_vote_from_ten_past_to_twenty_past(rule: PresenceRule, present: set[str]) -> None:
    assert present_for(rule, STAYS, at(10), at(20)) == present


def test_who_comes_late_or_has_left_may_cast_or_not() -> None:
    lenient, strict = PresenceRule(True, "closing", "open_vote"), PresenceRule(True, "closing", "next_vote")
    for rule, expected in ((lenient, True), (strict, False)):
        assert may_cast(rule, STAYS, "late", at(10), at(13)) is expected
        assert may_cast(rule, STAYS, "early", at(10), at(13))
        assert not may_cast(rule, STAYS, "left", at(10), at(15))
        assert may_cast(rule, STAYS, "left", at(10), at(14))
        assert not may_cast(rule, STAYS, "nobody", at(10), at(14))


def sheet(teller: str, yes: int, no: int) -> TellerSheet:
    """What a teller counted."""
    return TellerSheet(teller, {"one_each": Counts(Fraction(yes), Fraction(no))})


def test_two_tellers_who_agree_give_the_tally_that_the_same_majority_reads() -> None:
    present = {"one_each": Fraction(20)}
    tally = hand_tally([sheet("Ugo", 12, 8), sheet("Vera", 12, 8)], present)
    found = decide(rulebook("cecop"), "ordinary", tally, Electorate(present, present), Attended(present, present))
    assert found.outcome == "adopted"


def test_tellers_who_do_not_agree_are_told_where() -> None:
    sheets = [sheet("Ugo", 12, 8), sheet("Vera", 11, 8)]
    (gap,) = differences(sheets)
    assert (gap.weight, gap.column, gap.found) == ("one_each", "yes", {"Ugo": "12", "Vera": "11"})
    present = {"one_each": Fraction(20)}
    wrong = [
        sheets,
        [sheet("Ugo", 12, 8)],
        [sheet("Ugo", 12, 8), sheet("Ugo", 12, 8)],
        [sheet("Ugo", 13, 8), sheet("Vera", 13, 8)],
        [sheet("Ugo", -1, 8), sheet("Vera", -1, 8)],
    ]
    for given in wrong:
        with pytest.raises(InputError):
            hand_tally(given, present)


def test_names_counted_by_hand_fit_their_ballots() -> None:
    book, ten = rulebook("cecop"), Fraction(10)
    persons, council = book.elections["persons"], rulebook("league").elections["council"]
    fits = NameTally({"Anna": ten, "Bruno": ten}, ten)
    assert hand_names(persons, fits, 2, ten) == fits
    assert hand_names(council, fits, 1, ten) == fits
    wrong = [
        (fits, 1, ten),
        (fits, 2, Fraction(9)),
        (NameTally({"Anna": Fraction(11)}, ten), 2, ten),
        (NameTally({"Anna": Fraction(-1)}, ten), 2, ten),
        (NameTally({}, ten, blank=Fraction(-1)), 2, ten),
    ]
    for tally, seats, present in wrong:
        with pytest.raises(InputError):
            hand_names(persons, tally, seats, present)


def test_the_warnings_of_a_term_are_reached_one_after_the_other() -> None:
    rule = rulebook("cecop").bodies["board"].term
    assert rule is not None
    ends_on = date(2028, 6, 5)
    days = [date(2027, 6, 4), date(2027, 6, 5), date(2027, 12, 5), date(2028, 3, 5), ends_on, date(2028, 6, 6)]
    assert [warning_reached(rule, ends_on, day) for day in days] == [None, 12, 6, 3, 3, None]


def test_terms_that_cannot_be_are_refused() -> None:
    elected, own = (rulebook(code).bodies[body].term for code, body in (("cecop", "board"), ("league", "council")))
    assert isinstance(elected, TermRule)
    assert isinstance(own, TermRule)
    held = term(elected, date(2024, 6, 6))
    for wrong in (date(2024, 6, 5), date(2028, 6, 6)):
        with pytest.raises(InputError):
            replacement_term(elected, held, wrong)
    with pytest.raises(InputError):
        co_option_term(own, held, date(2026, 1, 1), date(2026, 6, 1))
    with pytest.raises(InputError):
        co_option_term(elected, held, date(2026, 6, 2), date(2026, 6, 1))


def test_input_that_no_rule_can_work_with_is_refused() -> None:
    cecop, league = rulebook("cecop"), rulebook("league")
    on = date(2026, 6, 11)
    four, three = {"one_each": Counts(Fraction(4))}, {"one_each": Fraction(3)}
    refused = [
        lambda: notice(cecop, "assembly", meeting_on=on, sent_on=date(2026, 6, 12)),
        lambda: notice(cecop, "congress", meeting_on=on, sent_on=on),
        lambda: notice(cecop, "board", meeting_on=on, sent_on=on, convocation=2),
        lambda: notice(cecop, "assembly", meeting_on=on, sent_on=on, convocation=3),
        lambda: second_meeting_from(cecop, "congress", on),
        lambda: quorum(cecop, "half", present={}, entitled={}, convocation=3),
        lambda: quorum(cecop, "halves", present={}, entitled={}),
        lambda: majority(cecop, "most", {}, Electorate({}, {})),
        lambda: decide(cecop, "marriage", {}, Electorate({}, {}), Attended({}, {})),
        lambda: decide_in_writing(cecop, "statutes", tally={}, entitled={}, asked_on=on, today=on),
        lambda: decide_in_writing(cecop, "ordinary", tally=four, entitled=three, asked_on=on, today=on),
        lambda: fallen([Amendment("A", 1)], {"B"}, set()),
        lambda: composition(cecop, "congress", []),
        lambda: composition(cecop, "board", [SeatHolder("Anna", "queen")]),
        lambda: voting_order([Amendment("A", 1), Amendment("A", 2)], "as_filed"),
        lambda: voting_order([Amendment("A", 1), Amendment("B", 1)], "as_filed"),
        lambda: voting_order([Amendment("A", 1, parent="Z")], "as_filed"),
        lambda: voting_order([Amendment("A", 1, parent="B"), Amendment("B", 2, parent="A")], "as_filed"),
        lambda: voting_order([Amendment("A", 1, reach=-1)], "as_filed"),
    ]
    for call in refused:
        with pytest.raises(InputError):
            call()
    assert second_meeting_from(cecop, "board", on) is None
    assert year_steps(league, 2026, on) == ()


def test_a_majority_can_be_stored_with_its_arithmetic() -> None:
    found = majority(
        rulebook("league"), "double", {"heads": Counts(Fraction(3, 5), Fraction(2, 5))}, Electorate({}, {})
    )
    assert majority_from_data(json.loads(json.dumps(found.as_data()))) == found
    assert found.as_data()["parts"][0]["counts"]["yes"] == "3/5"
