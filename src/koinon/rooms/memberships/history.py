"""What happened to an organisation as a member, and what is under way: one list, read in one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce

from koinon.core.actors import Actor
from koinon.rooms.memberships.models import Membership, MembershipChange, Merger
from koinon.rooms.memberships.queries import (
    visible_changes,
    visible_memberships,
    visible_notices,
    visible_proceedings,
)
from koinon.rooms.organisations.models import NameChange, Organisation

COLUMNS = ("kind", "day", "until", "said", "before", "body", "reference", "link")


@dataclass(frozen=True, slots=True)
class Happened:
    """Something in the life of a member, on a day.

    `kind` is what: how a membership began or ended (`admit`, `resign`, `lapse`, `exclude`, `merge`); `notice`,
    `notice_runs` (to its last day), `notice_taken_back`; `category`; `proposed`, `invited`, `to_be_heard` (while it
    is), `heard`, `dropped`; `absorbed` (another member); `named`. `said` and `before` are its words or keys, `until`
    another day that belongs to it, `body` and `reference` the decision, `link` the organisation that it leads to.
    """

    kind: str
    on: date
    until: date | None
    said: str
    before: str
    body: str
    reference: str
    link: UUID | None

    @property
    def decision(self) -> str:
        """The decision as it is cited; empty where there was none."""
        return f"{self.body}, {self.reference}" if self.body else ""


def history_of(actor: Actor, organisation: Organisation) -> list[Happened]:
    """All that happened to a visible organisation's memberships and name, as far as the actor may see it."""
    first, *others = _parts(actor, organisation)
    rows = [Happened(*row) for row in first.union(*others, all=True)]
    return sorted(rows, key=lambda row: row.on)


def _parts(actor: Actor, organisation: Organisation) -> Iterator[Any]:
    own = visible_memberships(actor).filter(organisation=organisation).order_by().values("pk")
    yield _of(MembershipChange.objects.filter(membership__in=own), F("event"), "on", "decision", **SUCCESSOR)
    notices = visible_notices(actor).filter(membership__in=own)
    yield _of(notices, "notice", "received_on", until="last_day", said="way")
    yield _of(notices.filter(state="given"), "notice_runs", "last_day")
    yield _of(notices.filter(state="taken_back"), "notice_taken_back", "closed_on")
    changes = visible_changes(actor).filter(membership__in=own)
    yield _of(changes, "category", "on", "decision", said="category", before="from_category")
    cases = visible_proceedings(actor).filter(membership__in=own)
    yield _of(cases, "proposed", "opened_on", "opened_by")
    yield _of(cases.exclude(invited_on=None), "invited", "invited_on", until="answer_by")
    yield _of(cases.filter(closed_on=None).exclude(answer_by=None), "to_be_heard", "answer_by", said="state")
    yield _of(cases.exclude(answered_on=None), "heard", "answered_on", said="answer")
    yield _of(cases.filter(state="dropped"), "dropped", "closed_on", said="reason")
    if actor.may("memberships.see"):
        merged = Merger.objects.filter(successor=organisation)
        other = {"said": "absorbed__organisation__name", "link": "absorbed__organisation__public_id"}
        yield _of(merged, "absorbed", "on", "decision", **other)
    names = NameChange.objects.filter(organisation=organisation)
    yield _of(names, "named", "on", "decision", said="name", before="old_name")


SUCCESSOR = {"said": "membership__merger__successor__name", "link": "membership__merger__successor__public_id"}


def _of(
    rows: "QuerySet[Any]", kind: Any, day: str, decision: str = "", *, until: str = "", **more: str
) -> "QuerySet[Any]":
    """Rows of one kind in a shape that can be united with the others'."""
    texts = {name: _text(more.get(name, "")) for name in ("said", "before")}
    cited = {
        "body": _text(f"{decision}__body" if decision else ""),
        "reference": _text(f"{decision}__reference" if decision else ""),
    }
    shaped = (
        rows.select_related(None)
        .order_by()
        .annotate(
            h_kind=Cast(Value(kind), CharField()) if isinstance(kind, str) else kind,
            h_day=F(day),
            h_until=F(until) if until else Cast(Value(None), DateField()),
            h_link=F(more["link"]) if "link" in more else Cast(Value(None), UUIDField()),
            **{f"h_{name}": value for name, value in {**texts, **cited}.items()},
        )
    )
    found: QuerySet[Any] = shaped.values_list(*(f"h_{name}" for name in COLUMNS))
    return found


def _text(field: str) -> Any:
    return Coalesce(Cast(F(field), CharField()), Value("")) if field else Value("", CharField())


def running_notice(history: list[Happened]) -> Happened | None:
    """The notice that runs, by its last day."""
    return next((row for row in history if row.kind == "notice_runs"), None)


def open_hearing(history: list[Happened]) -> Happened | None:
    """The hearing that the member is asked to, by its last day."""
    return next((row for row in history if row.kind == "to_be_heard"), None)


def successor_in(history: list[Happened], membership: Membership | None) -> Happened | None:
    """What a membership became part of."""
    if membership is None or membership.state != "merged":
        return None
    return next((row for row in history if row.kind == "merge"), None)
