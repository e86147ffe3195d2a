"""What came of an action: its refusal, what a bulk action declined, and the line it left in the journal."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from koinon.core.action import BulkOutcome
from koinon.core.models import JournalEntry
from koinon.core.refusals import Refusal, Refused


def refused(call: Callable[..., object], *args: Any, **inputs: Any) -> str:
    """The code with which a call is refused; the refusal says in words what happened, what was kept, what to do."""
    with pytest.raises(Refused) as caught:
        call(*args, **inputs)
    return _code(caught.value.refusal)


def declined(outcome: BulkOutcome[Any]) -> str:
    """The code with which a bulk action left its only subject as it was."""
    assert not outcome.done, outcome.done
    (left,) = outcome.declined
    return _code(left.refusal)


def _code(refusal: Refusal) -> str:
    assert str(refusal.words).endswith("."), refusal
    assert str(refusal.kept), refusal
    return refusal.code


def line_of(action: str, subject: UUID) -> JournalEntry:
    """The one line that an action left about a subject."""
    return JournalEntry.objects.get(action=action, subject=subject)


def no_line_of(action: str) -> bool:
    """Whether an action left no line at all."""
    return not JournalEntry.objects.filter(action=action).exists()
