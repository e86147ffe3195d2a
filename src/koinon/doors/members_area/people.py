"""Who speaks for an organisation, and what each mandate lets them do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from koinon.core.permissions import MANDATES, Words, all_permissions
from koinon.doors.members_area.visit import Visit
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import mandates_over


@dataclass(slots=True)
class Speaker:
    """A person with the mandates they hold over an organisation."""

    name: str
    email: str
    roles: list[Words] = field(default_factory=list)
    until: date | None = None

    @property
    def words(self) -> str:
        """The mandates in words, capital first."""
        said = ", ".join(str(role) for role in self.roles)
        return said[:1].upper() + said[1:]


def speakers(visit: Visit, known: Iterable[Mandate] | None = None) -> list[Speaker]:
    """The people with a mandate in force, contacts first; none for who may not see them. One query, or none."""
    if not visit.may("people.see"):
        return []
    running = mandates_over(visit.over, visit.actor.today) if known is None else known
    found: dict[int, Speaker] = {}
    order = list(MANDATES)
    held = sorted(running, key=lambda mandate: order.index(mandate.role))
    for mandate in held:
        person = mandate.person
        speaker = found.setdefault(person.pk, Speaker(person.name, person.email))
        speaker.roles.append(MANDATES[mandate.role])
        speaker.until = speaker.until or mandate.ends_on
    return list(found.values())


def what_mandates_allow() -> list[tuple[Words, list[Words]]]:
    """What may be done for an organisation, and by which mandates, from the house's own list of permissions."""
    return [
        (permission.words, [MANDATES[role] for role in MANDATES if role in permission.mandates])
        for permission in all_permissions()
        if permission.mandates
    ]
