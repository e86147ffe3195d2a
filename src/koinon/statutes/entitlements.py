"""What a member may do: given by its category, withheld by its standing, never both guessed."""

from dataclasses import dataclass
from typing import Any, Literal

from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import one_of
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.standing import Standing
from koinon.statutes.texts import LocalText

Outcome = Literal["granted", "withheld", "not_in_category"]
Reason = Literal["category", "standing", "protected", "not_member"]


@dataclass(frozen=True, slots=True)
class EntitlementVerdict:
    """Whether one entitlement holds.

    `reason` names what decided: the category gives it or does not; the standing withholds it; it is
    protected, so that a standing which loses rights leaves it; or there is no membership to give it.
    """

    key: str
    label: LocalText
    outcome: Outcome
    reason: Reason
    category: str
    standing: str
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    @property
    def granted(self) -> bool:
        """Whether it may be used."""
        return self.outcome == "granted"

    def as_data(self) -> dict[str, Any]:
        """JSON-safe."""
        data: dict[str, Any] = as_data(self)
        return data


def entitlement_from_data(data: dict[str, Any]) -> EntitlementVerdict:
    """The inverse of `EntitlementVerdict.as_data`."""
    return from_data(EntitlementVerdict, data)


def entitlements(rulebook: Rulebook, category: str, standing: Standing) -> dict[str, EntitlementVerdict]:
    """Every entitlement of the rulebook by key, with what became of it for this category and standing.

    Source items S30 to S38 in CECOP's rulebook. Raises `InputError` for an unknown category.
    """
    one_of("category", category, rulebook.categories)
    reference = rulebook.reference
    verdicts: dict[str, EntitlementVerdict] = {}
    for key, entitlement in rulebook.entitlements.items():
        outcome, reason = _outcome(category in entitlement.categories, entitlement.protected, key, standing)
        verdicts[key] = EntitlementVerdict(
            key=key,
            label=entitlement.label,
            outcome=outcome,
            reason=reason,
            category=category,
            standing=standing.key,
            rule=f"entitlements.{key}",
            source=entitlement.source,
            rulebook=reference,
        )
    return verdicts


def _outcome(in_category: bool, protected: bool, key: str, standing: Standing) -> tuple[Outcome, Reason]:
    if not in_category:
        return "not_in_category", "category"
    if standing.key == "not_member":
        return "withheld", "not_member"
    if key in standing.rights_lost:
        return "withheld", "standing"
    return "granted", "protected" if protected and standing.rights_lost else "category"
