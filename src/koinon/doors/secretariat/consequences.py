"""Consequences in words for the desk: what follows, of what, how it stands, and the steps that are possible."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.core.actors import Actor
from koinon.core.refusals import Words
from koinon.doors.secretariat.steps import Step, may_take
from koinon.rooms.decisions.actions import carry_out, drop_consequence, let_fall
from koinon.rooms.decisions.models import Consequence
from koinon.rooms.decisions.naming import what_of
from koinon.statutes.rulebook import Rulebook

State = Consequence.State
TONES = {State.WANTED: "calm", State.CARRIED_OUT: "good", State.REFUSED: "attention", State.VOID: "plain"}
OVER = ("closed", "minutes_approved")


@dataclass(frozen=True, slots=True)
class ShownConsequence:
    """A consequence as the desk shows it; `of` names what it is about."""

    row: Consequence
    of: str
    steps: Sequence[Step] = field(default_factory=tuple)

    @property
    def state(self) -> tuple[Words, str]:
        """How it stands, in a word with its tone."""
        return self.row.get_state_display().capitalize(), TONES[State(self.row.state)]

    @property
    def refusal(self) -> Sequence[str]:
        """What a room said against it: what happened, what was kept, what to do."""
        kept: dict[str, Any] = self.row.refusal
        return [kept[name] for name in ("words", "kept", "to_do") if kept.get(name)]


def shown_consequences(actor: Actor, rows: Iterable[Consequence], rulebook: Rulebook | None) -> list[ShownConsequence]:
    """Consequences with what they are about and what this person may do with them."""
    found = list(rows)
    named = what_of(found, rulebook, get_language() or "en")
    return [ShownConsequence(row, named[row.pk], _steps(actor, row)) for row in found]


def _steps(actor: Actor, row: Consequence) -> list[Step]:
    steps: list[Step] = []
    if row.state == State.REFUSED and may_take(actor, carry_out):
        url = reverse("desk:consequence-carry-out", args=[row.public_id])
        steps.append(Step(_("Try again"), url, "primary", press=True, version=row.version))
    over = row.item.meeting.state in OVER
    if row.state == State.WANTED and over and may_take(actor, carry_out):
        steps.append(Step(_("Carry out by a decision"), reverse("desk:consequence-by", args=[row.public_id])))
    if row.state == State.WANTED and not over and may_take(actor, drop_consequence):
        url = reverse("desk:consequence-drop", args=[row.public_id])
        steps.append(Step(_("Take back"), url, "plain", press=True, version=row.version))
    if (row.state == State.REFUSED or (row.state == State.WANTED and over)) and may_take(actor, let_fall):
        steps.append(Step(_("Settle it otherwise"), reverse("desk:consequence-fall", args=[row.public_id]), "plain"))
    return steps
