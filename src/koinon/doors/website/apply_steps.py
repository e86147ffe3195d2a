"""The steps of an application: only what is still to be asked, and what is settled beside it, to be changed.

What is asked follows the criteria: the questions of the first category that still can fit, at most four at once; a
step for the evidence where a criterion wants something named; the figures once a category fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.rooms.admissions.models import Application
from koinon.statutes.eligibility import Eligibility
from koinon.statutes.eligibility_words import answer_words, asked_next
from koinon.statutes.rulebook import Rulebook

AT_ONCE = 4
LABELS: Mapping[str, str | Promise] = {
    "organisation": gettext_lazy("Organisation"),
    "address": gettext_lazy("Address"),
    "questions": gettext_lazy("Questions"),
    "evidence": gettext_lazy("Evidence"),
    "figures": gettext_lazy("Figures"),
}
ORDER = tuple(LABELS)
CHANGE, LEFT = "change", "open"
FACT, FIGURE = "fact-", "figure-"


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the form, and the keys of what it asks, by kind."""

    key: str
    details: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What it is called."""
        return str(LABELS[self.key])


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that need not be asked now: its answer, if there is one, where it is changed, what is to be said."""

    question: str
    answer: str
    change: str
    note: str = ""


def steps_of(rulebook: Rulebook, row: Application, found: Eligibility) -> list[Step]:
    """The pages there are now, each with what it asks first."""
    steps = [
        Step("organisation", details=("name", "country", "website", "contact_name")),
        Step("address", details=("street", "postal_code", "city")),
        Step("questions", facts=open_questions(rulebook, found)),
        Step("evidence", facts=evidence_wanted(rulebook, found)),
        Step("figures", figures=_bases(rulebook, row)),
    ]
    return [step for step in steps if step.key == "questions" or step.details or step.facts or step.figures]


def asked_on(step: Step, rulebook: Rulebook, query: QueryDict, typed: Mapping[str, str] | None) -> Step:
    """The step with what it asks on this visit: what was typed, what is to be changed, or what comes next."""
    if step.details:
        return step
    if typed is not None:
        facts = tuple(key for key in rulebook.facts if f"{FACT}{key}" in typed)
        figures = tuple(key for key in rulebook.bases if f"{FIGURE}{key}" in typed)
        return Step(step.key, facts=facts, figures=figures)
    change, left = query.get(CHANGE, ""), set(query.getlist(LEFT))
    if step.key == "questions" and change in rulebook.facts:
        return Step(step.key, facts=(change,))
    facts = tuple(key for key in step.facts if key not in left)[:AT_ONCE]
    return Step(step.key, facts=facts, figures=step.figures)


def after(key: str, rulebook: Rulebook, row: Application, found: Eligibility, left: Sequence[str]) -> str:
    """Where saving a step leads: to questions that it opened and nobody has seen, else to the next with work in it."""
    steps = {step.key: step for step in steps_of(rulebook, row, found)}
    still = [fact for fact in steps["questions"].facts if fact not in left]
    later = ORDER[ORDER.index(key) + 1 :]
    if key == "questions" and still:
        return f"{step_url(key)}?{urlencode([(LEFT, fact) for fact in left])}" if left else step_url(key)
    if "questions" in later and not (still or row.carried.get("facts") or found.conflicts):
        later = tuple(name for name in later if name != "questions")
    return next((step_url(name) for name in later if name in steps), reverse("website:apply_papers"))


def step_url(key: str) -> str:
    """The address of a step."""
    return reverse("website:apply_step", kwargs={"step": key})


def change_url(fact: str) -> str:
    """Where one answer is changed."""
    return f"{step_url('questions')}?{urlencode({CHANGE: fact})}"


def open_questions(rulebook: Rulebook, found: Eligibility) -> tuple[str, ...]:
    """The questions to be answered next by ticking; what has to be named comes in a step of its own."""
    return tuple(key for key in asked_next(rulebook, found) if not _is_named(rulebook, key))


