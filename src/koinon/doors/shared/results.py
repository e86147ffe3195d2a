"""Quorums, votes and elections as explanations: the outcome, its arithmetic line by line, and the rules behind it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.doors.shared.accounts import Account, AccountLine, rule_words
from koinon.doors.shared.words import long_date, say
from koinon.statutes.assembly.decision import decision_from_data
from koinon.statutes.assembly.elections import Election, election_from_data
from koinon.statutes.assembly.majority import MajorityResult, PartResult
from koinon.statutes.assembly.quorum import QuorumResult
from koinon.statutes.assembly.vote_words import OUTCOMES, TIES, number_text, part_text, quorum_text, tie_text
from koinon.statutes.assembly.written import written_from_data
from koinon.statutes.data import as_data

Data = Mapping[str, Any]
Names = Mapping[str, str]


def quorum_account(found: QuorumResult, title: str = "") -> Account:
    """Whether there is a quorum, and by which numbers."""
    words = [quorum_text(part, _language(), _) for part in found.parts]
    return Account(
        title=title or _("Quorum"),
        value=_("There is a quorum") if found.met else _("There is no quorum"),
        sentence=say(found.label),
        lines=_quorum_lines(found),
        rule=rule_words(as_data(found.rulebook)),
        wordy=bool(words),
    )


def decision_account(data: Data, title: str = "") -> Account:
    """The result of a vote: what was decided, by how many, and why."""
    decision = decision_from_data(dict(data))
    decided = decision.outcome != "no_quorum"
    return Account(
        title=title or say(decision.label),
        value=_(OUTCOMES[decision.outcome]).rstrip("."),
        sentence=_sentence(decision.majority, decided=decided),
        lines=[*_quorum_lines(decision.quorum), *(_majority_lines(decision.majority) if decided else [])],
        rule=rule_words(as_data(decision.rulebook)),
        sources=[say(decision.label)],
        wordy=True,
    )


def written_account(data: Data, title: str = "") -> Account:
    """The result of a vote in writing: what was decided, by how many, and until when answers were asked for."""
    found = written_from_data(dict(data))
    until = _("Answers were asked for until %(day)s.") % {"day": long_date(found.ends_on)}
    return Account(
        title=title or say(found.majority.label),
        value=_(OUTCOMES[found.outcome]).rstrip(".") if found.outcome in OUTCOMES else _("Answers are awaited"),
        sentence=f"{_sentence(found.majority)} {until}",
        lines=_majority_lines(found.majority),
        rule=rule_words(as_data(found.rulebook)),
        sources=[],
        wordy=True,
    )


def _sentence(majority: MajorityResult, *, decided: bool = True) -> str:
    """How many were for and against, and what a tie meant."""
    counted = {part.weight: part for part in majority.parts}
    said = [_counts(part, alone=len(counted) == 1) for part in counted.values()]
    if majority.tie and decided:
        said.append(_(TIES[majority.tie_rule]))
    if majority.chair:
        said.append(_("The chair voted yes.") if majority.chair == "yes" else _("The chair voted no."))
    return " ".join(said)


def _counts(part: PartResult, *, alone: bool) -> str:
    words = _("%(yes)s yes, %(no)s no, %(abstain)s abstained, %(invalid)s invalid.") % {
        "yes": number_text(part.counts.yes),
        "no": number_text(part.counts.no),
        "abstain": number_text(part.counts.abstain),
        "invalid": number_text(part.counts.invalid),
    }
    return words if alone else f"{say(part.weight_label)}: {words}"


def _quorum_lines(found: QuorumResult) -> list[AccountLine]:
    if not found.parts:
        here = _("Second convocation: whoever came decides.")
        return [AccountLine(_("Quorum"), here, state="met" if found.met else "not_met")]
    return [
        AccountLine(_("Quorum"), quorum_text(part, _language(), _), state="met" if part.passed else "not_met")
        for part in found.parts
    ]


def _majority_lines(majority: MajorityResult) -> list[AccountLine]:
    label = say(majority.label)
    return [
        AccountLine(label, part_text(part, _language(), _), state="met" if part.passed else "not_met")
        for part in majority.parts
    ]


def election_account(data: Data, names: Names, title: str = "") -> Account:
    """The result of an election: who has a seat, with how many votes, and what happens next."""
    election = election_from_data(dict(data))
    elected = listed(election.elected, names)
    return Account(
        title=title or say(election.label),
        value=_election_value(election, elected),
        sentence=" ".join(part for part in (_threshold(election), tie_text(election, _), _vacant(election)) if part),
        lines=_scores(election, names),
        rule=rule_words(as_data(election.rulebook)),
        sources=[say(election.label)],
    )


def _election_value(election: Election, elected: str) -> str:
    if election.tie is not None:
        return _("Not decided yet")
    if election.next_round:
        return _("Another round is needed")
    return _("Elected: %(names)s") % {"names": elected} if elected else _("Nobody is elected")


def _threshold(election: Election) -> str:
    if election.how == "acclamation":
        return _("By acclamation: there were no more candidates than seats.")
    tally = election.tally
    said = _("%(valid)s valid, %(blank)s blank, %(invalid)s invalid.") % {
        "valid": number_text(tally.valid),
        "blank": number_text(tally.blank),
        "invalid": number_text(tally.invalid),
    }
    if election.needed is None or election.base_votes is None:
        return f"{said} " + _("Whoever has most is elected.")
    words = _("Elected is who passes %(needed)s of %(base)s.")
    return f"{said} " + words % {"needed": number_text(election.needed), "base": number_text(election.base_votes)}


def _vacant(election: Election) -> str:
    if not election.vacant or election.next_round:
        return ""
    return _("Seats that stay empty: %(number)s.") % {"number": election.vacant}


def _scores(election: Election, names: Names) -> list[AccountLine]:
    if election.how == "acclamation":
        return [AccountLine(names.get(who, who), value=_("elected")) for who in election.elected]
    return [
        AccountLine(
            names.get(score.candidate, score.candidate),
            _("elected") if score.candidate in election.elected else "",
            number_text(score.votes),
        )
        for score in election.scores
    ]


def listed(candidates: Iterable[str], names: Names) -> str:
    """Candidates by name, one after the other."""
    return ", ".join(names.get(candidate, candidate) for candidate in candidates)


def _language() -> str:
    return get_language() or "en"
