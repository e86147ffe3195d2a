"""One vote for the minutes: how it was held, its result as it was stored, why, and who voted how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from koinon.rooms.assemblies.minutes.account import Column, HeldVote, Score, Voice
from koinon.rooms.assemblies.minutes.records import Cast, Records
from koinon.rooms.assemblies.models import HandCount, Vote
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.statutes.assembly.decision import decision_from_data
from koinon.statutes.assembly.elections import Election, election_from_data
from koinon.statutes.assembly.majority import MajorityResult
from koinon.statutes.assembly.vote_words import OUTCOMES, decision_text, number_text, part_text, tie_text
from koinon.statutes.assembly.written import written_from_data
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.texts import say

CHOICES = ("yes", "no", "abstain", "invalid")


@dataclass(frozen=True, slots=True)
class Hall:
    """What every vote of a meeting is read against: names, by member and by person, and each one's place among them."""

    records: Records
    rulebook: Rulebook
    language: str
    members: tuple[str, ...]
    people: tuple[str, ...]
    member_places: Mapping[str, int]
    person_places: Mapping[str, int]

    @classmethod
    def of(cls, records: Records, language: str) -> Self:
        """Members in the order of the roll, which is that of their names; people by name."""
        lines, named = records.lines, sorted(records.names.items(), key=lambda pair: (pair[1], pair[0]))
        return cls(
            records,
            rulebook_of(records.meeting),
            language,
            tuple(row.name for row in lines),
            tuple(name for _person, name in named),
            {str(row.member): place for place, row in enumerate(lines)},
            {person: place for place, (person, _name) in enumerate(named)},
        )

    def name(self, key: str) -> str:
        """A person's name, or the word itself where a candidate is no person."""
        return self.records.names.get(key, key)

    def at(self, moment: datetime) -> datetime:
        """A moment by the clock of the meeting's place."""
        return moment.astimezone(ZoneInfo(self.records.meeting.time_zone))


def held_vote(hall: Hall, vote: Vote, about: str) -> HeldVote:
    """A vote as the minutes show it; `about` says what was put to it."""
    counts = hall.records.counts.get(vote.pk, ())
    return HeldVote(
        id=str(vote.public_id),
        motion=about if vote.motion_id else "",
        about=about,
        kind=_kind(hall, vote),
        method=str(Vote.Method(vote.method).label),
        opened=hall.at(vote.opened_at),
        closed=hall.at(vote.closed_at) if vote.closed_at else None,
        state=vote.state,
        outcome=vote.outcome,
        reason=vote.reason,
        repeats=vote.repeats_id is not None,
        tellers=tuple(hall.name(teller) for teller in vote.tellers),
        counted_by=_counted_by(hall, counts),
        named=_named(hall, vote, hall.records.cast.get(vote.pk, ())),
        **_result(hall, vote),
    )


def _kind(hall: Hall, vote: Vote) -> str:
    rules = hall.rulebook.elections[vote.election] if vote.election else hall.rulebook.decisions[vote.decision]
    return say(rules.label, hall.language)


def _counted_by(hall: Hall, counts: Sequence[HandCount]) -> tuple[str, ...]:
    """The tellers whose sheets are the same, which made the result."""
    agreeing: dict[str, list[str]] = {}
    for row in counts:
        agreeing.setdefault(repr(sorted(row.counts.items())), []).append(hall.name(str(row.teller)))
    most: list[str] = max(agreeing.values(), key=len, default=[])
    return tuple(most)


def _result(hall: Hall, vote: Vote) -> dict[str, Any]:
    """Verdict, sentences and numbers, from the result as it was stored at the close."""
    if vote.state != "closed" or vote.result is None:
        return {"verdict": _("Stopped: it decides nothing.")}
    if vote.election:
        return _elected(hall, vote, election_from_data(vote.result))
    if vote.method == Vote.Method.WRITTEN:
        written = written_from_data(vote.result)
        words = tuple(part_text(part, hall.language, _) for part in written.majority.parts)
        outcome = _(OUTCOMES[written.outcome]) if written.outcome != "open" else _("Not decided yet.")
        return {"verdict": outcome, "sentences": words, "columns": _columns(hall, written.majority)}
    decision = decision_from_data(vote.result)
    verdict, *sentences = decision_text(decision, hall.language, _)
    if decision.majority.chair:
        said = _("yes") if decision.majority.chair == "yes" else _("no")
        sentences.append(_("The chair's vote: %(choice)s.") % {"choice": said})
    return {"verdict": verdict, "sentences": tuple(sentences), "columns": _columns(hall, decision.majority)}


