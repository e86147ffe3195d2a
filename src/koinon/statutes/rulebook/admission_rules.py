"""The rules of admission: what is looked at, who is heard, which body decides and which ratifies."""

from dataclasses import dataclass

from koinon.statutes.rulebook.scalars import Key, Positive, Whole, Words
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """Something an application is looked at for before a body decides.

    With `paper`, the applicant sends it along and cannot submit without; the rest the secretariat finds in what
    was answered. An item without `categories` concerns applicants for all of them.
    """

    key: Key
    label: LocalText
    paper: bool
    categories: tuple[Key, ...] = ()
    help: LocalText | None = None
    source: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class AdmissionRules:
    """How an organisation becomes a member.

    `opinion_days` is how long members of the applicant's country are heard, 0 where they are not asked. Without
    `ratified_by` the first body's word is the last. `provisional` begins the membership with the first body's word.
    """

    checklist: tuple[ChecklistItem, ...]
    opinion_days: Whole
    decided_by: LocalText
    drafts_kept_days: Positive
    reminder_days_before: Positive
    ratified_by: LocalText | None = None
    provisional: bool = False
    choices: tuple[Key, ...] = ()

    def items_for(self, category: str) -> tuple[ChecklistItem, ...]:
        """What an application for a category is looked at for."""
        return tuple(item for item in self.checklist if not item.categories or category in item.categories)

    def papers_for(self, category: str) -> tuple[ChecklistItem, ...]:
        """What an applicant for a category sends along."""
        return tuple(item for item in self.items_for(category) if item.paper)
