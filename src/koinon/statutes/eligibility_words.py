"""Why a criterion is met, not met or still open, and which answers contradict each other, as sentences; and which
criteria a question serves.

Who passes a function that translates gets the few words of this file translated; the questions and answers
come in the rulebook's own languages.
"""

from collections.abc import Mapping, Sequence

from koinon.statutes.conditions import deciding, leaves, open_facts
from koinon.statutes.contradictions import Conflict
from koinon.statutes.eligibility import CriterionVerdict, Eligibility, whole_condition
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
        for leaf in deciding(condition, known)
    ]
    return " ".join(dict.fromkeys(told))


def conflict_text(rulebook: Rulebook, conflict: Conflict, language: str = "en", translate: Translate = same) -> str:
    """A contradiction in its sentence, with the questions and answers that it rests on."""
    return " ".join(
        [say(conflict.sentence, language), *conflict_answers(rulebook, conflict, language, translate).values()]
    )


def conflict_answers(
    rulebook: Rulebook, conflict: Conflict, language: str = "en", translate: Translate = same
) -> dict[str, str]:
    """By fact: the question, and what was answered."""
    return {
        reason.fact: f"{say(rulebook.facts[reason.fact].question, language)} "
        f"{answer_words(rulebook.facts[reason.fact], reason.answer, language, translate)}."
        for reason in conflict.reasons
    }


def open_of(rulebook: Rulebook, verdict: CriterionVerdict) -> tuple[str, ...]:
    """The facts that would settle a criterion, in the rulebook's order."""
    condition = whole_condition(rulebook, rulebook.criteria[verdict.key])
    wanted = set(open_facts(condition, _known(verdict)))
    return tuple(key for key in rulebook.facts if key in wanted)


def asked_next(rulebook: Rulebook, found: Eligibility) -> tuple[str, ...]:
    """The facts to ask for now: what the first category that still can fit leaves open, in the rulebook's order.

    The questions of lower categories come only once it is ruled out. Empty where the answers suffice.
    """
    if found.is_settled:
        return ()
    first = [verdict for verdict in found.criteria if verdict.category == found.possible[0]]
    wanted = {key for verdict in first if verdict.verdict == "unknown" for key in open_of(rulebook, verdict)}
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
    return translate(_("{question} {found}; needed: {wanted}.")).format(question=asked, found=found, wanted=wanted)
