"""Actions, a reaction, a delivery and a job made to be tested; they note decisions, the ground's simplest record.

They stand in the registries only while a test of the ground runs (see conftest.py).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from koinon.core.action import Declined, action, bulk_action
from koinon.core.actors import Actor
from koinon.core.facts import Fact
from koinon.core.models import Decision
from koinon.core.outbox import PermanentFailure, handler
from koinon.core.permissions import permission
from koinon.core.reactions import reacts_to
from koinon.core.refusals import Refusal, refuse
from koinon.core.schedule import scheduled
from koinon.core.spec import Private

permission("workbench.note", "note decisions", roles=["secretary_general", "system"], mandates=["contact"])


@dataclass(frozen=True, slots=True)
class Noted(Fact):
    """A decision was noted."""

    decision: UUID
    organisation: UUID | None
    reference: str
    on: date


@dataclass(frozen=True, slots=True)
class Bound(Fact):
    """A decision was bound into the book."""

    decision: UUID


delivered: list[Mapping[str, Any]] = []
reacted: list[Noted] = []
ran: list[str] = []


def _note(reference: str, organisation: UUID | None = None) -> Noted:
    row = Decision.objects.create(body="Bench", taken_on=date(2026, 3, 1), reference=reference)
    if reference.startswith("bad"):
        refuse("bad_reference", "Such a reference is not possible.", to_do="Write another.")
    return Noted(row.public_id, organisation, reference, row.taken_on)


@action("workbench.note", needs="workbench.note", over="organisation", redacted=("secret",))
def note(*, actor: Actor, reference: str, organisation: UUID | None = None, secret: str = "") -> Noted:
    """Note a decision."""
    return _note(reference, organisation)


@action("workbench.note_unseen", needs="workbench.note", private=Private.ACTOR | Private.TIME | Private.INPUTS)
def note_unseen(*, actor: Actor, reference: str) -> Noted:
    """Note a decision without saying who, when or what."""
    return _note(reference)


@action("workbench.note_nowhere", needs="workbench.note", private=Private.LINE)
def note_nowhere(*, actor: Actor, reference: str) -> Noted:
    """Note a decision without a line in the journal."""
    return _note(reference)


@bulk_action("workbench.bind", needs="workbench.note", fact=Bound, subjects="decisions", chunk=3)
def bind(decisions: Sequence[UUID], *, actor: Actor, until: int = 10**6) -> list[Bound | Declined]:
    """Bind noted decisions into the book; what is bound is declined."""
    rows = {row.public_id: row for row in Decision.objects.select_for_update().filter(public_id__in=decisions)}
    results: list[Bound | Declined] = []
    for public_id in decisions:
        row = rows.get(public_id)
        if row is None or row.body == "Book":
            results.append(Declined(public_id, Refusal("bound_already", "It is bound.")))
            continue
        if Decision.objects.filter(body="Book").count() >= until:
            refuse("book_full", "The book is full.")
        row.body = "Book"
        row.save(update_fields=["body"])
        results.append(Bound(public_id))
    return results


@reacts_to(Noted)
def remember(noted: Noted) -> None:
    """What another room does because a decision was noted."""
    reacted.append(noted)


@handler("workbench.letter")
def deliver(payload: Mapping[str, Any]) -> None:
    """Delivers; `fails` says how; with `begins`, says in that file that it has begun and takes its time."""
    if "begins" in payload:
        with Path(payload["begins"]).open("a") as file:
            file.write(payload["message"] + "\n")
        time.sleep(payload["takes"])
    if payload.get("fails") == "for good":
        raise PermanentFailure("no such address")
    if payload.get("fails") == "for now":
        raise ConnectionError("the server is away")
    delivered.append(payload)


@scheduled("workbench.sweep", "0 6 * * *")
def sweep() -> None:
    """Every morning."""
    ran.append("sweep")
