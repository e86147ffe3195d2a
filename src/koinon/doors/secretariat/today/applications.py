"""What needs a hand about applications."""

from collections.abc import Callable, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import KEEPERS, TODAY, WAITING, WEEK, Desk, Row, sample
from koinon.rooms.admissions.queries import visible_applications


def _submitted(count: int) -> str:
    return ngettext("%(count)s application was submitted", "%(count)s applications were submitted", count)


def _under_review(count: int) -> str:
    return ngettext("%(count)s application is under review", "%(count)s applications are under review", count)


def _board(count: int) -> str:
    return ngettext("%(count)s application waits for the Board", "%(count)s applications wait for the Board", count)


def _ratification(count: int) -> str:
    return ngettext("%(count)s admission waits to be ratified", "%(count)s admissions wait to be ratified", count)


KINDS: Mapping[str, tuple[Callable[[int], str], str]] = {
    "submitted": (_submitted, TODAY),
    "under_review": (_under_review, WEEK),
    "board": (_board, WAITING),
    "ratification": (_ratification, WAITING),
}


def on_their_way(desk: Desk) -> Iterator[Row]:
    """Applications that somebody has to look at, or that a body has before it; in one query."""
    rows = visible_applications(desk.actor).filter(state__in=KINDS).order_by("changed_at", "id")
    found = list(rows.values_list("state", "name"))
    for state, (title, urgency) in KINDS.items():
        names = [name for of, name in found if of == state]
        if names:
            yield Row(
                title=title(len(names)) % {"count": len(names)},
                urgency=urgency,
                roles=KEEPERS,
                url=f"{reverse('desk:applications')}?state={state}",
                action=_("See them"),
                detail=sample(names, len(names)),
            )
