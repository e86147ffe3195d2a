"""Decisions of the register in words, and what a register can be narrowed by: the same at every door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from koinon.core.refusals import Words
from koinon.doors.shared.words import say
from koinon.rooms.decisions.models import RegisteredDecision
from koinon.rooms.decisions.queries import Offered, holding
from koinon.statutes.assembly.decision import decision_from_data
from koinon.statutes.assembly.elections import election_from_data
from koinon.statutes.assembly.tally import Counts
from koinon.statutes.assembly.vote_words import decision_text, number_text, part_text
from koinon.statutes.assembly.written import written_from_data
from koinon.statutes.rulebook import Rulebook

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision as a page shows it: with the name of its body, and its result in a sentence."""

    row: RegisteredDecision
    body: str

    @property
    def state(self) -> tuple[Words, str]:
        """Whether it was adopted, in a word with its tone."""
        return (_("Adopted"), "good") if self.row.adopted else (_("Rejected"), "plain")

    @property
    def result(self) -> str:
        """How it came about, in a sentence."""
        return result_sentence(self.row)


def shown_decisions(rows: Iterable[RegisteredDecision], rulebook: Rulebook | None) -> list[ShownDecision]:
    """Decisions with the names of their bodies, as the rules in force call them."""
    return [ShownDecision(row, body_name(row.body, rulebook, row.cited.body)) for row in rows]


def body_name(key: str, rulebook: Rulebook | None, otherwise: str = "") -> str:
    """What a body is called."""
    found = rulebook.bodies.get(key) if rulebook else None
    return say(found.label) if found else otherwise or key


def result_sentence(row: RegisteredDecision) -> str:
    """The result of a decision in a sentence."""
    vote = row.vote
    if vote is None or vote.result is None:
        return _("Adopted, by the minutes on paper.") if row.adopted else _("Rejected, by the minutes on paper.")
    if vote.election:
        return _election_sentence(vote.result)
    majority = _majority(vote.result)
    counts = [(say(part.weight_label), _counts(part.counts)) for part in majority.parts]
    if len({said for _label, said in counts}) == 1:
        counted = counts[0][1]
    else:
        counted = "; ".join(f"{label}: {said}" for label, said in counts)
    words = _("Adopted with %(counted)s.") if row.adopted else _("Rejected with %(counted)s.")
    return words % {"counted": counted}


def _majority(result: Mapping[str, Any]) -> Any:
    return (decision_from_data if "quorum" in result else written_from_data)(dict(result)).majority


def _counts(counts: Counts) -> str:
    """31 yes, 12 no and 4 abstentions."""
    yes_and_no = _("%(yes)s yes and %(no)s no") % {"yes": number_text(counts.yes), "no": number_text(counts.no)}
    if not counts.abstain:
        return yes_and_no
    words = ngettext(
        "%(yes)s yes, %(no)s no and %(abstain)s abstention",
        "%(yes)s yes, %(no)s no and %(abstain)s abstentions",
        1 if counts.abstain == 1 else 2,
    )
    given = {"yes": counts.yes, "no": counts.no, "abstain": counts.abstain}
    return words % {name: number_text(Fraction(number)) for name, number in given.items()}


def _election_sentence(result: Mapping[str, Any]) -> str:
    election = election_from_data(dict(result))
    if not election.elected:
        return _("Nobody was elected.")
    number = len(election.elected)
    if election.how == "acclamation":
        words = ngettext("%(n)s elected by acclamation.", "%(n)s elected by acclamation.", number)
    else:
        words = ngettext("%(n)s elected by ballot.", "%(n)s elected by ballot.", number)
    if election.vacant:
        left = ngettext("%(n)s seat was not filled.", "%(n)s seats were not filled.", election.vacant)
        return f"{words % {'n': number}} {left % {'n': election.vacant}}"
    return words % {"n": number}


def account_lines(row: RegisteredDecision) -> Sequence[str]:
    """The arithmetic behind a result, line by line."""
    vote, language = row.vote, get_language() or "en"
    if vote is None or vote.result is None:
        return ()
    if vote.election:
        found = election_from_data(vote.result)
        return [
            _("%(votes)s votes: %(reached)s")
            % {
                "votes": number_text(score.votes),
                "reached": _("enough") if score.reaches else _("not enough"),
            }
            for score in found.scores
        ]
    if "quorum" in vote.result:
        return decision_text(decision_from_data(vote.result), language, _)[1:]
    return [part_text(part, language, _) for part in written_from_data(vote.result).majority.parts]


class RegisterFilter(forms.Form):
    """Words to look for, and what to narrow by; a value that makes no sense narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, offered: Offered, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(key, body_name(key, rulebook)) for key in offered.bodies]
        self.fields["body"].choices = [("", _("Any body")), *bodies]
        self.fields["year"].choices = [("", _("Any year")), *((year, str(year)) for year in offered.years)]

    def chosen(self) -> dict[str, Any]:
        """What was asked for, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def narrowed(rows: "QuerySet[RegisteredDecision]", chosen: Mapping[str, Any]) -> "QuerySet[RegisteredDecision]":
    """The decisions that fit."""
    rows = rows.filter(**{name: chosen[name] for name in ("body", "year", "level", "adopted") if name in chosen})
    return holding(rows, chosen.get("q", ""))


def page_of(rows: "QuerySet[RegisteredDecision]", asked: QueryDict) -> "Page[RegisteredDecision]":
    """A page of the register; a number that makes no sense gives the nearest one."""
    return Paginator(rows, PAGE_SIZE).get_page(asked.get("page"))
