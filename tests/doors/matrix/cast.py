"""Every kind of person who may come to a door, and what they are to us."""

from dataclasses import dataclass
from datetime import date, timedelta

from koinon.rooms.people.actions import add_person, name_for_organisation
from koinon.rooms.people.models import Person
from tests.world import STAFF, World

MANDATES = ("contact", "finance_contact", "delegate", "editor")
# Those whose rights have ended, never began, or are switched off.
NOT_ANY_MORE = ("expired", "inactive", "unmandated")


@dataclass(frozen=True, slots=True)
class Someone:
    """A kind of person: the member they speak for and as what, or their role in the secretariat."""

    name: str
    member: str = ""
    mandate: str = ""
    role: str = ""

    @property
    def signs_in(self) -> bool:
        """Whether the house knows them once they show their session; the inactive are strangers to it."""
        return self.name not in {"stranger", "inactive"}

    @property
    def outside(self) -> bool:
        """Whether they have no rights at all today."""
        return not self.member and not self.role


CAST = {
    someone.name: someone
    for someone in (
        Someone("stranger"),
        *(Someone(name) for name in NOT_ANY_MORE),
        *(Someone(f"our_{mandate}", "ours", mandate) for mandate in MANDATES),
        *(Someone(f"their_{mandate}", "theirs", mandate) for mandate in MANDATES),
        *(Someone(role, role=role) for role in STAFF),
    )
}


STRANGERS = tuple(someone.name for someone in CAST.values() if not someone.signs_in)
SIGNED_IN = tuple(someone.name for someone in CAST.values() if someone.signs_in)
NO_ROLE = tuple(someone.name for someone in CAST.values() if someone.signs_in and not someone.role)
EDITORS = ("secretary_general", "policy", "communications")
NO_EDITORS = tuple(role for role in STAFF if role not in EDITORS)
PRESIDE = ("secretary_general", "membership")
READERS = tuple(role for role in STAFF if role not in {"auditor", "technician"})


def alike(someone: Someone, door: str, method: str, of_wagtail: bool) -> tuple[str, ...]:
    """Those who are the same to a part of the house, because one gate decides: away from CI they take turns at it."""
    groups: tuple[tuple[str, ...], ...] = (STRANGERS, SIGNED_IN)
    if door == "desk" and of_wagtail:
        groups = (STRANGERS, NO_ROLE, EDITORS, NO_EDITORS)
    elif door == "desk":
        groups = (STRANGERS, NO_ROLE, READERS if method == "POST" else ("policy", "communications"))
    elif door == "live":
        groups = (STRANGERS, PRESIDE, NO_ROLE, tuple(role for role in STAFF if role not in PRESIDE))
    elif door == "members":
        groups = (STRANGERS, READERS)
    return next((group for group in groups if someone.name in group), (someone.name,))


def people_of(world: World, today: date) -> dict[str, Person]:
    """The row of everybody in the cast but the stranger, on record through the actions of the house."""
    rows = {role: world.person(role) for role in STAFF}
    for someone in CAST.values():
        if someone.member:
            rows[someone.name] = _named(world, someone.name, someone.member, someone.mandate)
    rows["unmandated"] = _on_record(world, "unmandated")
    rows["expired"] = _named(world, "expired", "ours", "contact", today - timedelta(days=1))
    rows["inactive"] = _named(world, "inactive", "ours", "contact")
    rows["inactive"].is_active = False
    rows["inactive"].save()
    return rows


def _on_record(world: World, name: str) -> Person:
    # Names that occur nowhere else, so that finding one on a page means that the page shows this person.
    added = add_person(
        actor=world.actor("system"), email=f"{name}@matrix.example", name=f"Zyx {name.replace('_', ' ').title()}"
    )
    return Person.objects.get(public_id=added.person)


def _named(world: World, name: str, member: str, mandate: str, ends_on: date | None = None) -> Person:
    person = _on_record(world, name)
    name_for_organisation(
        actor=world.actor("system"),
        person=person.public_id,
        organisation=world.organisations[member],
        role=mandate,
        starts_on=date(2024, 1, 1),
        ends_on=ends_on,
    )
    return person
