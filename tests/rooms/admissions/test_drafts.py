"""Drafts: kept page by page, judged each time, never lost to another's change; papers that cannot act."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from koinon.adapters.storage import private_store
from koinon.rooms.admissions.access import new_secret
from koinon.rooms.admissions.actions import Answers, Upload, attach_paper, remove_paper, save_draft
from koinon.rooms.admissions.models import Application, ApplicationPaper
from koinon.rooms.admissions.rules import fee_of
from koinon.rooms.rulebook.queries import rulebook_in_force
from tests.files import PNG, pdf
from tests.rooms.admissions.applying import BEGUN, DETAILS, FACTS, FIGURES, Applicant, begun, filled, submitted
from tests.rooms.outcomes import line_of, refused
from tests.world import World


def test_save_draft(world: World) -> None:
    applicant = begun(world)
    later = BEGUN + timedelta(hours=0)
    applicant.save(later, details=DETAILS, facts=FACTS, figures=FIGURES)
    row = applicant.row
    assert (row.name, row.country, row.contact_name) == (DETAILS["name"], "PT", "Ana Prado")
    assert (row.category, row.criterion, row.version) == ("full", "national_organisation", 2)
    assert row.facts == FACTS
    line = line_of("admissions.save_draft", row.public_id)
    assert line.rulebook == row.rulebook == rulebook_in_force(BEGUN).version
    assert "Ana Prado" not in str(line.inputs)


def test_what_a_page_does_not_ask_stays_and_what_was_emptied_goes(world: World) -> None:
    applicant = begun(world)
    applicant.save(facts=FACTS)
    applicant.save(details={"city": "Porto"}, facts={"cicopa": None}, figures={"cooperatives": Decimal(3)})
    assert applicant.row.facts == {"level": "national", "worker_cooperatives": True}
    assert (applicant.row.category, applicant.row.city) == ("", "Porto")
    applicant.save(details={"city": ""}, figures={"cooperatives": None})
    assert (applicant.row.city, applicant.row.figures) == ("", {})


def test_an_answer_that_the_rules_no_longer_offer_is_let_go(world: World) -> None:
    applicant = begun(world)
    once = {"level": "galactic", "cicopa": "member"}
    Application.objects.update(facts=once, figures={"nature": {"text": "golden"}, "budget": {"number": "-1"}})
    applicant.save(facts={"worker_cooperatives": True}, figures={"cooperatives": Decimal(3)})
    assert applicant.row.facts == {"cicopa": "member", "worker_cooperatives": True}
    assert applicant.row.figures == {"cooperatives": {"number": "3"}}


def test_two_people_at_once(world: World) -> None:
    applicant = begun(world)
    first = Answers(details={"name": "Ours"})
    colleague = Applicant(world, applicant.email)
    colleague.come_in()
    save_draft(actor=applicant.actor(), access=applicant.access, answers=first, seen_version=1)
    second = {"actor": applicant.actor(), "access": colleague.access, "answers": Answers(details={"name": "Theirs"})}
    assert refused(save_draft, **second, seen_version=1) == "stale"
    assert applicant.row.name == "Ours"
    save_draft(**second, seen_version=2)
    assert applicant.row.name == "Theirs"


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"details": {"state": "admitted"}}, "detail_unknown"),
        ({"details": {"email": "other@example.org"}}, "detail_unknown"),
        ({"details": {"name": "x" * 201}}, "too_long"),
        ({"details": {"country": "Atlantis"}}, "country_invalid"),
        ({"details": {"website": "javascript:alert(1)"}}, "website_invalid"),
        ({"facts": {"level": "galactic"}}, "answer_invalid"),
        ({"facts": {"worker_cooperatives": "yes"}}, "answer_invalid"),
        ({"facts": {"shoe_size": "42"}}, "answer_invalid"),
        ({"figures": {"cooperatives": Decimal("1.5")}}, "figure_invalid"),
        ({"figures": {"turnover": Decimal(-1)}}, "figure_invalid"),
        ({"figures": {"nature": "heavenly"}}, "figure_invalid"),
    ],
)
def test_save_draft_refused(world: World, answers: dict[str, Any], code: str) -> None:
    applicant = begun(world)
    given = {"actor": applicant.actor(), "answers": Answers(**answers), "seen_version": 1}
    assert refused(save_draft, access=applicant.access, **given) == code
    assert applicant.version == 1


def test_drafts_are_their_writers_own(world: World) -> None:
    applicant = begun(world)
    for access in ("", new_secret()):
        given = {"actor": applicant.actor(), "answers": Answers(), "seen_version": 1}
        assert refused(save_draft, access=access, **given) == "stay_ended"
        assert refused(remove_paper, actor=applicant.actor(), access=access, paper=uuid4()) == "stay_ended"
    late = applicant.actor(BEGUN + timedelta(days=1))
    assert refused(save_draft, actor=late, access=applicant.access, answers=Answers(), seen_version=1) == "stay_ended"


def test_what_was_submitted_is_not_edited(world: World) -> None:
    applicant = submitted(world)
    given = {"actor": applicant.actor(applicant.row.submitted_at.date()), "access": applicant.access}
    upload = Upload("letter", "more.pdf", PNG)
    paper = applicant.row.papers.first()
    assert paper is not None
    assert refused(save_draft, **given, answers=Answers(), seen_version=applicant.version) == "not_editable"
    assert refused(attach_paper, **given, upload=upload) == "not_editable"
    assert refused(remove_paper, **given, paper=paper.public_id) == "not_editable"


def test_the_fee_by_the_applicants_own_figures(world: World) -> None:
    applicant = filled(world)
    rulebook = rulebook_in_force(BEGUN)
    fee = fee_of(rulebook, applicant.row, 2026)
    assert fee is not None
    assert fee.amount is not None
    assert fee.illustrative
    applicant.save(figures={"turnover": None})
    open_fee = fee_of(rulebook, applicant.row, 2026)
    assert open_fee is not None
    assert (open_fee.amount, [gap.key for gap in open_fee.missing]) == (None, ["turnover"])
    applicant.save(facts={"cicopa": None})
    assert fee_of(rulebook, applicant.row, 2026) is None


def test_attach_and_remove_paper(world: World) -> None:
    applicant = begun(world)
    paper = applicant.attach("statutes")
    row = ApplicationPaper.objects.get(public_id=paper)
    assert (row.item, row.name, row.media_type, row.size) == ("statutes", "statutes.pdf", "application/pdf", len(pdf()))
    assert private_store().get(row.digest) == pdf()
    assert line_of("admissions.attach_paper", applicant.id).outcome["item"] == "statutes"
    assert applicant.attach("statutes") == paper, "the same file sent twice is one paper"
    remove_paper(actor=applicant.actor(), access=applicant.access, paper=paper)
    assert not ApplicationPaper.objects.exists()
    assert line_of("admissions.remove_paper", applicant.id).outcome["item"] == "statutes"


def test_attach_paper_refused(world: World) -> None:
    applicant = begun(world)

    def attach(item: str, content: bytes, access: str = applicant.access) -> str:
        upload = Upload(item, "a.pdf", content)
        return refused(attach_paper, actor=applicant.actor(), access=access, upload=upload)

    assert attach("letter", b"<script>alert(1)</script>") == "paper_refused"
    assert attach("letter", b"") == "paper_refused"
    # What the desk checks for itself is nothing to attach to.
    assert attach("evidence", PNG) == "item_unknown"
    assert attach("anything", PNG) == "item_unknown"
    assert attach("letter", PNG, access=new_secret()) == "stay_ended"
    for number in range(30):
        applicant.attach("letter", content=PNG + bytes([number]))
    assert attach("letter", PNG) == "too_many_papers"


def test_papers_of_others_are_not_found(world: World) -> None:
    applicant, other = begun(world), Applicant(world, "other@example.org")
    paper = applicant.attach("letter")
    other.come_in()
    assert refused(remove_paper, actor=other.actor(), access=other.access, paper=paper) == "not_found"
