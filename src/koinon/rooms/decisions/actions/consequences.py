"""Say before the vote what an item or a motion brings about if it is adopted."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.decisions import ConsequenceDropped, ConsequenceWanted, RulesProposed
from koinon.core.locking import locked
from koinon.core.refusals import refuse, refuse_not_found
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Motion, Vote
from koinon.rooms.assemblies.rules import check_state, meeting_for_update, rulebook_of
from koinon.rooms.decisions.actions.targets import check_target
from koinon.rooms.decisions.models import Consequence, ProposedRules
from koinon.rooms.decisions.rules import kinds_for
from koinon.rooms.decisions.wanted import Wanted, as_stored, kind_of
from koinon.statutes.rulebook import RulebookErrors, parse_rulebook

BEFORE_THE_VOTE = ("planned", "convened", "open")


@action("decisions.propose_rules", needs="decisions.prepare", redacted=("texts",))
def propose_rules(*, actor: Actor, texts: Mapping[str, str]) -> RulesProposed:
    """Check the texts of a version of the rulebook, and keep them until a body adopts them."""
    try:
        rulebook = parse_rulebook(texts)
    except RulebookErrors as problems:
        refuse(
            "rulebook_invalid",
            _("The rulebook has errors: %(errors)s.") % {"errors": problems},
            to_do=_("Correct the files and send them again."),
        )
    row = ProposedRules.objects.create(
        texts=dict(texts), hash=rulebook.version, proposed_at=actor.at, proposed_by=actor.person
    )
    return RulesProposed(row.public_id, row.hash)


@action("decisions.want_consequence", needs="decisions.prepare", rule="decisions")
def want_consequence(*, actor: Actor, item: UUID, wanted: Wanted, motion: UUID | None = None) -> ConsequenceWanted:
    """Say what an item of an agenda, or a motion on it, brings about if it is adopted."""
    found, meeting = _item(item)
    put = _motion(found, motion)
    check_undecided(meeting, found, put)
    rulebook = rulebook_of(meeting)
    kind = kind_of(wanted)
    if kind not in kinds_for(rulebook, meeting.body, found.decision, found.election):
        refuse(
            "not_brought_about",
            _("By the rulebook such a decision does not bring this about."),
            to_do=_("Choose what it may bring about, or another kind of decision for the item."),
        )
    check_target(wanted, found)
    stored = as_stored(wanted)
    if Consequence.objects.filter(item=found, motion=put, kind=kind, given=stored).exists():
        refuse("wanted_already", _("This follows from the item already."), to_do=_("Look at what stands there."))
    row = Consequence.objects.create(
        item=found, motion=put, kind=kind, given=stored, wanted_at=actor.at, wanted_by=actor.person
    )
    return ConsequenceWanted(row.public_id, item, motion, kind, rulebook.version)


@action("decisions.drop_consequence", needs="decisions.prepare")
def drop_consequence(*, actor: Actor, consequence: UUID) -> ConsequenceDropped:
    """Take back, before the vote, that something follows from an item."""
    row = locked(Consequence.objects.select_related("item__meeting", "motion"), consequence)
    if row.state != Consequence.State.WANTED:
        refuse("settled_already", _("What became of this is on record; it is not taken back."))
    check_undecided(meeting_for_update(row.item.meeting.public_id), row.item, row.motion)
    dropped = ConsequenceDropped(row.public_id, row.item.public_id, row.kind)
    row.delete()
    return dropped


def _item(public_id: UUID) -> tuple[AgendaItem, Meeting]:
    found = AgendaItem.objects.select_related("concerns", "meeting").filter(public_id=public_id).first()
    if found is None:
        refuse_not_found()
    return found, meeting_for_update(found.meeting.public_id)


def _motion(item: AgendaItem, public_id: UUID | None) -> Motion | None:
    if public_id is None:
        return None
    found = Motion.objects.filter(public_id=public_id, item=item).first()
    if found is None:
        refuse_not_found()
    if found.parent_id is not None:
        refuse(
            "amendment_brings_nothing",
            _("An amendment only changes how the motion reads; nothing else follows from it."),
            to_do=_("Choose the motion, or the item itself."),
        )
    return found


def check_undecided(meeting: Meeting, item: AgendaItem, motion: Motion | None) -> None:
    """Refuse to change what follows once people vote on it: they must know what they decide."""
    check_state(meeting, *BEFORE_THE_VOTE)
    rows = Vote.objects.filter(item=item, motion=motion)
    if rows.filter(state="open").exists() or rows.filter(outcome__in=("adopted", "elected", "to_resolve")).exists():
        refuse(
            "vote_begun",
            _("The vote on this has begun, so what follows from it is settled."),
            kept=_("What stood there before stands."),
            to_do=_("Stop the vote first, or take another decision."),
        )
