"""Which category fits an organisation, ready to be shown: each criterion with the facts that decide it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account, AccountConflict, AccountLine, eligibility_account
from koinon.statutes.contradictions import Conflict
from koinon.statutes.eligibility import CriterionVerdict, Eligibility
from koinon.statutes.eligibility_words import conflict_answers, reason_text
from koinon.statutes.rulebook import Rulebook


def assessed_account(
    rulebook: Rulebook, found: Eligibility, title: str = "", changes: Mapping[str, str] | None = None
) -> Account:
    """The account of a category, criterion by criterion; while it is open, what is still possible.

    `changes` says by fact where its answer is changed.
    """
    category = rulebook.categories.get(found.category or "")
    data = {**found.as_data(), "category_label": category.label if category else ""}
    # What is missing stands beside each criterion.
    return replace(
        eligibility_account(data, title),
        lines=[_line(rulebook, found, verdict) for verdict in found.criteria],
        sentence=_sentence(rulebook, found),
        asks=(),
        conflicts=[_conflict(rulebook, conflict, changes or {}) for conflict in found.conflicts],
    )


def _conflict(rulebook: Rulebook, conflict: Conflict, changes: Mapping[str, str]) -> AccountConflict:
    answers = conflict_answers(rulebook, conflict, get_language() or "en", _)
    return AccountConflict(
        words.say(conflict.sentence), [(said, changes.get(fact, "")) for fact, said in answers.items()]
    )


def _line(rulebook: Rulebook, found: Eligibility, verdict: CriterionVerdict) -> AccountLine:
    label = f"{words.say(rulebook.categories[verdict.category].label)}: {words.say(verdict.label)}"
    if found.category and verdict.verdict == "unknown":
        return AccountLine(label, value=_("not needed"))
    return AccountLine(label, reason_text(rulebook, verdict, get_language() or "en", _), state=verdict.verdict)


def labels(rulebook: Rulebook, keys: Sequence[str]) -> str:
    """The kinds of membership of some keys, in one line."""
    return ", ".join(words.say(rulebook.categories[key].label) for key in keys)


def _sentence(rulebook: Rulebook, found: Eligibility) -> str:
    if found.category is None:
        possible = labels(rulebook, found.possible)
        return _("Still possible: %(kinds)s.") % {"kinds": possible} if found.missing else ""
    also = labels(rulebook, found.alternatives)
    if not also:
        return ""
    return _("The criteria of these are met too; the first kind that fits counts: %(kinds)s.") % {"kinds": also}
