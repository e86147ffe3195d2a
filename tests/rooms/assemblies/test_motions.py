"""How motions stand: one that is settled without a vote is not put to it, and what was adopted is read together."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from koinon.rooms.assemblies.actions import Question, file_motion, open_vote, rank_motion
from koinon.rooms.assemblies.models import AgendaItem, Motion, Vote
from koinon.rooms.assemblies.motions import StandingMotion, standing_motions, text_of
from tests.rooms.assemblies.meeting import PLANNED, SPEAKERS, Gathering, opened, with_agenda
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

TEXT = "The Board reports to the members twice a year."


@dataclass(slots=True)
class Debate:
    """A motion on the working plan with two amendments, one of which has an amendment of its own."""

    found: Gathering
    item: UUID
    motion: UUID
    four: UUID
    three: UUID
    in_writing: UUID

    def decides(self, motion: UUID, choice: str) -> None:
        """A vote is held on a motion, with everybody of one mind."""
        vote = self.found.asks("working_plan", motion=motion)
        for name in SPEAKERS.values():
            self.found.casts(name, vote, choice)
        self.found.closes(vote)

    def asked(self, motion: UUID) -> str:
        """With which code a vote on a motion is refused."""
        return refused(open_vote, actor=self.found.desk(), item=self.item, question=Question(motion=motion))

    def standing(self) -> list[StandingMotion]:
        """All of them in the order of voting."""
        return standing_motions(AgendaItem.objects.get(public_id=self.item))

    def states(self) -> dict[str, str]:
        """What became of each, by title."""
        return {one.motion.title: one.state for one in self.standing()}


@pytest.fixture
def debate(world: World) -> Debate:
    found = opened(world)
    item = found.item("working_plan")

    def filed(title: str, text: str, parent: UUID | None = None, reach: int | None = None) -> UUID:
        given = {"title": title, "text": text, "parent": parent, "reach": reach}
        return file_motion(actor=found.desk(), item=item, **given).motion

    motion = filed("Reports", TEXT)
    four = filed("Four", TEXT.replace("twice", "four times"), motion, 2)
    three = filed("Three", TEXT.replace("twice", "three times"), motion, 1)
    in_writing = filed("In writing", TEXT.replace("twice", "four times").replace("reports", "reports in writing"), four)
    return Debate(found, item, motion, four, three, in_writing)


def test_all_wait_in_the_order_of_voting(debate: Debate) -> None:
    assert list(debate.states()) == ["In writing", "Four", "Three", "Reports"]
    assert all(one.can_be_put for one in debate.standing())


def test_what_changes_a_rejected_text_has_fallen(debate: Debate) -> None:
    debate.decides(debate.four, "no")
    assert debate.states() == {"In writing": "fallen", "Four": "rejected", "Three": "open", "Reports": "open"}
    assert debate.asked(debate.in_writing) == "fallen"
    assert not Vote.objects.filter(motion__public_id=debate.in_writing).exists()


def test_with_the_motion_all_its_amendments_fall(debate: Debate) -> None:
    debate.decides(debate.motion, "no")
    assert set(debate.states().values()) == {"rejected", "fallen"}
    assert debate.asked(debate.three) == "fallen"


def test_one_that_cannot_stand_beside_an_adopted_one_has_fallen(debate: Debate) -> None:
    rank_motion(actor=debate.found.desk(), motion=debate.four, reach=2, excludes=(debate.three,))
    debate.decides(debate.in_writing, "yes")
    debate.decides(debate.four, "yes")
    assert debate.states() == {"In writing": "adopted", "Four": "adopted", "Three": "fallen", "Reports": "open"}
    assert debate.asked(debate.three) == "fallen"
    debate.decides(debate.motion, "yes")
    assert debate.states()["Reports"] == "adopted"


def test_what_comes_after_its_text_was_adopted_comes_too_late(debate: Debate) -> None:
    debate.decides(debate.four, "yes")
    late = next(one for one in debate.standing() if one.motion.public_id == debate.in_writing)
    assert (late.state, late.settled, late.can_be_put) == ("open", True, False)
    assert debate.asked(debate.in_writing) == "settled"


def test_a_vote_that_decided_nothing_leaves_a_motion_open(debate: Debate) -> None:
    debate.decides(debate.four, "abstain")  # nobody for it: rejected
    debate.decides(debate.four, "yes")  # the house came back to it
    assert debate.states()["Four"] == "adopted"


def test_the_text_with_what_was_adopted(debate: Debate) -> None:
    debate.decides(debate.in_writing, "yes")
    debate.decides(debate.four, "yes")
    motion = Motion.objects.get(public_id=debate.motion)
    assert text_of(motion, debate.standing()) == "The Board reports in writing to the members four times a year."
    debate.decides(debate.three, "yes")  # nobody said that it cannot stand beside the other
    assert text_of(motion, debate.standing()) is None


def test_rank_motion(debate: Debate) -> None:
    rank_motion(actor=debate.found.desk(), motion=debate.three, reach=9, excludes=(debate.four,))
    row = Motion.objects.get(public_id=debate.three)
    assert (row.reach, row.excludes) == (9, [str(debate.four)])
    assert next(iter(debate.states())) == "Three"
    assert line_of("assemblies.rank_motion", debate.three).outcome["reach"] == 9


def test_rank_motion_refused(debate: Debate) -> None:
    desk, given = debate.found.desk(), {"motion": debate.three, "reach": 3}
    assert refused(rank_motion, actor=debate.found.actor("delegate"), **given) == "not_allowed"
    assert refused(rank_motion, actor=desk, motion=uuid4()) == "not_found"
    assert refused(rank_motion, actor=desk, motion=debate.three, reach=-1) == "reach_invalid"
    for other in (debate.motion, debate.in_writing, debate.three, uuid4()):
        assert refused(rank_motion, actor=desk, motion=debate.three, excludes=(other,)) == "not_beside"
    debate.decides(debate.four, "yes")
    assert refused(rank_motion, actor=desk, **given) == "ranked_too_late"
    assert no_line_of("assemblies.rank_motion")


def test_an_item_without_motions_has_none(world: World) -> None:
    found = with_agenda(world)
    assert found.row.meeting_on > PLANNED
    assert standing_motions(AgendaItem.objects.get(public_id=found.item("budget"))) == []
