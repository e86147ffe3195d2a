"""Votes and elections as explanations: what was decided, by which arithmetic, by which rule."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koinon.core.refusals import Words
from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account, AccountLine, rule_words
from koinon.rooms.assemblies.models import Vote
from koinon.statutes.assembly.decision import Decision, decision_from_data
from koinon.statutes.assembly.elections import Election, election_from_data
from koinon.statutes.assembly.majority import PartResult
from koinon.statutes.assembly.vote_words import TIES, number_text, part_text, quorum_text, tie_text
from koinon.statutes.assembly.written import WrittenDecision, written_from_data
from koinon.statutes.data import as_data

OUTCOMES: Mapping[str, tuple[Words, str]] = {
    "adopted": (gettext_lazy("Adopted"), "good"),
    "rejected": (gettext_lazy("Rejected"), "wrong"),
    "to_resolve": (gettext_lazy("Tie to resolve"), "attention"),
    "no_quorum": (gettext_lazy("No quorum"), "attention"),
    "elected": (gettext_lazy("Elected"), "good"),
    "next_round": (gettext_lazy("Another round is needed"), "attention"),
    "not_filled": (gettext_lazy("Seats are left vacant"), "attention"),
}


def outcome_words(vote: Vote) -> tuple[Words, str]:
    """How a vote stands, in a word with its tone."""
    if vote.state == "open":
        return gettext_lazy("Open"), "calm"
    if vote.state == "stopped":
        return gettext_lazy("Stopped"), "plain"
    return OUTCOMES.get(vote.outcome, (vote.outcome, "plain"))


def candidate_ids(votes: Sequence[Vote]) -> set[UUID]:
    """The persons who stand in some elections; alternatives are words and no persons."""
    found = set()
    for vote in votes:
        for candidate in vote.candidates:
            try:
                found.add(UUID(candidate))
            except ValueError:
                continue
    return found


def vote_account(vote: Vote, names: Mapping[str, str], title: str) -> Account | None:
    """The account of a vote that was closed; `names` are the candidates' by public id."""
    if vote.result is None:
        return None
    if vote.election:
        return _of_election(election_from_data(vote.result), vote, names, title)
    if vote.method == Vote.Method.WRITTEN:
        return _of_writing(written_from_data(vote.result), vote, title)
    return _of_decision(decision_from_data(vote.result), vote, title)


def _of_decision(decision: Decision, vote: Vote, title: str) -> Account:
    language = get_language() or "en"
    lines = [AccountLine(quorum_text(part, language, _)) for part in decision.quorum.parts]
    if not lines:
        lines = [AccountLine(_("Second convocation: whoever came decides."))]
    if decision.outcome != "no_quorum":
        lines += [line for part in decision.majority.parts for line in _part_lines(part, language)]
        lines += [AccountLine(_(TIES[decision.majority.tie_rule]))] if decision.majority.tie else []
    return _account(vote, title, words.say(decision.majority.label), lines, decision)


def _of_writing(decision: WrittenDecision, vote: Vote, title: str) -> Account:
    language = get_language() or "en"
    lines = [line for part in decision.majority.parts for line in _part_lines(part, language)]
    said = _("%(majority)s; answers until %(day)s.") % {
        "majority": words.say(decision.majority.label),
        "day": words.long_date(decision.ends_on),
    }
    return _account(vote, title, said, lines, decision)


def _part_lines(part: PartResult, language: str) -> Iterator[AccountLine]:
    counts = part.counts
    columns = (
        (_("yes"), counts.yes),
        (_("no"), counts.no),
        (_("abstentions"), counts.abstain),
        (_("invalid"), counts.invalid),
    )
    shown = ", ".join(
        f"{label} {number_text(votes)}" for label, votes in columns if votes or label in (_("yes"), _("no"))
    )
    yield AccountLine(words.say(part.weight_label), detail=shown)
    yield AccountLine(part_text(part, language, _))


def _of_election(election: Election, vote: Vote, names: Mapping[str, str], title: str) -> Account:
    lines = [
        AccountLine(
            names.get(score.candidate, score.candidate),
            detail=_("elected") if score.candidate in election.elected else "",
            value=number_text(score.votes),
        )
        for score in election.scores
    ]
    if not election.scores:
        lines = [AccountLine(names.get(one, one), detail=_("elected")) for one in election.elected]
    if election.needed is not None and election.base_votes is not None:
        needed = {"needed": number_text(election.needed), "base": number_text(election.base_votes)}
        lines.append(AccountLine(_("Threshold: %(needed)s of %(base)s") % needed))
    if tie := tie_text(election, _):
        lines.append(AccountLine(tie))
    chosen = ", ".join(names.get(one, one) for one in election.elected)
    return _account(vote, title, chosen or _("Nobody is elected."), lines, election)


def _account(vote: Vote, title: str, sentence: str, lines: Sequence[AccountLine], found: Any) -> Account:
    return Account(
        title=title,
        value=str(outcome_words(vote)[0]),
        sentence=sentence,
        lines=lines,
        rule=rule_words(as_data(found.rulebook)),
        sources=[_("Source: %(items)s") % {"items": ", ".join(found.source)}] if found.source else [],
        wordy=True,
    )
