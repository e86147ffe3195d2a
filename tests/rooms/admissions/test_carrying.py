"""Answers from the questionnaire: checked, kept with the link, in the draft that it opens; never over another's."""

from decimal import Decimal

import pytest

from koinon.rooms.admissions.access import new_secret
from koinon.rooms.admissions.actions import Answers, bring_answers, open_link, send_link
from koinon.rooms.admissions.models import ApplicantLink
from koinon.rooms.rulebook.queries import rulebook_in_force
from tests.rooms.admissions.applying import BEGUN, FACTS, Applicant, begun, submitted
from tests.rooms.outcomes import line_of, refused
from tests.world import World

STATED = Answers(facts=FACTS, figures={"cooperatives": Decimal(120)})


def test_what_was_stated_lies_with_the_link_until_it_is_used(world: World) -> None:
    applicant = Applicant(world)
    sent = send_link(actor=applicant.actor(), email=applicant.email, statements=STATED)
    link = ApplicantLink.objects.get(public_id=sent.link)
    assert link.statements == {"facts": FACTS, "figures": {"cooperatives": {"number": "120"}}}
    assert "joins_too" not in str(line_of("admissions.send_link", sent.link).inputs)


def test_the_link_opens_a_draft_that_holds_it(world: World) -> None:
    applicant = come_in_with(world, STATED)
    row = applicant.row
    assert (row.facts, row.figures) == (FACTS, {"cooperatives": {"number": "120"}})
    assert (row.category, row.criterion, row.rulebook) == (
        "full",
        "national_organisation",
        rulebook_in_force(BEGUN).version,
    )
    assert row.carried == {"facts": FACTS, "figures": row.figures}
    assert not ApplicantLink.objects.exclude(statements={}).exists()


@pytest.mark.parametrize(
    "hostile",
    [
        {"level": "galactic"},
        {"shoe_size": "44"},
        {"worker_cooperatives": "yes"},
        {"statutes_article": "   "},
        {"cicopa": True},
        {"state": "admitted"},
    ],
)
def test_what_makes_no_sense_is_dropped(world: World, hostile: dict[str, bool | str]) -> None:
    figures = {"budget": Decimal(-1), "nature": "golden", "shoes": Decimal(2)}
    applicant = come_in_with(world, Answers(facts=hostile, figures=figures))
    assert (applicant.row.facts, applicant.row.figures, applicant.row.carried) == ({}, {}, {})


def test_words_are_bounded(world: World) -> None:
    applicant = come_in_with(world, Answers(facts={"statutes_article": "a\x00 " * 4000}))
    assert len(applicant.row.facts["statutes_article"]) <= 500
    assert "\x00" not in applicant.row.facts["statutes_article"]


def test_gaps_are_filled_and_nothing_is_overwritten(world: World) -> None:
    applicant = begun(world)
    applicant.save(facts={"level": "regional", "cicopa": "member"})
    come_in_with(world, STATED, applicant)
    row = applicant.row
    assert row.facts == {"level": "regional", "cicopa": "member", "worker_cooperatives": True}
    assert row.carried["facts"] == FACTS, "the draft remembers what was stated otherwise"
    applicant.save(facts={"cicopa": "member"})
    assert set(applicant.row.carried["facts"]) == {"level", "worker_cooperatives"}
    applicant.save(facts={"level": "national", "worker_cooperatives": True}, figures={"cooperatives": Decimal(3)})
    assert applicant.row.carried == {}


def test_what_came_along_before_is_still_to_be_gone_through(world: World) -> None:
    applicant = come_in_with(world, Answers(facts={"level": "national"}, figures={"cooperatives": Decimal(120)}))
    come_in_with(world, Answers(facts={"level": "regional", "cicopa": "member"}), applicant)
    row = applicant.row
    assert row.facts == {"level": "national", "cicopa": "member"}
    assert row.carried["facts"] == {"level": "regional", "cicopa": "member"}, "the later word counts"
    assert row.carried["figures"] == row.figures == {"cooperatives": {"number": "120"}}


def test_what_was_submitted_takes_nothing_along(world: World) -> None:
    applicant = submitted(world)
    before = applicant.row.facts
    applicant.access = new_secret()
    come_in_with(world, Answers(facts={"sectoral": True}), applicant)
    assert (applicant.row.facts, applicant.row.carried) == (before, {})


def test_bring_answers(world: World) -> None:
    applicant = begun(world)
    done = bring_answers(actor=applicant.actor(), access=applicant.access, statements=STATED)
    assert (done.application, done.version, applicant.row.facts) == (applicant.id, 2, FACTS)
    line = line_of("admissions.bring_answers", applicant.id)
    assert line.rulebook == done.rulebook
    assert "joins_too" not in str(line.inputs)
    bring_answers(actor=applicant.actor(), access=applicant.access, statements=STATED)
    assert applicant.version == 2, "brought twice it is there once"


def test_bring_answers_refused(world: World) -> None:
    applicant = submitted(world)
    given = {"actor": applicant.actor(applicant.row.submitted_at.date()), "statements": STATED}  # type: ignore[union-attr]
    assert refused(bring_answers, access=applicant.access, **given) == "not_a_draft"
    assert refused(bring_answers, access=new_secret(), **given) == "stay_ended"


def come_in_with(world: World, stated: Answers, applicant: Applicant | None = None) -> Applicant:
    """Ask for a link with these answers and use it."""
    applicant = applicant or Applicant(world)
    link = applicant.mailed_link(statements=stated)
    applicant.access = new_secret()
    open_link(actor=applicant.actor(), link=link, access=applicant.access)
    return applicant
