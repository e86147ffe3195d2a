"""How the motions of an item stand: put to the vote still, adopted, rejected, or fallen without a vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.rooms.assemblies.models import AgendaItem, Motion, Vote
from koinon.rooms.assemblies.rules import rule_of
from koinon.statutes.assembly.amendments import Amendment, fallen, voting_order
from koinon.statutes.assembly.wording import merged

MotionState = Literal["open", "adopted", "rejected", "fallen"]
DECIDED = ("adopted", "rejected")


@dataclass(frozen=True, slots=True)
class StandingMotion:
    """A motion, what became of it, and whether a vote on it makes sense now.

    `settled`: what it would change was decided already, so that it comes too late.
    """

    motion: Motion
    state: MotionState
    settled: bool

    @property
    def can_be_put(self) -> bool:
        """Whether it waits for its vote."""
        return self.state == "open" and not self.settled


def in_voting_order(item: AgendaItem) -> list[Motion]:
    """The amendments to each motion of an item in the order of voting, each motion after its own."""
    return _ordered(_motions(item))


def standing_motions(item: AgendaItem) -> list[StandingMotion]:
    """The same with what became of each, from the votes that were closed. Two queries."""
    rows = _motions(item)
    if not rows:
        return []
    states = _states(rows, _decided(item))
    return [StandingMotion(row, states[row.pk], _settled(row, states)) for row in _ordered(rows)]


def text_of(motion: Motion, found: Sequence[StandingMotion]) -> str | None:
    """A motion's text as it stands with its adopted amendments; `None` where two of them change the same words."""
    adopted = [one.motion for one in found if one.motion.parent_id == motion.pk and one.state == "adopted"]
    versions = [text_of(amendment, found) for amendment in adopted]
    known = [version for version in versions if version is not None]
    return merged(motion.text, known) if len(known) == len(versions) else None


def check_stands(motion: Motion) -> None:
    """Refuse a motion that another decision has settled: nothing is left to vote on."""
    found = next(one for one in standing_motions(motion.item) if one.motion.pk == motion.pk)
    if found.state == "fallen":
        refuse(
            "fallen",
            _("This amendment has fallen: what it would change was rejected, or one that it cannot stand beside won."),
            to_do=_("Go on with the next one."),
        )
    if found.settled:
        refuse(
            "settled",
            _("What this amendment would change was decided already."),
            to_do=_("File it as a motion of its own."),
        )


def _motions(item: AgendaItem) -> list[Motion]:
    return list(Motion.objects.filter(item=item).select_related("item__meeting__rules", "parent"))


def _ordered(rows: Sequence[Motion]) -> list[Motion]:
    if not rows:
        return []
    by_key = {str(row.pk): row for row in rows}
    return [by_key[key] for key in voting_order(_amendments(rows), rule_of(rows[0].item.meeting).amendments)]


def _amendments(rows: Sequence[Motion]) -> list[Amendment]:
    keys = {str(row.public_id): str(row.pk) for row in rows}
    return [
        Amendment(
            str(row.pk),
            row.filed,
            str(row.parent_id or "") or None,
            row.reach,
            frozenset(keys[public_id] for public_id in row.excludes if public_id in keys),
        )
        for row in rows
    ]


def _decided(item: AgendaItem) -> dict[int | None, str]:
    """What was decided on each motion, by the latest vote that decided it."""
    rows = Vote.objects.filter(item=item, state="closed", outcome__in=DECIDED).exclude(motion=None)
    return dict(rows.order_by("opened_at", "id").values_list("motion", "outcome"))


def _states(rows: Sequence[Motion], decided: dict[int | None, str]) -> dict[int, MotionState]:
    adopted = {str(pk) for pk, outcome in decided.items() if outcome == "adopted"}
    rejected = {str(pk) for pk, outcome in decided.items() if outcome == "rejected"}
    down = fallen(_amendments(rows), adopted, rejected)
    states: dict[int, MotionState] = {}
    for row in rows:
        key = str(row.pk)
        states[row.pk] = (
            "adopted" if key in adopted else "rejected" if key in rejected else "fallen" if key in down else "open"
        )
    return states


def _settled(row: Motion, states: dict[int, MotionState]) -> bool:
    return row.parent_id is not None and states[row.parent_id] in DECIDED and states[row.pk] == "open"
