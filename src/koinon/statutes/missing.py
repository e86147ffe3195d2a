"""What a rule needs to know and nobody has said yet."""

from dataclasses import dataclass
from typing import Any

from koinon.statutes.rulebook.fee_rules import Asks
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap: `key` is the basis, fact or rule concerned, `asks` who can fill it.

    `reason` is one of: not_given (nobody gave the figure or answer), below_first_tranche (the scale does
    not say), not_published (the amount is agreed case by case).
    """

    key: str
    reason: str
    question: LocalText
    asks: Asks

    def as_data(self) -> dict[str, Any]:
        """JSON-safe."""
        return {"key": self.key, "reason": self.reason, "question": dict(self.question), "asks": self.asks}


def missing_from_data(data: dict[str, Any]) -> Missing:
    """The inverse of `Missing.as_data`."""
    return Missing(data["key"], data["reason"], dict(data["question"]), data["asks"])
