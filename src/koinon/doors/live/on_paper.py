"""A meeting on paper: its roll with room to sign, and a sheet for the tellers of each item."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koinon.adapters.pdf.hall import HallPaper, HallSheet, HallVoter
from koinon.core.actors import Actor
from koinon.doors.shared.accounts import rule_words
from koinon.rooms.assemblies.drawing import names_on, voices_of
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Motion
from koinon.rooms.assemblies.queries import body_label, own_proxies, roll_of, visible_items
from koinon.rooms.assemblies.represented import motions_of
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.decision import quorum_key
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.voices import Voice
from koinon.statutes.assembly.words import ROLL_REASONS
from koinon.statutes.data import as_data
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.texts import say

BLANK_LINES = 6


def hall_paper(actor: Actor, meeting: Meeting, language: str) -> HallPaper | None:
    """The sheets of a meeting, as it stands now; None where the actor may not see it."""
    roll = roll_of(actor, meeting)
    if roll is None:
        return None
    rulebook, house = rulebook_of(meeting), confederation()
    names, motions = names_on(roll, meeting), motions_of(meeting)
    items = [item for item in visible_items(actor, meeting.public_id) if item.stands]
    body = say(body_label(meeting), language)
    return HallPaper(
        language=language,
        author=house.organisation.name if house else "",
        title=f"{body}, {date_format(meeting.meeting_on, 'j F Y')}",
        facts=[
            (_("Place"), meeting.place),
            (_("Roll"), _("as of %(day)s") % {"day": date_format(roll.on, "j F Y")}),
            (_("Quorum"), say(rulebook.quorums[rulebook.meetings[meeting.body].quorum].label, language)),
            (_("Rules"), rule_words(as_data(rulebook.reference))),
        ],
        weights=[say(rulebook.weights[key].label, language) for key in rulebook.meetings[meeting.body].weights],
        voters=_voters(actor, meeting, roll, names),
        without_vote=[
            (names.get(line.member, ""), _(ROLL_REASONS[line.reason])) for line in roll.lines if not line.entitled
        ],
        sheets=[_sheet(item, rulebook, motions.get(item.pk, ()), language) for item in items],
        written_at=actor.at,
    )


def _voters(actor: Actor, meeting: Meeting, roll: Roll, names: Mapping[str, str]) -> list[HallVoter]:
    voices = voices_of(meeting, roll, meeting.meeting_on)
    people = names_of({UUID(who) for split in voices.values() for voice in split for who in _who(voice)})
    held = {
        str(row.giver): _("Proxy to %(holder)s") % {"holder": names.get(str(row.holder), "")}
        for row in own_proxies(actor, meeting).filter(state__in=("accepted", "used"))
    }
    keys = rulebook_of(meeting).meetings[meeting.body].weights
    voters = [
        HallVoter(
            name=names.get(line.member, ""),
            votes=[str(line.votes.get(key, "")) for key in keys],
            speakers=[people.get(UUID(who), "") for voice in voices.get(line.member, ()) for who in _who(voice)],
            proxy=held.get(line.member, ""),
        )
        for line in roll.entitled()
    ]
    return sorted(voters, key=lambda voter: voter.name.casefold())


def _who(voice: Voice) -> tuple[str, ...]:
    return (voice.person, *voice.substitutes)


def _sheet(item: AgendaItem, rulebook: Rulebook, motions: Sequence[Motion], language: str) -> HallSheet:
    weights, rows, rules = [], [""] * BLANK_LINES, []
    if item.election:
        election = rulebook.elections[item.election]
        weights, rules = [election.weight], [say(election.label, language)]
    elif item.decision:
        decision = rulebook.decisions[item.decision]
        majority = rulebook.majorities[decision.majority]
        weights = list(dict.fromkeys(part.weight for part in majority.parts))
        rows = [_("Yes"), _("No"), _("Abstention"), _("Invalid")]
        rules = [
            f"{say(decision.label, language)}: {say(majority.label, language)}",
            say(rulebook.quorums[quorum_key(rulebook, item.decision)].label, language),
        ]
    return HallSheet(
        number=str(item.position),
        title=say(item.label, language),
        texts=[text for text in (item.words, *(f"{motion.title}: {motion.text}" for motion in motions)) if text],
        rules=rules,
        rows=rows if weights else [],
        columns=[say(rulebook.weights[key].label, language) for key in weights],
    )
