"""What was typed after a stay had ended: kept beside its application, and only there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing

from koinon.rooms.admissions.access import PAGES, new_secret, page_seal, sealed_application
from koinon.rooms.admissions.actions import expire_draft, park_answers, submit_application, withdraw_application
from koinon.rooms.admissions.models import ParkedAnswers
from tests.rooms.admissions.applying import BEGUN, Applicant, begun, filled, submitted
from tests.rooms.outcomes import line_of, refused
from tests.world import World

TYPED = {"name": "Federação Nova", "city": "Porto"}


def park(applicant: Applicant, place: str = "organisation", **typed: str) -> None:
    """Send a page whose stay is over."""
    late = applicant.actor(BEGUN + timedelta(days=1))
    park_answers(actor=late, page=page_seal(applicant.row), place=place, typed=typed or TYPED)


def test_park_answers(world: World) -> None:
    applicant = begun(world)
    park(applicant)
    kept = ParkedAnswers.objects.get()
    assert (kept.application, kept.place, kept.typed) == (applicant.row, "organisation", TYPED)
    assert (applicant.row.name, applicant.version) == ("", 1), "the application itself is as it was"
    line = line_of("admissions.park_answers", applicant.id)
    assert "Porto" not in str(line.inputs)
    park(applicant, city="Lisbon")
    assert ParkedAnswers.objects.get().typed == {"city": "Lisbon"}


def test_no_text_holds_what_the_database_does_not_store(world: World) -> None:
    park(begun(world), **{"fact-\x00level": "nat\x00ional"})
    assert ParkedAnswers.objects.get().typed == {"fact-level": "national"}


def test_a_forged_or_old_page_is_refused(world: World) -> None:
    applicant = begun(world)
    seal, nobody = page_seal(applicant.row), applicant.actor()
    forged = signing.dumps(str(applicant.id), salt="another")
    for page in ("", "x", seal[:-1], seal.swapcase(), forged, str(applicant.id), signing.dumps([1], salt=PAGES)):
        assert refused(park_answers, actor=nobody, page=page, place="organisation", typed=TYPED) == "page_unknown"
    unknown = signing.dumps(str(uuid4()), salt=PAGES)
    assert refused(park_answers, actor=nobody, page=unknown, place="organisation", typed=TYPED) == "page_unknown"
    assert not ParkedAnswers.objects.exists()
    assert sealed_application(seal) == applicant.id


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ("", TYPED),
        ("x" * 41, TYPED),
        ("organisation", {}),
        ("organisation", {"name": "x" * 5100}),
        ("organisation", {f"fact-{number}": "x" for number in range(31)}),
    ],
)
def test_more_than_a_page_holds_is_refused(world: World, place: str, typed: dict[str, str]) -> None:
    applicant = begun(world)
    given = {"actor": applicant.actor(), "page": page_seal(applicant.row)}
    assert refused(park_answers, **given, place=place, typed=typed) == "too_much"
    for number in range(12):
        park(applicant, f"place-{number}")
    assert refused(park_answers, **given, place="one-more", typed=TYPED) == "too_much"


def test_what_lies_before_the_secretariat_takes_nothing(world: World) -> None:
    applicant = submitted(world)
    given = {"actor": applicant.actor(), "page": page_seal(applicant.row)}
    assert refused(park_answers, **given, place="organisation", typed=TYPED) == "not_editable"


def test_saving_the_page_takes_its_place(world: World) -> None:
    applicant = begun(world)
    park(applicant)
    park(applicant, "address", city="Porto")
    applicant.save(details={"name": "Nova"}, place="organisation")
    assert [row.place for row in ParkedAnswers.objects.all()] == ["address"]


def test_it_ends_with_the_application(world: World) -> None:
    applicant = filled(world)
    park(applicant)
    submit_application(actor=applicant.actor(), access=applicant.access, seen_version=applicant.version)
    assert not ParkedAnswers.objects.exists()
    other = Applicant(world, "other@example.org")
    other.come_in()
    park(other)
    withdraw_application(actor=other.actor(), access=other.access, seen_version=1)
    assert not ParkedAnswers.objects.exists()
    third = Applicant(world, "third@example.org")
    third.come_in()
    park(third)
    expire_draft(actor=world.actor("system", BEGUN + timedelta(days=400)), application=third.id)
    assert not ParkedAnswers.objects.exists()


def test_a_seal_lets_nobody_in(world: World) -> None:
    applicant = begun(world)
    given = {"actor": applicant.actor(), "seen_version": 1}
    for word in (page_seal(applicant.row), new_secret()):
        assert refused(withdraw_application, access=word, **given) == "stay_ended"


def test_what_no_database_keeps_is_left_out_of_names_too(world: World) -> None:
    applicant = begun(world)
    park(applicant, **{"fact-\x00level": "nati\x00onal"})
    assert ParkedAnswers.objects.get().typed == {"fact-level": "national"}
