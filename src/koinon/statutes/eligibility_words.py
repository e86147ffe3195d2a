"""Why a criterion is met, not met or still open, as sentences; and which criteria a question serves.

Who passes a function that translates gets the few words of this file translated; the questions and answers
come in the rulebook's own languages.
"""

from collections.abc import Iterator, Mapping, Sequence

from koinon.statutes.conditions import judge, leaves, open_facts
from koinon.statutes.eligibility import CriterionVerdict, whole_condition
from koinon.statutes.explanation import Translate, same
from koinon.statutes.rulebook.member_rules import Condition, FactQuestion
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import gettext_noop as _
from koinon.statutes.texts import say


def reason_text(
    rulebook: Rulebook, verdict: CriterionVerdict, language: str = "en", translate: Translate = same
) -> str:
    """The facts that decide a criterion, in sentences: those that meet it, those against it, or the open questions.

    `rulebook` is the one that the verdict was reached by.
    """
    if verdict.verdict == "unknown":
        asked = " ".join(say(rulebook.facts[key].question, language) for key in open_of(rulebook, verdict))
        return f"{translate(_('Still to answer:'))} {asked}"
    known = _known(verdict)
    condition = whole_condition(rulebook, rulebook.criteria[verdict.key])
    told = [
        _told(rulebook.facts[leaf.fact or ""], known, leaf, verdict.verdict == "met", language, translate)
        for leaf in _deciding(condition, known)
    ]
    return " ".join(dict.fromkeys(told))


def open_of(rulebook: Rulebook, verdict: CriterionVerdict) -> tuple[str, ...]:
    """The facts that would settle a criterion, in the rulebook's order."""
    condition = whole_condition(rulebook, rulebook.criteria[verdict.key])
    wanted = set(open_facts(condition, _known(verdict)))
    return tuple(key for key in rulebook.facts if key in wanted)


def answer_words(
    question: FactQuestion, answer: bool | str | None, language: str = "en", translate: Translate = same
) -> str:
    """An answer in words; empty where there is none."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return translate(_("Yes")) if answer else translate(_("No"))
    option = question.options.get(answer)
    return say(option.label, language) if option else answer


def allowed_answers(question: FactQuestion) -> Sequence[bool | str]:
    """The answers a question takes; empty where any words will do."""
    return (True, False) if question.kind == "yes_no" else tuple(question.options)


def served_criteria(rulebook: Rulebook) -> Mapping[str, Sequence[str]]:
    """The criteria that read each fact, those of their category's own condition included."""
    served: dict[str, list[str]] = {key: [] for key in rulebook.facts}
    for criterion in rulebook.criteria.values():
        for fact in dict.fromkeys(leaf.fact or "" for leaf in leaves(whole_condition(rulebook, criterion))):
            served[fact].append(criterion.key)
    return served


def _known(verdict: CriterionVerdict) -> dict[str, bool | str]:
    return {reason.fact: reason.answer for reason in verdict.reasons if reason.answer is not None}


def _deciding(condition: Condition, known: Mapping[str, bool | str]) -> Iterator[Condition]:
    """The single facts without which the verdict on a condition would be another."""
    if condition.fact is not None:
        yield condition
    for part in (*(condition.all or ()), *(condition.any or ())):
        if judge(part, known) == judge(condition, known):
            yield from _deciding(part, known)


def _told(
    question: FactQuestion,
    known: Mapping[str, bool | str],
    leaf: Condition,
    is_met: bool,
    language: str,
    translate: Translate,
) -> str:
    """A fact with its answer and, where it speaks against a criterion, the answers that would not."""
    asked = say(question.question, language)
    found = answer_words(question, known.get(question.key), language, translate)
    if is_met or leaf.one_of is None:
        return f"{asked} {found}."
    wanted = ", ".join(answer_words(question, key, language, translate) for key in leaf.one_of)
    return translate(_("{question} {found}; it takes: {wanted}.")).format(question=asked, found=found, wanted=wanted)
