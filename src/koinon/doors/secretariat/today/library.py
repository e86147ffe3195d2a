"""What needs a hand about the library."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import WEEK, Desk, Row, first_of, sample
from koinon.rooms.documents.queries import lapsing_documents

KEEPERS = ("communications", "policy", "secretary_general")


def lapsing(desk: Desk) -> Iterator[Row]:
    """Documents whose period is over or ends soon, and that nothing follows."""
    count, found = first_of(lapsing_documents(desk.actor), "title", "ends_on")
    if not count:
        return
    title = ngettext(
        "%(count)s document has lapsed or ends soon, and nothing follows it",
        "%(count)s documents have lapsed or end soon, and nothing follows them",
        count,
    )
    yield Row(
        title=title % {"count": count},
        urgency=WEEK,
        roles=KEEPERS,
        url=f"{reverse('desk:documents')}?needs=lapsing",
        action=_("See which"),
        detail=sample([name for name, _day in found], count),
        due_on=found[0][1],
        late=found[0][1] < desk.today,
    )
