"""What holds of every vote: more yes never hurts, and what is settled stays settled."""

import json
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from koinon.statutes.assembly.amendments import Order, fallen, voting_order
from koinon.statutes.assembly.decision import Attended, decide, decision_from_data
from koinon.statutes.assembly.majority import majority
from koinon.statutes.assembly.notice import notice, notice_from_data
from koinon.statutes.assembly.quorum import quorum, quorum_from_data
from koinon.statutes.assembly.tally import Counts
from koinon.statutes.assembly.written import WrittenDecision, decide_in_writing, written_from_data

from ..drawn import FEW, days_of_2026
from .cases import rulebook
from .drawn import BOOKS, amendments, poll, randoms, some

ORDER = {"rejected": 0, "to_resolve": 1, "adopted": 2}


def moved(tally: dict[str, Counts], share: Fraction, source: str) -> dict[str, Counts]:
    """The tally after a share of the votes of one column became yes."""
    found = {}
    for key, counts in tally.items():
        columns = {name: getattr(counts, name) for name in ("yes", "no", "abstain", "invalid")}
        part = columns[source] * share
        columns["yes"] += part
        columns[source] -= part
        found[key] = Counts(**columns)
    return found


@FEW
@given(randoms)
def test_more_yes_never_turns_a_yes_into_a_no(random: Random) -> None:
    book, tally, bases = poll(random)
    share, source = Fraction(random.randint(1, 8), 8), random.choice(["no", "abstain", "invalid"])
    for key in book.majorities:
        before = majority(book, key, tally, bases)
        after = majority(book, key, moved(tally, share, source), bases)
        assert ORDER[after.verdict] >= ORDER[before.verdict]


@FEW
@given(randoms)
def test_yes_and_no_are_never_both_a_majority_of_valid_votes(random: Random) -> None:
    book, tally, bases = poll(random)
    turned = {key: Counts(counts.no, counts.yes, counts.abstain, counts.invalid) for key, counts in tally.items()}
    for key, rule in book.majorities.items():
        if all(part.base == "valid" for part in rule.parts):
            both = {majority(book, key, votes, bases).verdict for votes in (tally, turned)}
            assert both != {"adopted"}


@FEW
@given(randoms)
def test_a_decision_needs_its_quorum_and_can_be_stored(random: Random) -> None:
    book, tally, bases = poll(random)
    attended = Attended(bases.present, bases.entitled, random.choice([1, 2]))
    for kind in book.decisions:
        found = decide(book, kind, tally, bases, attended)
        assert (found.outcome == "no_quorum") == (not found.quorum.met)
        assert decision_from_data(json.loads(json.dumps(found.as_data()))) == found
        assert found.rulebook.version == book.version


@FEW
@given(randoms)
def test_who_comes_never_takes_a_quorum_away(random: Random) -> None:
    book, _tally, bases = poll(random)
    more = random.randint(0, 20)
    for key in book.quorums:
        before = quorum(book, key, present=bases.present, entitled=bases.entitled)
        fuller = {weight: min(votes + more, bases.entitled[weight]) for weight, votes in bases.present.items()}
        after = quorum(book, key, present=fuller, entitled=bases.entitled)
        assert after.met or not before.met
        assert quorum_from_data(json.loads(json.dumps(before.as_data()))) == before


@FEW
@given(randoms)
def test_what_is_decided_in_writing_before_the_end_stays_decided(random: Random) -> None:
    answers = random.choices(["yes", "yes", "yes", "no", "abstain", ""], k=random.randint(1, 12))
    book, asked = rulebook(random.choice(BOOKS)), date(2026, 2, 2)
    kind, key = "ordinary", next(iter(book.weights))

    def outcome(given: list[str], today: date) -> WrittenDecision:
        tally = {key: Counts(*(Fraction(given.count(choice)) for choice in ("yes", "no", "abstain")))}
        return decide_in_writing(
            book, kind, tally=tally, entitled={key: Fraction(len(answers))}, asked_on=asked, today=today
        )

    early = outcome(answers[: random.randint(0, 12)], asked)
    late = outcome(answers, asked + timedelta(days=100))
    assert late.outcome != "open"
    assert early.outcome in ("open", late.outcome)
    assert written_from_data(json.loads(json.dumps(early.as_data()))) == early


@FEW
@given(days_of_2026, st.integers(0, 60))
def test_who_convenes_earlier_is_in_time_too(meeting_on: date, before: int) -> None:
    for book, body in [(rulebook(code), body) for code in BOOKS for body in rulebook(code).meetings]:
        found = notice(book, body, meeting_on=meeting_on, sent_on=meeting_on - timedelta(days=before))
        assert found.in_time == (found.given_days >= found.needed_days)
        earlier = notice(book, body, meeting_on=meeting_on, sent_on=found.sent_on - timedelta(days=1))
        assert earlier.in_time or not found.in_time
        assert notice_from_data(json.loads(json.dumps(found.as_data()))) == found


@FEW
@given(randoms)
def test_each_amendment_is_voted_on_once_before_what_it_changes(random: Random) -> None:
    filed = amendments(random)
    order: Order = random.choice(["furthest_first", "as_filed"])
    ordered = voting_order(filed, order)
    assert sorted(ordered) == sorted(item.key for item in filed)
    for item in filed:
        assert item.parent is None or ordered.index(item.key) < ordered.index(item.parent)
    random.shuffle(filed)
    assert voting_order(filed, order) == ordered


@FEW
@given(randoms)
def test_what_fell_was_not_voted_on(random: Random) -> None:
    filed = amendments(random)
    keys = [item.key for item in filed]
    adopted = some(random, keys, 2)
    rejected = frozenset(keys[::2]) - adopted
    down = fallen(filed, adopted, rejected)
    assert not down & (adopted | rejected)
    for item in filed:
        assert item.parent not in rejected | down or item.key in down | adopted | rejected
