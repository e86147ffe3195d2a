"""An action: permission, one transaction, one journal line a subject, nothing left behind by a refusal."""

from uuid import uuid4

import pytest
from pytest_django import Settings

from koinon.core.action import Action, BulkAction, action, all_actions
from koinon.core.actors import Actor
from koinon.core.canonical import digest
from koinon.core.models import Decision, JournalEntry, OutboxMessage
from koinon.core.refusals import Refused
from tests.core.workbench import Noted, note
from tests.world import APPROVING, World, moment


def lines(name: str = "workbench.note") -> list[JournalEntry]:
    """The journal's lines of an action."""
    return list(JournalEntry.objects.filter(action=name).order_by("id"))


def test_success_gives_the_fact_and_keeps_the_row(house: Actor, db: None) -> None:
    noted = note(actor=house, reference="B1")
    assert noted.reference == "B1"
    assert Decision.objects.get(public_id=noted.decision).reference == "B1"


def test_journal_line_says_who_what_when_with_which_inputs(world: World) -> None:
    actor, organisation = world.actor("secretary_general"), world.organisations["ours"]
    noted = note(actor=actor, reference="B1", organisation=organisation)
    (line,) = lines()
    assert (line.actor_kind, line.actor, line.door) == ("person", actor.person, "test")
    assert line.at == moment(APPROVING)
    assert (line.subject, line.organisation) == (noted.decision, organisation)
    assert line.inputs["reference"] == "B1"
    assert line.outcome == {
        "decision": str(noted.decision),
        "organisation": str(organisation),
        "reference": "B1",
        "on": "2026-03-01",
    }


def test_redacted_inputs_are_kept_as_a_digest(house: Actor, db: None) -> None:
    note(actor=house, reference="B1", secret="open sesame")
    note(actor=house, reference="B2", secret="open sesame")
    note(actor=house, reference="B3", secret="another")
    digests = [line.inputs["secret"] for line in lines()]
    assert "sesame" not in str(digests)
    assert digests[0] == digests[1] != digests[2]


def test_whoever_reads_the_journal_cannot_try_guesses_on_a_digest(house: Actor, db: None, settings: Settings) -> None:
    note(actor=house, reference="B1", secret="ana@example.org")
    settings.SECRET_KEY = "another house"
    note(actor=house, reference="B2", secret="ana@example.org")
    ours, theirs = (line.inputs["secret"] for line in lines())
    assert ours != theirs
    assert digest("ana@example.org") not in str([ours, theirs])


def test_refusal_leaves_nothing_behind(house: Actor, quiet: None) -> None:
    before = Decision.objects.count()
    with pytest.raises(Refused) as caught:
        note(actor=house, reference="bad one")
    refusal = caught.value.refusal
    assert (refusal.code, str(refusal.kept)) == ("bad_reference", "Nothing was changed.")
    assert str(refusal) == "Such a reference is not possible. Nothing was changed. Write another."
    assert Decision.objects.count() == before
    assert not JournalEntry.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_failure_leaves_nothing_behind(house: Actor, quiet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koinon.core.recording.enqueue_all", lambda postings: 1 / 0)
    before = Decision.objects.count()
    with pytest.raises(ZeroDivisionError):
        note(actor=house, reference="B1")
    assert Decision.objects.count() == before
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("who", ["treasurer", "auditor", "technician"])
def test_staff_without_the_permission_are_told(world: World, who: str) -> None:
    with pytest.raises(Refused) as caught:
        note(actor=world.actor(who), reference="B1")
    # Without a mandate over what it is about there is nothing to know.
    assert caught.value.refusal.code == "not_found"


@pytest.mark.parametrize(
    ("who", "member", "code"),
    [
        ("contact", "ours", None),
        ("delegate", "ours", "not_allowed"),
        ("contact", "theirs", "not_found"),
        ("their_contact", "ours", "not_found"),
        ("former", "ours", "not_found"),
        ("stranger", "ours", "not_found"),
        ("nobody", "ours", "not_found"),
    ],
)
def test_permission_over_an_organisation(world: World, who: str, member: str, code: str | None) -> None:
    found = None
    try:
        note(actor=world.actor(who), reference="B1", organisation=world.organisations[member])
    except Refused as refused:
        found = refused.refusal.code
    assert found == code
    assert len(lines()) == (0 if code else 1)


def test_unknown_and_foreign_records_are_answered_alike(world: World) -> None:
    answers = []
    for organisation in (uuid4(), world.organisations["theirs"]):
        with pytest.raises(Refused) as caught:
            note(actor=world.actor("contact"), reference="B1", organisation=organisation)
        answers.append(str(caught.value.refusal))
    assert answers[0] == answers[1]


def test_an_action_within_an_action_falls_with_it(house: Actor, quiet: None) -> None:
    from django.db import transaction

    def both() -> None:
        with transaction.atomic():
            note(actor=house, reference="B1")
            note(actor=house, reference="bad")

    with pytest.raises(Refused):
        both()
    assert not lines()


def test_called_without_an_actor_is_a_mistake(db: None) -> None:
    with pytest.raises(TypeError, match="actor"):
        note(reference="B1")  # type: ignore[call-arg]


def test_registering_twice_or_wordlessly_is_a_mistake() -> None:
    def wordless(*, actor: Actor) -> Noted: ...

    def spoken(*, actor: Actor) -> Noted:
        """Say it."""

    with pytest.raises(ValueError, match="says nowhere"):
        action("workbench.wordless", needs="workbench.note")(wordless)
    with pytest.raises(ValueError, match="two actions"):
        action("workbench.note", needs="workbench.note")(spoken)
    with pytest.raises(KeyError):
        action("workbench.other", needs="workbench.undeclared")(spoken)


def test_registry_knows_room_sentence_and_outcome() -> None:
    spec = next(spec for spec in all_actions() if spec.name == "workbench.note")
    assert (spec.room, spec.sentence, spec.fact) == ("workbench", "Note a decision.", Noted)
    assert isinstance(note, Action)
    assert not isinstance(note, BulkAction)
    assert isinstance(note.spec.over, str)