def evidence_wanted(rulebook: Rulebook, found: Eligibility) -> tuple[str, ...]:
    """What the category that may fit wants to be named: what is open now, and what was named for it."""
    category = found.category or next(iter(found.possible), None)
    given = {
        reason.fact
        for verdict in found.criteria
        if verdict.category == category and verdict.verdict != "not_met"
        for reason in verdict.reasons
        if reason.answer is not None
    }
    wanted = given | set(asked_next(rulebook, found))
    return tuple(key for key in rulebook.facts if key in wanted and _is_named(rulebook, key))


def settled(rulebook: Rulebook, row: Application, step: Step) -> list[Settled]:
    """The questions that were answered and are not asked on this page."""
    return [
        Settled(
            words.say(question.question),
            _said(rulebook, key, row.facts[key]),
            change_url(key),
            _note(rulebook, row, key),
        )
        for key, question in rulebook.facts.items()
        if key in row.facts and key not in step.facts
    ]


def details(row: Application, country: str) -> list[Settled]:
    """Who applies: what goes before bodies and stands on letters, to be read once more before it is sent."""
    address = ", ".join(part for part in (row.street, f"{row.postal_code} {row.city}".strip(), country) if part)
    return [
        Settled(_("Full name of your organisation"), row.name, step_url("organisation")),
        Settled(_("Your own name"), row.contact_name, step_url("organisation")),
        Settled(_("Address"), address, step_url("address")),
    ]


def not_needed(rulebook: Rulebook, row: Application, found: Eligibility, step: Step) -> list[Settled]:
    """The questions that nobody answered, and none of the criteria that still count asks."""
    asked = {*asked_next(rulebook, found), *step.facts}
    return [
        Settled(words.say(question.question), "", change_url(key))
        for key, question in rulebook.facts.items()
        if key not in row.facts and key not in asked and not _is_named(rulebook, key)
    ]


def carried(rulebook: Rulebook, row: Application) -> list[Settled]:
    """What came along from the questionnaire and was not gone through since, figures too."""
    facts = [
        Settled(words.say(question.question), _said(rulebook, key, row.facts.get(key)), change_url(key), note)
        for key, question in rulebook.facts.items()
        if (note := _note(rulebook, row, key))
    ]
    brought, asked = row.carried.get("figures", {}), _bases(rulebook, row)
    return [
        *facts,
        *(
            _figure_brought(rulebook, row, key, step_url("figures") if key in asked else "")
            for key in rulebook.bases
            if key in brought
        ),
    ]


def _figure_brought(rulebook: Rulebook, row: Application, key: str, change: str) -> Settled:
    kept, brought = row.figures.get(key, {}), row.carried["figures"][key]
    note = _from_there() if kept == brought else _stood(figure_words(rulebook, key, brought))
    return Settled(words.say(rulebook.bases[key].question), figure_words(rulebook, key, kept), change, note)


def _from_there() -> str:
    return _("from “May we join?”")


def _note(rulebook: Rulebook, row: Application, key: str) -> str:
    """Whether an answer came from the questionnaire, or stands against one that did."""
    brought = row.carried.get("facts", {})
    if key not in brought:
        return ""
    if brought[key] == row.facts.get(key):
        return _from_there()
    return _stood(_said(rulebook, key, brought[key]))


def _stood(answer: str) -> str:
    return _("on “May we join?” the answer was: %(answer)s") % {"answer": answer}


def figure_words(rulebook: Rulebook, key: str, kept: Mapping[str, str]) -> str:
    """A figure as it is kept, in words."""
    basis = rulebook.bases[key]
    if not kept:
        return ""
    if "text" in kept:
        return words.say(basis.options[kept["text"]].label) if kept["text"] in basis.options else ""
    if basis.unit == "money":
        return words.whole_money(kept["number"], rulebook.confederation.currency)
    return words.number(kept["number"])


def _said(rulebook: Rulebook, key: str, answer: bool | str | None) -> str:
    return answer_words(rulebook.facts[key], answer, get_language() or "en", _)


def _is_named(rulebook: Rulebook, key: str) -> bool:
    return rulebook.facts[key].kind in ("text", "member")


def _bases(rulebook: Rulebook, row: Application) -> tuple[str, ...]:
    fee = rulebook.fees.get(row.category)
    return tuple(fee.bases) if fee is not None else ()
