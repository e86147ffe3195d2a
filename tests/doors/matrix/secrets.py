"""What may be read by whom: the words by which a member's records would be recognised on a page."""

from collections.abc import Iterator

from koinon.rooms.dues.models import Invoice
from koinon.rooms.people.models import Mandate, Person
from tests.doors.matrix.addresses import Address
from tests.doors.matrix.cast import Someone
from tests.doors.matrix.stage import MEMBERS, Stage
from tests.doors.matrix.visits import Answer


def words_of(stage: Stage, member: str) -> set[str]:
    """Names, addresses, numbers and ids that belong to one member and occur nowhere else."""
    organisation = stage.world.organisation(member)
    people = Mandate.objects.filter(subject=organisation.public_id).values("person")
    # Those of the cast: the others are called by words that stand on any page.
    spoken_for = Person.objects.filter(pk__in=people, email__endswith="@matrix.example")
    invoices = Invoice.objects.filter(organisation=organisation).exclude(number=None)
    ids = [value for values in stage.own[member].values() for value in values if not isinstance(value, int)]
    return {
        organisation.name,
        *spoken_for.values_list("name", flat=True),
        *spoken_for.values_list("email", flat=True),
        *(invoice.full_number for invoice in invoices),
        *(invoice.reference for invoice in invoices),
        *map(str, ids),
    }


# Pages on which every member reads who the other members of a meeting are.
SHOWS_MEMBERS = frozenset({"members:meeting", "members:meeting_roll", "members:meeting_proxy", "members:minutes"})


class Hidden:
    """The words that somebody must not meet, by door; gathered once."""

    def __init__(self, stage: Stage, someone: Someone) -> None:
        self.someone = someone
        foreign = [member for member in MEMBERS if member != someone.member]
        reads_all = someone.role and someone.role != "technician"
        words = set() if reads_all else set().union(*(words_of(stage, member) for member in foreign))
        own = stage.people.get(someone.name)
        self.inside = words - {own.name, own.email} if own else words
        # Who our members are is public; who speaks for them and what they owe is not.
        self.outside = self.inside - {stage.world.organisation(member).name for member in MEMBERS}

    def leaked(self, address: Address, answer: Answer) -> Iterator[str]:
        """The words that stand on a page all the same, but for those that the visitor brought in the address."""
        closed = address.door in {"desk", "members"} and address.key not in SHOWS_MEMBERS
        for word in self.inside if closed else self.outside:
            if word in answer.text and word not in answer.path:
                yield f"{self.someone.name}: {answer} shows {word}"
