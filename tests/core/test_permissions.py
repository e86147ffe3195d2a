"""Who may do what: the table that the rooms declare keeps the promises made to members and auditors."""

import pytest

from koinon.core.action import all_actions
from koinon.core.actors import Actor, anonymous_actor
from koinon.core.permissions import MANDATES, ROLES, all_permissions, permission, permission_named
from tests.world import APPROVING, World, moment


def held_by(role: str) -> set[str]:
    """What a role over the confederation allows, beyond what is open to everyone."""
    actor = Actor(kind="person", at=moment(APPROVING), door="test", roles=frozenset({role}))
    return {p.name for p in all_permissions() if actor.may(p.name) and not p.open_to_everyone and _of_a_room(p.name)}


def allowed_by(mandate: str) -> set[str]:
    """What a mandate over an organisation allows there."""
    return {p.name for p in all_permissions() if mandate in p.mandates and _of_a_room(p.name)}


def _of_a_room(name: str) -> bool:
    return not name.startswith("workbench.")


RECORDS = {"people.see", "organisations.see", "memberships.see", "declarations.see", "dues.see"}
MEETINGS = {"bodies.see", "assemblies.see", "decisions.see"}


def needed() -> set[str]:
    """What the actions of the rooms need: whoever holds none of these changes nothing."""
    return {spec.needs for spec in all_actions() if spec.function.__module__.startswith("koinon.")}


def test_the_auditor_reads_everything_and_does_nothing() -> None:
    assert held_by("auditor") >= RECORDS | {"rulebook.see"}
    assert not held_by("auditor") & needed()


def test_the_technician_sees_no_members_record() -> None:
    assert "rulebook.see" in held_by("technician")
    assert not held_by("technician") & (RECORDS | needed())


@pytest.mark.parametrize(
    ("role", "besides"), [("policy", {"admissions.see", "decisions.plan"}), ("communications", set())]
)
def test_officers_without_a_part_in_money_keep_the_library_and_read_the_rest(role: str, besides: set[str]) -> None:
    assert held_by(role) == RECORDS | MEETINGS | {"rulebook.see", "documents.see", "documents.keep"} | besides


def test_the_house_itself_decides_nothing_about_money() -> None:
    money = {"dues.approve", "dues.issue", "dues.cancel", "dues.remind", "dues.record_payment"}
    assert not held_by("system") & (money | {"declarations.estimate"})
    assert money <= {p.name for p in all_permissions()}
    # What an Assembly's vote has waived it writes down, citing that decision (rooms/decisions).
    assert "dues.waive" in held_by("system")


def test_only_the_secretary_general_names_staff_and_adopts_rules() -> None:
    for name in ("people.name_staff", "rulebook.adopt", "organisations.keep_confederation"):
        assert permission_named(name).roles == {"secretary_general", "system"}


def test_what_a_mandate_allows() -> None:
    # Which of those who speak for a member may name whom, the rulebook says besides.
    everybody = RECORDS | {"people.name_own", "people.choose_mail", "assemblies.see"}
    assert allowed_by("delegate") == everybody | {"assemblies.represent"}
    own = {"organisations.keep_own", "declarations.declare", "assemblies.represent"}
    assert allowed_by("contact") == everybody | own | {"memberships.leave", "memberships.answer"}
    assert allowed_by("finance_contact") == everybody | {"declarations.declare"}
    assert allowed_by("editor") == everybody | {"organisations.keep_own"}


def test_a_stranger_may_only_what_is_open_to_everyone() -> None:
    stranger = anonymous_actor(moment(APPROVING), "test")
    open_to_all = {"organisations.enquire", "people.answer", "admissions.apply", "dues.ask"}
    # Who may vote says the roll, and who sits where the body's mandates: the actions ask them.
    open_to_all |= {
        "assemblies.preside",
        "assemblies.attend",
        "assemblies.vote",
        "assemblies.count",
        "bodies.speak_for_oneself",
    }
    assert {p.name for p in all_permissions() if stranger.may(p.name)} == open_to_all


def test_a_mandate_holds_over_its_organisation_only(world: World) -> None:
    contact = world.actor("contact")
    assert contact.may("dues.see", world.organisations["ours"])
    assert not contact.may("dues.see", world.organisations["theirs"])
    assert not contact.may("dues.see")
    assert contact.organisations("dues.see") == {world.organisations["ours"]}
    assert not contact.is_staff
    assert world.actor("auditor").is_staff


def test_a_mandate_over_the_confederation_is_no_mandate_over_members(world: World) -> None:
    assert not world.actor("treasurer").mandates
    assert not world.actor("treasurer").organisations("dues.see")


def test_every_permission_says_what_it_allows() -> None:
    for known in all_permissions():
        assert str(known.words), known.name
        assert known.roles | known.mandates, f"{known.name} is given to nobody"


def test_unknown_roles_and_twins_are_mistakes() -> None:
    with pytest.raises(ValueError, match="unknown roles"):
        permission("workbench.other", "other", roles=["king"])
    with pytest.raises(ValueError, match="unknown roles"):
        permission("workbench.other", "other", mandates=["treasurer"])
    with pytest.raises(ValueError, match="declared twice"):
        permission("workbench.note", "note")
    assert not set(ROLES) & set(MANDATES)
