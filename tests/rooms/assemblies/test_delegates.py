"""A member names who votes for it; without that, whoever holds its mandate of delegate does."""

from datetime import date
from uuid import UUID, uuid4

from koinon.rooms.assemblies.actions import NamedDelegate, name_delegate
from koinon.rooms.assemblies.models import Delegation, Piece
from tests.rooms.assemblies.meeting import CONVENED, Gathering, convened, opened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def name(found: Gathering, *people: UUID, who: str = "contact", member: str = "ours", votes: int | None = None) -> None:
    """The first is the delegate, the others substitutes."""
    delegates = [NamedDelegate(people[0], people[1:], votes)] if people else []
    ours = found.world.organisations[member]
    name_delegate(actor=found.actor(who, CONVENED), meeting=found.id, member=ours, delegates=delegates)


def speakers(found: Gathering, member: str = "ours") -> list[str]:
    """Who may cast a member's votes, in their order."""
    known = {str(public_id): name for name, public_id in found.world.people.items()}
    piece = Piece.objects.get(meeting__public_id=found.id, member=found.world.organisations[member])
    return [known[person] for person in piece.speakers]


def test_name_delegate(world: World) -> None:
    found = convened(world)
    name(found, world.people["contact"], world.people["delegate"])
    assert line_of("assemblies.name_delegate", found.id).organisation == world.organisations["ours"]
    name(found, world.people["delegate"], world.people["contact"])
    assert Delegation.objects.filter(rank=0).get().person == world.people["delegate"]
    found.comes("contact", "their_contact")
    found.opens()
    assert speakers(found) == ["delegate", "contact"]


def test_without_names_the_mandate_speaks(world: World) -> None:
    found = opened(world)
    assert [speakers(found, member) for member in ("ours", "theirs")] == [["delegate"], ["their_contact"]]


def test_name_delegate_refused(world: World) -> None:
    found = convened(world)
    contact, delegate = world.people["contact"], world.people["delegate"]
    assert refused(name, found) == refused(name, found, contact, contact) == "named_twice"
    assert refused(name, found, world.people["former"]) == "no_mandate"
    assert refused(name, found, world.people["editor"]) == "no_mandate"
    assert refused(name, found, uuid4()) == "no_mandate"
    assert refused(name, found, contact, who="editor") == "not_allowed"
    assert refused(name, found, world.people["their_contact"], member="theirs") == "not_found"
    assert refused(name, found, contact, votes=3) == "not_by_the_rules"
    assert refused(name, found, world.people["network_contact"], who="network_contact", member="network") == (
        "may_not_vote"
    )
    split = [NamedDelegate(contact, votes=1), NamedDelegate(delegate, votes=1)]
    given = {"meeting": found.id, "member": world.organisations["ours"], "delegates": split}
    assert refused(name_delegate, actor=found.actor("contact", CONVENED), **given) == "not_by_the_rules"
    assert no_line_of("assemblies.name_delegate")


def test_once_it_is_open_names_stay(world: World) -> None:
    found = opened(world)
    assert refused(name, found, world.people["contact"]) == "meeting_state"


def test_a_mandate_that_begins_later_is_none_on_the_day(world: World) -> None:
    found = convened(world)
    mandate = world.person("contact").mandates.get()
    mandate.starts_on = date(2026, 6, 19)
    mandate.save()
    assert refused(name, found, world.people["contact"], who="delegate") == "no_mandate"


def test_a_delegate_whose_mandate_has_ended_gives_way_to_the_substitute(world: World) -> None:
    found = convened(world)
    name(found, world.people["delegate"], world.people["contact"])
    mandate = world.person("delegate").mandates.get()
    mandate.ends_on = date(2026, 6, 17)
    mandate.save()
    found.opens()
    assert speakers(found) == ["contact"]
