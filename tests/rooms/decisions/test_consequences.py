"""What follows from a decision is said before the vote, and carried out once it is taken, by the room concerned."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.core import outbox
from koinon.core.facts.decisions import DecisionRegistered
from koinon.core.models import JournalEntry
from koinon.rooms.admissions.models import Application
from koinon.rooms.assemblies.actions import ItemDetails
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.decisions.actions import (
    PlanDetails,
    PlanItemDetails,
    add_plan_item,
    carry_out,
    draft_plan,
    drop_consequence,
    let_fall,
    propose_rules,
    want_consequence,
)
from koinon.rooms.decisions.jobs import reconcile
from koinon.rooms.decisions.models import Consequence, WorkingPlan
from koinon.rooms.decisions.queries import consequences_of_meeting, left_consequences, refused_consequences
from koinon.rooms.decisions.reactions import settle_what_follows
from koinon.rooms.decisions.wanted import (
    AdoptedDocument,
    AdoptedPlan,
    Exclusion,
    KeptRights,
    NewRules,
    Ratification,
    Seats,
)
from koinon.rooms.documents.actions import publish_edition
from koinon.rooms.documents.files import Upload
from koinon.rooms.documents.models import Adoption
from koinon.rooms.dues.models import Waiver
from koinon.rooms.memberships.models import Membership
from koinon.rooms.rulebook.models import RulebookVersion
from tests.rooms.admissions import applying
from tests.rooms.assemblies.meeting import MEETING_ON, PLANNED, Gathering
from tests.rooms.bodies.board import board
from tests.rooms.decisions.deciding import as_it_stands, decides, gathering, moves, opens, votes, wants, worker
from tests.rooms.documents import library
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, cecop_texts

State = Consequence.State


@pytest.fixture(autouse=True)
def _day(calendar: Callable[..., None]) -> None:
    calendar(MEETING_ON, 18)


def published(world: World) -> UUID:
    """A document of the library with a version."""
    document, _edition = library.published(world, title="Declaration of the Assembly")
    return document


# ---- Before the vote


def test_want_consequence(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "activity_report", AdoptedDocument(document))
    row = as_it_stands(wanted)
    assert (row.kind, row.state, row.given) == ("document", "wanted", {"document": str(document)})
    line = line_of("decisions.want_consequence", wanted)
    assert (line.outcome["kind"], line.rulebook) == ("document", found.row.rules.hash)
    assert [one.public_id for one in consequences_of_meeting(found.desk(), found.id)] == [wanted]


@pytest.mark.parametrize(
    ("item", "wanted", "code"),
    [
        ("minutes", Exclusion(uuid4()), "not_brought_about"),
        ("activity_report", AdoptedDocument(uuid4()), "not_found"),
        ("working_plan", AdoptedPlan(uuid4()), "not_found"),
    ],
)
def test_want_consequence_refuses(world: World, item: str, wanted: Any, code: str) -> None:
    found = gathering(world)
    given = {"item": found.item(item), "wanted": wanted}
    assert refused(want_consequence, actor=found.desk(PLANNED), **given) == code
    assert refused(want_consequence, actor=world.actor("treasurer", PLANNED), **given) == "not_allowed"
    assert no_line_of("decisions.want_consequence")


def test_want_consequence_refuses_it_twice_and_once_the_vote_has_begun(world: World) -> None:
    found, document = gathering(world), published(world)
    given = {"item": found.item("activity_report"), "wanted": AdoptedDocument(document)}
    want_consequence(actor=found.desk(PLANNED), **given)
    assert refused(want_consequence, actor=found.desk(PLANNED), **given) == "wanted_already"
    opens(found)
    found.asks("accounts")
    late = {"item": found.item("accounts"), "wanted": AdoptedDocument(document)}
    assert refused(want_consequence, actor=found.desk(), **late) == "vote_begun"


def test_want_consequence_refuses_an_amendment(world: World) -> None:
    found, document = opens(gathering(world)), published(world)
    motion = moves(found, "accounts", "Text of the motion")
    amendment = moves(found, "accounts", "Text of the amendment", parent=motion)
    given = {"item": found.item("accounts"), "motion": amendment, "wanted": AdoptedDocument(document)}
    assert refused(want_consequence, actor=found.desk(), **given) == "amendment_brings_nothing"


def test_drop_consequence(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "activity_report", AdoptedDocument(document))
    drop_consequence(actor=found.desk(PLANNED), consequence=wanted)
    assert not Consequence.objects.exists()
    assert line_of("decisions.drop_consequence", wanted).outcome["kind"] == "document"


def test_drop_consequence_refuses_after_the_vote(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    votes(opens(found))
    assert refused(drop_consequence, actor=found.desk(), consequence=wanted) == "vote_begun"
    worker()
    assert refused(drop_consequence, actor=found.desk(), consequence=wanted) == "settled_already"
    assert no_line_of("decisions.drop_consequence")


def test_propose_rules(world: World) -> None:
    made = propose_rules(actor=world.actor("membership"), texts=cecop_texts())
    line = line_of("decisions.propose_rules", made.rules)
    assert line.outcome["hash"] == made.hash
    assert "hmac_sha256" in line.inputs["texts"]


def test_propose_rules_refuses_errors(world: World) -> None:
    texts = {**cecop_texts(), "fees.toml": "nonsense"}
    assert refused(propose_rules, actor=world.actor("membership"), texts=texts) == "rulebook_invalid"
    assert no_line_of("decisions.propose_rules")


# ---- Each kind, from a closed vote to what it brings about


def test_a_document_is_adopted(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "activity_report", AdoptedDocument(document))
    entry = decides(opens(found), "activity_report")
    row = as_it_stands(wanted)
    assert (row.state, row.decision) == (State.CARRIED_OUT, entry)
    adoption = Adoption.objects.select_related("decision", "edition__document").get()
    assert (adoption.decision, adoption.edition.document.public_id) == (entry.cited, document)
    line = line_of("documents.adopt_document", document)
    assert (line.actor_kind, line.inputs["decision"]["reference"]) == ("system", "GA2026/1")


def test_rules_are_adopted(world: World) -> None:
    found = gathering(world, ItemDetails("fees"))
    texts = {name: text.replace("1450.00", "1460.00") for name, text in cecop_texts().items()}
    rules = propose_rules(actor=found.desk(PLANNED), texts=texts).rules
    wanted = wants(found, "fees", NewRules(rules, date(2027, 1, 1)))
    entry = decides(opens(found), "fees")
    version = RulebookVersion.objects.get(in_force_from=date(2027, 1, 1))
    assert (version.decision, version.texts) == (entry.cited, texts)
    assert as_it_stands(wanted).outcome == {"version": str(version.public_id)}


def test_an_admission_is_ratified(world: World) -> None:
    applicant = applying.decided(world)
    found = gathering(world, ItemDetails("admissions"))
    wanted = wants(found, "admissions", Ratification(applicant.id))
    entry = decides(opens(found), "admissions")
    row = Application.objects.get(public_id=applicant.id)
    assert (row.state, row.ratification) == ("admitted", entry.cited)
    assert as_it_stands(wanted).state == State.CARRIED_OUT


def test_the_elected_take_their_seats(world: World) -> None:
    found = gathering(world, ItemDetails("elections"), elections=True)
    wanted = wants(found, "elections", Seats("board", "member"))
    names = tuple(str(world.people[name]) for name in ("contact", "their_contact"))
    entry = decides(opens(found), "elections", seats=2, candidates=names)
    assert as_it_stands(wanted).state == State.CARRIED_OUT
    seats = HeldSeat.objects.select_related("mandate__person", "decision")
    assert {str(seat.mandate.person.public_id) for seat in seats} == set(names)
    assert {(seat.seat, seat.starts_on, seat.decision) for seat in seats} == {("member", MEETING_ON, entry.cited)}
    assert entry.about_persons
    assert "Contact" in entry.text


def test_who_cannot_take_a_seat_keeps_nobody_else_off_it(world: World) -> None:
    found = gathering(world, ItemDetails("elections"), elections=True)
    wanted = wants(found, "elections", Seats("board", "member"))
    names = tuple(str(world.people[name]) for name in ("contact", "stranger"))
    decides(opens(found), "elections", seats=2, candidates=names)
    row = as_it_stands(wanted)
    assert (row.state, row.refusal["code"]) == (State.REFUSED, "member_needed")
    assert "Stranger" in row.refusal["words"]
    assert set(row.outcome["seats"]) == {str(world.people["contact"])}
    carry_out(actor=found.desk(), consequence=wanted)
    assert HeldSeat.objects.count() == 1


def test_somebody_is_elected_in_place_of_another(world: World) -> None:
    seat = board(world)["their_contact"]
    found = gathering(world, ItemDetails("elections"), elections=True)
    wanted = wants(found, "elections", Seats("board", "vice_president", in_place_of=seat))
    decides(opens(found), "elections", seats=1, candidates=(str(world.people["network_contact"]),))
    row = as_it_stands(wanted)
    assert row.state == State.CARRIED_OUT, row.refusal
    held = HeldSeat.objects.select_related("mandate").get(way="replaced")
    assert (held.term_ends_on, held.mandate.person.public_id) == (date(2029, 5, 22), world.people["network_contact"])


def test_a_member_keeps_its_rights(world: World) -> None:
    ours = world.organisations["ours"]
    found = gathering(world, ItemDetails(title="Arrears", decision="waiver", concerns=ours))
    wanted = wants(found, "waiver", KeptRights(world.memberships["ours"], "It pays in July."))
    meeting = opens(found)
    vote = meeting.asks("waiver")
    for name in ("their_contact", "associated_contact"):
        meeting.casts(name, vote)
    meeting.closes(vote)
    worker()
    assert as_it_stands(wanted).state == State.CARRIED_OUT
    waiver = Waiver.objects.select_related("decision").get()
    assert (waiver.starts_on, waiver.ends_on, waiver.decision.reference) == (MEETING_ON, None, "GA2026/1")


def test_the_working_plan_is_adopted(world: World) -> None:
    plan = planned_work(world)
    found = gathering(world)
    wanted = wants(found, "working_plan", AdoptedPlan(plan))
    entry = decides(opens(found), "working_plan")
    row = WorkingPlan.objects.get(public_id=plan)
    assert (row.state, row.adopted_by) == ("adopted", entry.cited)
    assert as_it_stands(wanted).state == State.CARRIED_OUT


def planned_work(world: World) -> UUID:
    """A draft of a plan with an item."""
    actor = world.actor("policy", PLANNED)
    details = PlanDetails("Working plan 2026", date(2026, 7, 1), date(2027, 6, 30))
    plan = draft_plan(actor=actor, details=details).plan
    item = PlanItemDetails("research", "A study", date(2026, 9, 1), date(2026, 12, 1))
    add_plan_item(actor=actor, plan=plan, details=item)
    return plan


def excluding(world: World) -> tuple[Gathering, UUID]:
    """A meeting that votes on the exclusion of the associated member."""
    concerned = world.organisations["associated"]
    found = gathering(world, ItemDetails(title="Exclusion", decision="exclusion", concerns=concerned))
    return found, wants(found, "exclusion", Exclusion(world.memberships["associated"]))


def test_nobody_is_excluded_unheard(world: World) -> None:
    found, wanted = excluding(world)
    meeting = opens(found)
    vote = meeting.asks("exclusion")
    for name in ("delegate", "their_contact"):
        meeting.casts(name, vote)
    meeting.closes(vote)
    worker()
    row = as_it_stands(wanted)
    assert (row.state, row.refusal["code"]) == (State.REFUSED, "not_heard")
    assert row.decision is not None
    assert row.decision.adopted
    assert Membership.objects.get(public_id=world.memberships["associated"]).ends_on is None
    assert [one.public_id for one in refused_consequences(found.desk())] == [wanted]


# ---- Carried out once, whatever happens


def test_carry_out_refuses_a_second_time(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    decides(opens(found))
    assert refused(carry_out, actor=found.desk(), consequence=wanted) == "settled_already"
    assert refused(carry_out, actor=world.actor("policy", MEETING_ON), consequence=wanted) == "not_allowed"
    assert line_of("decisions.carry_out", wanted).outcome["state"] == "carried_out"


def test_carry_out_refuses_before_the_vote(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    assert refused(carry_out, actor=found.desk(), consequence=wanted) == "not_decided"
    assert no_line_of("decisions.carry_out")


def test_the_reaction_bears_being_run_twice(world: World) -> None:
    found, document = gathering(world), published(world)
    wants(found, "accounts", AdoptedDocument(document))
    entry = decides(opens(found))
    fact = DecisionRegistered(entry.public_id, "assembly", entry.reference, MEETING_ON, True, "members", None)
    settle_what_follows(fact)
    reconcile()
    assert Adoption.objects.count() == 1
    assert JournalEntry.objects.filter(action="decisions.carry_out").count() == 1


def test_what_fell_between_is_settled_later(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    votes(opens(found))
    outbox.OutboxMessage.objects.all().delete()
    assert reconcile() == 2
    assert as_it_stands(wanted).state == State.CARRIED_OUT


def test_what_is_refused_waits_for_a_person_and_is_tried_again(world: World) -> None:
    found = gathering(world)
    document = library.added(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    decides(opens(found))
    assert as_it_stands(wanted).refusal["code"] == "nothing_published"
    assert reconcile() == 0
    publish_edition(
        actor=world.actor("communications", MEETING_ON),
        document=document,
        language="en",
        source=Upload("plan.pdf", library.pdf_file()),
    )
    carry_out(actor=found.desk(), consequence=wanted)
    row = as_it_stands(wanted)
    assert (row.state, row.refusal) == (State.CARRIED_OUT, {})
    assert not refused_consequences(found.desk()).exists()


def test_let_fall_with_what_was_rejected_and_follow_after_all(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    meeting = opens(found)
    rejected = decides(meeting, choice="no")
    row = as_it_stands(wanted)
    assert (row.state, row.decision) == (State.VOID, rejected)
    assert line_of("decisions.let_fall", wanted).outcome["state"] == "void"
    adopted = decides(meeting)
    row = as_it_stands(wanted)
    assert (row.state, row.decision) == (State.CARRIED_OUT, adopted)


def test_let_fall_refuses_before_the_vote_and_after(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    assert refused(let_fall, actor=found.desk(), consequence=wanted) == "vote_to_come"
    assert no_line_of("decisions.let_fall")
    decides(opens(found))
    assert refused(let_fall, actor=found.desk(), consequence=wanted) == "settled_already"


def test_a_vote_on_a_motion_leaves_what_follows_from_the_item_to_the_desk(world: World) -> None:
    found, document = gathering(world), published(world)
    wanted = wants(found, "accounts", AdoptedDocument(document))
    meeting = opens(found)
    entry = decides(meeting, "accounts", motion=moves(meeting, "accounts", "We adopt it."))
    assert as_it_stands(wanted).state == State.WANTED
    assert not left_consequences(found.desk()).exists()
    carry_out(actor=found.desk(), consequence=wanted, decision=entry.public_id)
    assert as_it_stands(wanted).decision == entry


KINDS: Mapping[str, tuple[str, ...]] = {
    "ordinary": ("document", "working_plan"),
    "fees": ("rulebook", "document"),
    "exclusion": ("exclusion",),
    "dissolution": (),
}


@pytest.mark.parametrize("decision", KINDS)
def test_the_rulebook_says_which_decision_brings_what_about(world: World, decision: str) -> None:
    from koinon.rooms.decisions.rules import kinds_for

    found = gathering(world)
    from koinon.rooms.assemblies.rules import rulebook_of

    rulebook = rulebook_of(found.row)
    assert tuple(kinds_for(rulebook, "assembly", decision, "")) == KINDS[decision]
