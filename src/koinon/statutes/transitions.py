"""Which state follows which: application, membership, invoice, declaration, meeting, vote and minutes as tables."""

from collections.abc import Mapping
from dataclasses import dataclass


class TransitionRefused(Exception):
    """An event that the present state does not allow."""

    def __init__(self, table: str, state: str, event: str, allowed: tuple[str, ...]) -> None:
        """Keep what was tried and what the state would have allowed."""
        super().__init__(
            f"{table}: {event!r} is not possible from {state!r}; possible: {', '.join(allowed) or 'nothing'}"
        )
        self.table = table
        self.state = state
        self.event = event
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class TransitionTable:
    """A closed set of states and the events that lead from one to another."""

    name: str
    initial: str
    states: tuple[str, ...]
    transitions: Mapping[tuple[str, str], str]

    def apply(self, state: str, event: str) -> str:
        """The state after `event`; raises `TransitionRefused` where the table has no such step."""
        try:
            return self.transitions[state, event]
        except KeyError:
            raise TransitionRefused(self.name, state, event, self.events_from(state)) from None

    def allows(self, state: str, event: str) -> bool:
        """Whether `event` is possible from `state`."""
        return (state, event) in self.transitions

    def events_from(self, state: str) -> tuple[str, ...]:
        """The events that are possible from `state`, in the table's order."""
        return tuple(event for begin, event in self.transitions if begin == state)

    def is_final(self, state: str) -> bool:
        """Whether nothing leads out of `state`."""
        return not self.events_from(state)


APPLICATION = TransitionTable(
    name="application",
    initial="draft",
    states=(
        "draft",
        "submitted",
        "asked_back",
        "under_review",
        "board",
        "ratification",
        "admitted",
        "refused",
        "withdrawn",
        "expired",
    ),
    transitions={
        ("draft", "submit"): "submitted",
        ("draft", "withdraw"): "withdrawn",
        ("draft", "expire"): "expired",
        ("submitted", "take_up"): "under_review",
        ("submitted", "ask_back"): "asked_back",
        ("submitted", "withdraw"): "withdrawn",
        ("asked_back", "submit"): "submitted",
        ("asked_back", "withdraw"): "withdrawn",
        ("asked_back", "expire"): "expired",
        ("under_review", "ask_back"): "asked_back",
        ("under_review", "prepare"): "board",
        ("under_review", "withdraw"): "withdrawn",
        ("board", "admit"): "admitted",
        ("board", "pass_on"): "ratification",
        ("board", "refuse"): "refused",
        ("board", "withdraw"): "withdrawn",
        ("ratification", "ratify"): "admitted",
        ("ratification", "refuse"): "refused",
        ("refused", "answer"): "under_review",
    },
)
"""From the first draft to the last word. Whoever was refused may answer; that it is once only, the application knows.

`board` and `ratification` are the two bodies a rulebook may name; which of `admit` and `pass_on` the first one has
open to it, `admission_event` says.
"""

MEMBERSHIP = TransitionTable(
    name="membership",
    initial="applied",
    states=("applied", "admitted", "refused", "withdrawn", "resigned", "lapsed", "excluded", "merged"),
    transitions={
        ("applied", "admit"): "admitted",
        ("applied", "refuse"): "refused",
        ("applied", "withdraw"): "withdrawn",
        ("admitted", "resign"): "resigned",
        ("admitted", "lapse"): "lapsed",
        ("admitted", "exclude"): "excluded",
        ("admitted", "merge"): "merged",
    },
)
"""One application and the membership it led to; who comes back after leaving begins a new one."""

MEMBER_STATES = frozenset({"admitted"})
"""The states of `MEMBERSHIP` in which an organisation is a member."""

INVOICE = TransitionTable(
    name="invoice",
    initial="proposed",
    states=("proposed", "approved", "issued", "paid", "cancelled", "withdrawn"),
    transitions={
        ("proposed", "approve"): "approved",
        ("proposed", "withdraw"): "withdrawn",
        ("approved", "send_back"): "proposed",
        ("approved", "withdraw"): "withdrawn",
        ("approved", "issue"): "issued",
        ("issued", "pay"): "paid",
        ("issued", "cancel"): "cancelled",
        ("paid", "reverse_payment"): "issued",
        ("paid", "cancel"): "cancelled",
    },
)
"""What was issued is never edited: it is cancelled by a credit note. What was not, may be withdrawn."""

DECLARATION = TransitionTable(
    name="declaration",
    initial="draft",
    states=("draft", "submitted", "locked", "superseded"),
    transitions={
        ("draft", "submit"): "submitted",
        ("submitted", "take_back"): "draft",
        ("submitted", "lock"): "locked",
        ("submitted", "supersede"): "superseded",
        ("locked", "supersede"): "superseded",
    },
)
"""A locked declaration is corrected by a new version, which supersedes it."""

MEETING = TransitionTable(
    name="meeting",
    initial="planned",
    states=("planned", "convened", "open", "closed", "minutes_approved", "cancelled"),
    transitions={
        ("planned", "convene"): "convened",
        ("planned", "cancel"): "cancelled",
        ("planned", "ask"): "open",
        ("convened", "open"): "open",
        ("convened", "cancel"): "cancelled",
        ("open", "close"): "closed",
        ("closed", "approve_minutes"): "minutes_approved",
    },
)
"""A meeting of a body. Its roll is frozen when it opens; what happened in it stays as it was from the close on.

What is asked in writing is open at once: nobody comes together.
"""

VOTE = TransitionTable(
    name="vote",
    initial="open",
    states=("open", "closed", "stopped"),
    transitions={("open", "close"): "closed", ("open", "stop"): "stopped"},
)
"""A vote in a meeting. One that was stopped decides nothing; it may be repeated as another vote."""

MINUTES = TransitionTable(
    name="minutes",
    initial="drafted",
    states=("drafted", "completed", "signed", "sent", "approved"),
    transitions={
        ("drafted", "draft"): "drafted",
        ("drafted", "write"): "drafted",
        ("drafted", "complete"): "completed",
        ("completed", "draft"): "drafted",
        ("completed", "write"): "drafted",
        ("completed", "complete"): "completed",
        ("completed", "sign"): "signed",
        ("signed", "correct"): "completed",
        ("signed", "send"): "sent",
        ("signed", "approve"): "approved",
        ("sent", "correct"): "completed",
        ("sent", "approve"): "approved",
    },
)
"""The minutes of a meeting. What was signed is corrected by a new version, which is signed again."""