def _columns(hall: Hall, found: MajorityResult) -> tuple[Column, ...]:
    by_weight = {part.weight: part for part in found.parts}
    return tuple(
        Column(
            say(part.weight_label, hall.language), *(number_text(getattr(part.counts, choice)) for choice in CHOICES)
        )
        for part in by_weight.values()
    )


def _elected(hall: Hall, vote: Vote, found: Election) -> dict[str, Any]:
    elected = tuple(hall.name(candidate) for candidate in found.elected)
    scores = tuple(
        Score(hall.name(row.candidate), number_text(row.votes), row.candidate in found.elected) for row in found.scores
    )
    return {
        "verdict": _verdict(vote.outcome, elected),
        "sentences": tuple(_election_sentences(hall, vote, found)),
        "scores": scores,
        "elected": elected,
    }


def _verdict(outcome: str, elected: Sequence[str]) -> str:
    names = ", ".join(elected)
    said = {
        "elected": _("Elected: %(names)s."),
        "next_round": _("Elected: %(names)s. Another round is held for the seats left.")
        if elected
        else _("Nobody is elected yet: another round is held."),
        "not_filled": _("Elected: %(names)s. Not every seat is filled.") if elected else _("Nobody is elected."),
        "to_resolve": _("Not decided yet."),
    }
    return said[outcome] % {"names": names}


def _election_sentences(hall: Hall, vote: Vote, found: Election) -> list[str]:
    words = {"seats": found.seats, "round": found.round}
    if found.how == "acclamation":
        return [_("Seats: %(seats)s. No more candidates than seats: elected without a ballot.") % words]
    said = [_("Seats: %(seats)s. Round: %(round)s.") % words]
    rule = hall.rulebook.elections[vote.election].threshold
    if found.needed is not None and found.base_votes is not None and rule is not None:
        numbers = {
            "fraction": rule.fraction,
            "base": number_text(found.base_votes),
            "needed": number_text(found.needed),
        }
        share = _("more than %(fraction)s of %(base)s votes is %(needed)s.")
        share = share if rule.strict else _("at least %(fraction)s of %(base)s votes is %(needed)s.")
        said.append(_("Whoever is elected needs: %(share)s") % {"share": share % numbers})
    else:
        said.append(_("Whoever has most votes is elected."))
    boxes = {name: number_text(getattr(found.tally, name)) for name in ("valid", "blank", "invalid")}
    said.append(_("Votes on valid ballots: %(valid)s; blank: %(blank)s; invalid: %(invalid)s.") % boxes)
    if found.tie is not None:
        said.append(tie_text(found, _))
    if vote.chosen:
        said.append(_("Drawn by lot: %(names)s.") % {"names": ", ".join(hall.name(name) for name in vote.chosen)})
    return said


def _named(hall: Hall, vote: Vote, cast: Sequence[Cast]) -> tuple[tuple[str, tuple[Voice, ...]], ...]:
    """Who voted how, by choice (or by candidate), in the order of the roll."""
    labels = {"invalid": _("Invalid"), "": _("Blank")} | (
        {} if vote.election else {"yes": _("Yes"), "no": _("No"), "abstain": _("Abstention")}
    )
    heard: dict[str, list[Voice]] = {}
    for member, person, via, choice, names in cast:
        voice = (hall.member_places[str(member)], hall.person_places[str(person)], via)
        if choice or not vote.election:
            heard.setdefault(choice, []).append(voice)
            continue
        for name in names or [""]:
            heard.setdefault(name, []).append(voice)
    order = dict.fromkeys((*vote.candidates, *CHOICES, ""))
    return tuple((labels.get(key) or hall.name(key), tuple(sorted(heard[key]))) for key in order if key in heard)
