"""What members add to an agenda, and the motions that are put to the vote."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import ItemProposed, ItemSupported, MotionFiled, MotionRanked
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import day_in_words, one_line, prose
from koinon.rooms.assemblies.actions.planning import check_kind, item_with_meeting
from koinon.rooms.assemblies.drawing import draw_up
from koinon.rooms.assemblies.models import AgendaItem, ItemSupport, Meeting, Motion, Vote
from koinon.rooms.assemblies.rules import (
    check_presides,
    check_state,
    day_in,
    meeting_for_update,
    rule_of,
    rulebook_of,
)
from koinon.rooms.organisations.models import Organisation
from koinon.statutes.assembly.notice import supporters_needed


@action("assemblies.supplement_agenda", needs="assemblies.represent", over="member", rule="meetings")
def supplement_agenda(
    *, actor: Actor, meeting: UUID, member: UUID, title: str, words: str, decision: str = ""
) -> ItemProposed:
    """Propose an item for the agenda of a convened meeting; it stands there once enough members support it."""
    row = meeting_for_update(meeting)
    needed = _supporters(row, member, actor)
    if not one_line(title):
        refuse("title_missing", _("An item of an agenda needs a title."), to_do=_("Say what it is about."))
    check_kind(row, rulebook_of(row), decision, "")
    last: int = AgendaItem.objects.filter(meeting=row).aggregate(last=Max("position"))["last"] or 0
    proposer = Organisation.objects.get(public_id=member)
    item = AgendaItem.objects.create(
        meeting=row,
        position=last + 1,
        label={"en": one_line(title)[:200]},
        words=prose(words),
        decision=decision,
        proposed_by=proposer,
        stands=needed <= 1,
    )
    ItemSupport.objects.create(item=item, organisation=proposer, at=actor.at, by=actor.person)
    return ItemProposed(item.public_id, row.public_id, member, item.stands, row.rules.hash)


@action("assemblies.support_item", needs="assemblies.represent", over="member")
def support_item(*, actor: Actor, item: UUID, member: UUID) -> ItemSupported:
    """Support an item that another member proposed."""
    found, row = item_with_meeting(item)
    needed = _supporters(row, member, actor)
    if found.proposed_by is None:
        refuse("stands_already", _("This item stands on the agenda without anybody's support."))
    supporter = Organisation.objects.get(public_id=member)
    _made, fresh = ItemSupport.objects.get_or_create(
        item=found, organisation=supporter, defaults={"at": actor.at, "by": actor.person}
    )
    if not fresh:
        refuse("supported_already", _("This member supports the item already."))
    found.stands = found.supporters.count() >= needed
    found.save(update_fields=["stands"])
    return ItemSupported(found.public_id, member, found.stands)


def _supporters(row: Meeting, member: UUID, actor: Actor) -> int:
    """How many members it takes; refuses where members add nothing, too late, or this one may not vote."""
    check_state(row, "convened")
    rule = rule_of(row).supplement
    if rule is None:
        refuse("no_supplement", _("By the rulebook members add nothing to the agenda of this body."))
    until = row.meeting_on - timedelta(days=rule.days)
    if day_in(row, actor.at) > until:
        refuse(
            "agenda_closed",
            _("Items could be added until %(day)s.") % {"day": day_in_words(until)},
            to_do=_("Raise it under another item, or at the next meeting."),
        )
    entitled = {line.member for line in draw_up(row, actor.today).entitled()}
    if str(member) not in entitled:
        refuse("may_not_vote", _("Only members that may vote add to the agenda."))
    return supporters_needed(rulebook_of(row), row.body, len(entitled)) or 1


@action("assemblies.file_motion", needs="assemblies.preside")
def file_motion(
    *, actor: Actor, item: UUID, title: str, text: str, parent: UUID | None = None, reach: int | None = None
) -> MotionFiled:
    """File a motion on an item, or an amendment to one; `reach` says how far an amendment goes."""
    found, row = item_with_meeting(item)
    check_presides(actor, row)
    check_state(row, "planned", "convened", "open")
    if not one_line(title) or not prose(text):
        refuse("motion_empty", _("A motion needs a title and its text."), to_do=_("Write both."))
    if reach is not None and reach < 0:
        refuse("reach_invalid", _("How far an amendment goes is zero or more."))
    above = Motion.objects.filter(public_id=parent, item=found).first() if parent else None
    if parent and above is None:
        refuse("parent_elsewhere", _("An amendment changes a motion on the same item."))
    last: int = Motion.objects.filter(item=found).aggregate(last=Max("filed"))["last"] or 0
    motion = Motion.objects.create(
        item=found,
        parent=above,
        filed=last + 1,
        reach=reach,
        title=one_line(title)[:200],
        text=prose(text),
        filed_at=actor.at,
        filed_by=actor.person,
    )
    return MotionFiled(motion.public_id, found.public_id, parent)


@action("assemblies.rank_motion", needs="assemblies.preside")
def rank_motion(
    *, actor: Actor, motion: UUID, reach: int | None = None, excludes: tuple[UUID, ...] = ()
) -> MotionRanked:
    """Say how far a motion goes, and which others beside it cannot stand once it is adopted."""
    known = Motion.objects.select_related("item").filter(public_id=motion).first()
    if known is None:
        refuse_not_found()
    found, row = item_with_meeting(known.item.public_id)
    check_presides(actor, row)
    check_state(row, "planned", "convened", "open")
    if reach is not None and reach < 0:
        refuse("reach_invalid", _("How far an amendment goes is zero or more."))
    if Vote.objects.filter(item=found, motion__parent=known.parent_id).exclude(state="stopped").exists():
        refuse(
            "ranked_too_late",
            _("The order of voting stands once the first of these was put to the vote."),
            to_do=_("Go on in that order."),
        )
    beside = Motion.objects.filter(item=found, parent=known.parent_id, public_id__in=excludes).exclude(pk=known.pk)
    if beside.count() < len(set(excludes)):
        refuse("not_beside", _("Only motions that change the same text exclude one another."))
    known.reach, known.excludes = reach, [str(other) for other in excludes]
    known.save(update_fields=["reach", "excludes"])
    return MotionRanked(known.public_id, reach)
