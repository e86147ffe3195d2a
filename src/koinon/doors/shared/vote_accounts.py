"""Results of votes explained: what came of one, its quorum and majority with the arithmetic, or who was elected."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account, AccountLine, rule_words
from koinon.rooms.assemblies.models import Vote
from koinon.statutes.assembly.decision import decision_from_data
from koinon.statutes.assembly.elections import Election, election_from_data
from koinon.statutes.assembly.majority import MajorityResult, PartResult
from koinon.statutes.assembly.vote_words import OUTCOMES, TIES, number_text, part_text, quorum_text, tie_text
from koinon.statutes.assembly.written import written_from_data
from koinon.statutes.rulebook.reference import RulebookReference, reference_as_data

Names = Mapping[str, str]
"""Candidate -> name."""


def outcome_words(vote: Vote) -> str:
    """What came of a vote, in a word or two."""
    if vote.state == "stopped":
        return _("Stopped: %(reason)s") % {"reason": vote.reason}
    if vote.state == "open":
        return _("Open now")
    return {
        "adopted": _("Adopted"),
        "rejected": _("Rejected"),
        "to_resolve": _("Not decided yet"),
        "no_quorum": _("Not decided: no quorum"),
        "elected": _("Elected"),
        "next_round": _("A second ballot follows"),
        "not_filled": _("Not all seats are filled"),
    }.get(vote.outcome, vote.outcome)


def outcome_tone(vote: Vote) -> str:
    """The tone of its pill."""
    if vote.state == "stopped":
        return "plain"
    tones = {"adopted": "good", "elected": "good", "rejected": "plain"}
    return tones.get(vote.outcome, "calm" if vote.state == "open" else "attention")


def result_account(vote: Vote, names: Names, title: str = "") -> Account | None:
    """The account of a closed vote's result; None for one that has none. `names` are those of the candidates."""
    if vote.result is None:
        return None
    title = title or _("Result")
    if vote.election:
        return _election(election_from_data(vote.result), names, title)
    if vote.method == Vote.Method.WRITTEN:
        written = written_from_data(vote.result)
        sentence = _(OUTCOMES[written.outcome]) if written.outcome in OUTCOMES else ""
        return _account(title, vote, sentence, _majority(written.majority), written.rulebook)
    decision = decision_from_data(vote.result)
    lines = [AccountLine(_("Quorum"), quorum_text(part, words.locale().language, _)) for part in decision.quorum.parts]
    if not lines:
        lines = [AccountLine(_("Quorum"), _("Second convocation: whoever came decides."))]
    if decision.outcome != "no_quorum":
        lines += _majority(decision.majority)
    return _account(title, vote, words.say(decision.label), lines, decision.rulebook)


def _account(title: str, vote: Vote, sentence: str, lines: list[AccountLine], reference: RulebookReference) -> Account:
    return Account(
        title=title,
        value=outcome_words(vote),
        sentence=sentence,
        lines=lines,
        rule=rule_words(reference_as_data(reference)),
        sources=[str(Vote.Method(vote.method).label)],
        wordy=True,
    )


def _majority(found: MajorityResult) -> list[AccountLine]:
    lines = [line for part in found.parts for line in _part(part)]
    if found.tie:
        lines.append(AccountLine(_("Tie"), _(TIES[found.tie_rule])))
    if found.chair:
        said = pgettext("vote", "Yes") if found.chair == "yes" else pgettext("vote", "No")
        lines.append(AccountLine(_("The chair's vote"), value=said))
    return lines


def _part(part: PartResult) -> list[AccountLine]:
    counts = part.counts
    shown = _("%(yes)s yes, %(no)s no, %(abstain)s abstained") % {
        "yes": number_text(counts.yes),
        "no": number_text(counts.no),
        "abstain": number_text(counts.abstain),
    }
    if counts.invalid:
        shown += ", " + _("%(n)s invalid") % {"n": number_text(counts.invalid)}
    return [
        AccountLine(_("Votes"), words.say(part.weight_label), shown),
        AccountLine(_("Majority"), part_text(part, words.locale().language, _)),
    ]


def _election(found: Election, names: Names, title: str) -> Account:
    lines = [
        AccountLine(
            names.get(score.candidate, score.candidate),
            _("elected") if score.candidate in found.elected else "",
            _votes(score.votes),
        )
        for score in found.scores
    ]
    if found.needed is not None:
        lines.append(AccountLine(_("Needed to be elected"), value=number_text(found.needed)))
    if found.tally.blank or found.tally.invalid:
        lines.append(AccountLine(_("Blank"), value=number_text(found.tally.blank)))
        lines.append(AccountLine(_("Invalid"), value=number_text(found.tally.invalid)))
    elected = [names.get(one, one) for one in found.elected]
    asked = ngettext("%(n)s seat, round %(round)s", "%(n)s seats, round %(round)s", found.seats)
    said = asked % {"n": found.seats, "round": found.round}
    return Account(
        title=title,
        value=", ".join(elected) if elected else _("Nobody is elected yet"),
        sentence=" ".join(part for part in (words.say(found.label) + ".", tie_text(found, _)) if part),
        lines=lines,
        rule=rule_words(reference_as_data(found.rulebook)),
        sources=[said, _("by acclamation") if found.how == "acclamation" else _("by ballot")],
        wordy=True,
    )


def _votes(votes: Fraction) -> str:
    return number_text(votes)


def choice_words(choice: str, names: tuple[str, ...] = ()) -> str:
    """What was cast: yes, no, an abstention, or names."""
    said: dict[str, Any] = {
        "yes": pgettext("vote", "Yes"),
        "no": pgettext("vote", "No"),
        "abstain": _("Abstention"),
        "invalid": _("Invalid"),
    }
    return str(said[choice]) if choice else (", ".join(names) or _("Blank"))
