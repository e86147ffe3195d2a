"""Votes in words: how one stands, what came of it and by which arithmetic, what was cast."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from koinon.core.refusals import Words
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.results import decision_account, election_account, listed, written_account
from koinon.rooms.assemblies.models import Vote

# Outcome -> its words and its tone.
OUTCOMES: Mapping[str, tuple[Words, str]] = {
    "adopted": (gettext_lazy("Adopted"), "good"),
    "rejected": (gettext_lazy("Rejected"), "plain"),
    "to_resolve": (gettext_lazy("Tie to resolve"), "attention"),
    "no_quorum": (gettext_lazy("Not decided: no quorum"), "attention"),
    "elected": (gettext_lazy("Elected"), "good"),
    "next_round": (gettext_lazy("Another round is needed"), "attention"),
    "not_filled": (gettext_lazy("Not all seats are filled"), "attention"),
}


def outcome_pill(vote: Vote) -> tuple[Words, str]:
    """How a vote stands, in a word or two, with its tone."""
    if vote.state == "open":
        return gettext_lazy("Open now"), "calm"
    if vote.state == "stopped":
        return gettext_lazy("Stopped"), "plain"
    return OUTCOMES.get(vote.outcome, (vote.outcome, "plain"))


def outcome_words(vote: Vote) -> str:
    """What came of a vote, in a word or two; of one that was stopped, why."""
    if vote.state == "stopped":
        return _("Stopped: %(reason)s") % {"reason": vote.reason}
    return str(outcome_pill(vote)[0])


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


def vote_account(vote: Vote, names: Mapping[str, str], title: str = "") -> Account | None:
    """The account of a vote that was closed, None for another; `names` are the candidates' by public id."""
    if vote.result is None:
        return None
    title = title or _("Result")
    if vote.election:
        account = election_account(vote.result, names, title)
    elif vote.method == Vote.Method.WRITTEN:
        account = written_account(vote.result, title)
    else:
        account = decision_account(vote.result, title)
    return replace(account, sources=[*account.sources, str(Vote.Method(vote.method).label)])


def choice_words(choice: str, names: tuple[str, ...] = ()) -> str:
    """What was cast: yes, no, an abstention, or names."""
    said = {
        "yes": pgettext("vote", "Yes"),
        "no": pgettext("vote", "No"),
        "abstain": _("Abstention"),
        "invalid": _("Invalid"),
    }
    return said[choice] if choice else (listed(names, {}) or _("Blank"))
