"""Votes in words: how many, why one carries them and why not, what was said with them, how a vote came out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from koinon.doors.shared.accounts import Account, AccountLine, rule_words
from koinon.doors.shared.results import decision_account, election_account
from koinon.doors.shared.states import Face
from koinon.doors.shared.words import long_date, say
from koinon.rooms.assemblies.models import Ballot, Meeting, Vote
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.statutes.assembly.vote_words import OUTCOMES, number_text, part_text
from koinon.statutes.assembly.written import written_from_data
from koinon.statutes.data import as_data

Words = str | Promise
CHOICES: Mapping[str, Words] = {
    "yes": pgettext_lazy("vote", "Yes"),
    "no": pgettext_lazy("vote", "No"),
    "abstain": pgettext_lazy("vote", "Abstain"),
}
SAID: Mapping[str, Words] = {**CHOICES, "abstain": pgettext_lazy("vote", "Abstained")}
VIA: Mapping[str, Words] = {
    "delegate": lazy("You vote for it."),
    "substitute": lazy("You stand in: nobody before you is there."),
}
OUTCOME_FACES: Mapping[str, Face] = {
    "adopted": Face("good", "circle-check", lazy("Adopted")),
    "rejected": Face("wrong", "circle-x", lazy("Rejected")),
    "to_resolve": Face("attention", "help-circle", lazy("Not decided yet")),
    "no_quorum": Face("attention", "alert-triangle", lazy("No quorum")),
    "elected": Face("good", "circle-check", lazy("Elected")),
    "next_round": Face("attention", "refresh", lazy("Another round")),
    "not_filled": Face("attention", "alert-triangle", lazy("Seats left empty")),
}
OPEN_FACE = Face("calm", "hand-stop", lazy("Vote open"))


def face_of_vote(vote: Vote) -> Face:
    """A vote in an icon and a word."""
    if vote.state == "open":
        return OPEN_FACE
    return OUTCOME_FACES.get(vote.outcome, Face("plain", "circle-dashed", vote.outcome))


def votes_words(weights: Mapping[str, Fraction], meeting: Meeting) -> str:
    """How many votes: "1 vote", or each kind by its name where there are several."""
    if len(weights) == 1:
        ((_key, number),) = weights.items()
        count = int(number) if number.denominator == 1 else 2
        return ngettext("%(number)s vote", "%(number)s votes", count) % {"number": number_text(number)}
    labels = rulebook_of(meeting).weights
    return " · ".join(f"{say(labels[key].label)}: {number_text(number)}" for key, number in weights.items())


def hour_at(meeting: Meeting, moment: datetime) -> str:
    """The hour of a moment where the meeting takes place: 10:31, with the day where it is another one."""
    there = moment.astimezone(ZoneInfo(meeting.time_zone))
    hour = there.strftime("%H:%M")
    return hour if there.date() == meeting.meeting_on else f"{long_date(there.date())}, {hour}"


def said_words(ballot: Ballot, names: Mapping[str, str]) -> str:
    """What was said with a ballot."""
    if ballot.choice:
        return str(SAID.get(ballot.choice, ballot.choice))
    return listed(ballot.names, names) or _("Blank ballot")


def listed(candidates: Sequence[str], names: Mapping[str, str]) -> str:
    """Candidates by name."""
    return ", ".join(names.get(candidate, candidate) for candidate in candidates)


def result_account(vote: Vote, names: Mapping[str, str]) -> Account | None:
    """The result of a vote with its arithmetic; None before there is one."""
    if not vote.result:
        return None
    if vote.election:
        return election_account(vote.result, names)
    if vote.method == Vote.Method.WRITTEN:
        return _written_account(vote)
    return decision_account(vote.result)


def _written_account(vote: Vote) -> Account:
    found = written_from_data(dict(vote.result or {}))
    language = get_language() or "en"
    outcomes: Mapping[str, str] = {**OUTCOMES}
    label = say(found.majority.label)
    return Account(
        title=label,
        value=_(outcomes.get(found.outcome, found.outcome)).rstrip("."),
        sentence=_("Answers were asked for until %(day)s. Silence is no yes.") % {"day": long_date(found.ends_on)},
        lines=[
            AccountLine(
                say(found.majority.label), part_text(part, language, _), state="met" if part.passed else "not_met"
            )
            for part in found.majority.parts
        ],
        rule=rule_words(as_data(found.rulebook)),
        wordy=True,
    )
