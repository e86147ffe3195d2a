"""The journal: sealed into a chain without gaps, in which every later change shows."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import F
from django.utils import timezone

from koinon.core import journal
from koinon.core.actors import Actor
from koinon.core.models import JournalEntry, JournalHead
from tests.core.workbench import note
from tests.together import at_once


@pytest.fixture
def sealed(house: Actor, quiet: None) -> str:
    """Five sealed entries; gives the head."""
    for number in range(5):
        note(actor=house, reference=f"B{number}")
    assert journal.seal_waiting() == 5
    return str(JournalHead.objects.get())


def entry(position: int) -> JournalEntry:
    """The entry at a position."""
    return JournalEntry.objects.get(position=position)


def reseal_all() -> None:
    """What somebody with access to the database would do to hide a change: reckon the whole chain anew."""
    previous = journal.FIRST_SEAL
    for row in JournalEntry.objects.exclude(position=None).order_by("position"):
        row.seal = previous = journal.seal_of(previous, row)
        row.save(update_fields=["seal"])
    JournalHead.objects.update(seal=previous)


def test_entries_wait_until_they_are_sealed(house: Actor, quiet: None) -> None:
    note(actor=house, reference="B1")
    assert (JournalEntry.objects.get().position, journal.verify().waiting) == (None, 1)
    assert journal.seal_waiting() == 1
    assert journal.seal_waiting() == 0
    assert (JournalEntry.objects.get().position, journal.verify().waiting) == (1, 0)


def test_positions_have_no_gap_across_batches(house: Actor, quiet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "BATCH", 3)
    for number in range(8):
        note(actor=house, reference=f"B{number}")
    assert journal.seal_waiting() == 8
    assert list(JournalEntry.objects.order_by("id").values_list("position", flat=True)) == list(range(1, 9))
    assert journal.verify().holds


def test_an_untouched_chain_holds(sealed: str) -> None:
    verdict = journal.verify([sealed])
    assert (verdict.holds, verdict.sealed, verdict.head) == (True, 5, sealed)


def test_later_entries_keep_an_earlier_head(house: Actor, sealed: str) -> None:
    note(actor=house, reference="later")
    journal.seal_waiting()
    assert journal.verify([sealed]).holds


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "outcome": (lambda: JournalEntry.objects.filter(position=3).update(outcome={}), "entry 3 (workbench.note) was"),
    "moment": (
        lambda: JournalEntry.objects.filter(position=2).update(at=F("at") + timedelta(hours=1)),
        "entry 2 (workbench.note) was",
    ),
    "person": (
        lambda: JournalEntry.objects.filter(position=1).update(actor="11111111-1111-1111-1111-111111111111"),
        "entry 1 (workbench.note) was",
    ),
    "removed": (lambda: entry(3).delete(), "entry 3 is missing"),
    "several removed": (lambda: JournalEntry.objects.filter(position__in=[2, 3]).delete(), "entries 2 to 3 are"),
    "tail cut": (lambda: JournalEntry.objects.filter(position__gte=4).delete(), "entries 4 to 5 are missing"),
    "last cut": (lambda: entry(5).delete(), "entry 5 is missing"),
    "head lost": (lambda: JournalHead.objects.all().delete(), "the head is missing"),
    "head changed": (lambda: JournalHead.objects.update(seal="0" * 64), "the head does not bear"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows(sealed: str, change: str) -> None:
    make, told = CHANGES[change]
    make()
    verdict = journal.verify()
    assert not verdict.holds
    assert any(fault.startswith(told) for fault in verdict.faults), verdict.faults


def test_an_entry_added_behind_the_head_shows(sealed: str) -> None:
    row = entry(5)
    last = row.seal
    row.pk, row.position = None, 6
    row.seal = journal.seal_of(last, row)
    row.save(force_insert=True)
    assert journal.verify().faults == ["the head does not bear the last entry's seal"]


def test_two_entries_exchanged_show(sealed: str) -> None:
    second, third = entry(2), entry(3)
    JournalEntry.objects.filter(pk=second.pk).update(position=99)
    JournalEntry.objects.filter(pk=third.pk).update(position=2)
    JournalEntry.objects.filter(pk=second.pk).update(position=3)
    assert not journal.verify().holds


def test_a_chain_rewritten_whole_shows_to_whoever_kept_a_head(sealed: str) -> None:
    JournalEntry.objects.filter(position=2).update(outcome={"reference": "forged"})
    reseal_all()
    assert journal.verify().holds
    assert journal.verify([sealed]).faults == ["entry 5 does not bear the seal that was known from elsewhere"]


def test_a_chain_cut_and_closed_again_shows_to_whoever_kept_a_head(sealed: str) -> None:
    JournalEntry.objects.filter(position=5).delete()
    JournalHead.objects.update(position=4, seal=entry(4).seal)
    assert journal.verify().holds
    assert journal.verify([sealed]).faults == ["no entry 5, though its seal is known from elsewhere"]


@pytest.mark.parametrize("written", ["5", "five:" + "0" * 64, "5:short", ""])
def test_a_head_that_is_none_is_said_so(sealed: str, written: str) -> None:
    with pytest.raises(ValueError, match="POSITION:SEAL"):
        journal.verify([written])


def test_many_faults_end_the_reading(sealed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "KNOWN_FAULTS", 2)
    JournalEntry.objects.update(door="forged")
    verdict = journal.verify()
    assert len(verdict.faults) == 3
    assert verdict.faults[-1].startswith("more faults follow")


@pytest.mark.parametrize(("minutes", "holds"), [(4, True), (6, False)])
def test_entries_that_wait_too_long_show(house: Actor, quiet: None, minutes: int, holds: bool) -> None:
    note(actor=house, reference="B1")
    verdict = journal.verify(now=timezone.now() + timedelta(minutes=minutes))
    assert verdict.holds is holds
    assert holds or "is the worker running" in verdict.faults[0]


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(house: Actor, quiet: None) -> None:
    for number in range(40):
        note(actor=house, reference=f"B{number}")
    sealed_by_each = at_once(*[journal.seal_waiting] * 3)
    assert sum(sealed_by_each) == 40, sealed_by_each  # type: ignore[arg-type]
    assert journal.verify().holds


@pytest.mark.django_db(transaction=True)
def test_writers_and_a_sealer_at_once(house: Actor, quiet: None) -> None:
    def write(name: str) -> None:
        for number in range(8):
            note(actor=house, reference=f"{name}{number}")

    outcomes = at_once(partial(write, "a"), partial(write, "b"), lambda: [journal.seal_waiting() for _ in range(5)])
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    journal.seal_waiting()
    verdict = journal.verify()
    assert (verdict.holds, verdict.sealed) == (True, JournalEntry.objects.count())
