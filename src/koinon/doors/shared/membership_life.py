"""The life of a membership in words: how it began, what changed, what is under way, how it ended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.core.actors import Actor
from koinon.doors.shared import words
from koinon.rooms.memberships.models import (
    CategoryChange,
    ExclusionProceeding,
    Membership,
    MembershipChange,
    Merger,
    WithdrawalNotice,
)
from koinon.rooms.memberships.queries import visible_changes, visible_notices, visible_proceedings
from koinon.statutes.rulebook import Rulebook

Event = dict[str, Any]
GIVEN, OPEN = "given", ("opened", "invited", "heard")


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to an organisation's memberships, and what is under way."""

    changes: list[MembershipChange]
    notices: list[WithdrawalNotice]
    categories: list[CategoryChange]
    proceedings: list[ExclusionProceeding]
    mergers: list[Merger]

    @property
    def notice(self) -> WithdrawalNotice | None:
        """The notice that was given and is not in effect yet."""
        return next((row for row in self.notices if row.state == GIVEN), None)

    @property
    def to_come(self) -> CategoryChange | None:
        """A change of category that is decided and has not come."""
        return next((row for row in self.categories if row.applied_on is None), None)

    @property
    def proceeding(self) -> ExclusionProceeding | None:
        """A proceeding that is open."""
        return next((row for row in self.proceedings if row.closed_on is None), None)

    def successor_of(self, membership: Membership | None) -> Merger | None:
        """What a membership became part of."""
        return next((row for row in self.mergers if membership and row.absorbed_id == membership.pk), None)


def life_of(actor: Actor, memberships: Iterable[Membership]) -> Life:
    """All of it, as far as the actor may see it; five queries."""
    keys = [row.pk for row in memberships]
    changes = MembershipChange.objects.filter(membership__in=keys).select_related("decision", "membership")
    mergers = Merger.objects.filter(absorbed__in=keys).select_related("successor", "decision")
    return Life(
        changes=list(changes),
        notices=list(visible_notices(actor).filter(membership__in=keys)),
        categories=list(visible_changes(actor).filter(membership__in=keys)),
        proceedings=list(visible_proceedings(actor).filter(membership__in=keys)),
        mergers=list(mergers),
    )


def events_of(life: Life, rulebook: Rulebook | None, today: date) -> list[Event]:
    """What happened and what is to come, the latest first."""
    found = [*_states(life), *_notices(life), *_categories(life, rulebook), *_proceedings(life)]
    for event in found:
        event["ahead"] = event["on"] > today
    return sorted(found, key=lambda event: event["on"], reverse=True)


def _states(life: Life) -> Iterator[Event]:
    titles = {
        "admit": _("Admitted"),
        "resign": _("Resigned"),
        "lapse": _("Membership lapsed"),
        "exclude": _("Excluded"),
        "merge": _("Became part of another member"),
    }
    merged = {row.absorbed_id: row for row in life.mergers}
    for change in life.changes:
        detail = str(change.decision or "")
        if change.event == "merge" and change.membership_id in merged:
            detail = f"{merged[change.membership_id].successor.name} ({detail})"
        yield {"on": change.on, "title": titles.get(change.event, change.event), "detail": detail}


def _notices(life: Life) -> Iterator[Event]:
    for notice in life.notices:
        says = {"day": words.long_date(notice.last_day), "how": notice.get_way_display()}
        detail = _("%(how)s; takes effect on %(day)s") % says
        yield {"on": notice.received_on, "title": _("Notice of withdrawal"), "detail": detail}
        if notice.state == GIVEN:
            yield {"on": notice.last_day, "title": _("Last day, by its notice"), "detail": ""}
        if notice.state == "taken_back" and notice.closed_on:
            yield {"on": notice.closed_on, "title": _("Notice taken back"), "detail": ""}


def _categories(life: Life, rulebook: Rulebook | None) -> Iterator[Event]:
    for change in life.categories:
        names = {"before": _kind(rulebook, change.from_category), "after": _kind(rulebook, change.category)}
        title = _("%(before)s, then %(after)s") % names
        if change.from_category == change.category:
            title = _("%(after)s, under another criterion") % names
        yield {"on": change.on, "title": title, "detail": str(change.decision)}


def _kind(rulebook: Rulebook | None, key: str) -> str:
    known = rulebook.categories.get(key) if rulebook else None
    return words.say(known.label) if known else key


def _proceedings(life: Life) -> Iterator[Event]:
    for case in life.proceedings:
        yield {"on": case.opened_on, "title": _("Exclusion proposed"), "detail": str(case.opened_by)}
        if case.invited_on and case.answer_by:
            detail = _("to be heard by %(day)s") % {"day": words.long_date(case.answer_by)}
            yield {"on": case.invited_on, "title": _("Invited to be heard"), "detail": detail}
        if case.answered_on:
            yield {"on": case.answered_on, "title": _("Heard"), "detail": case.get_answer_display()}
        if case.closed_on and case.state == "dropped":
            yield {"on": case.closed_on, "title": _("Proceeding dropped"), "detail": case.reason}
