"""Plan a meeting, set its agenda, cancel it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import AgendaSet, ChairNamed, MeetingCancelled, MeetingPlanned
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import day_in_words, one_line, prose
from koinon.rooms.assemblies.actions.convening import call_off
from koinon.rooms.assemblies.models import AgendaItem, ItemPaper, Meeting, Motion
from koinon.rooms.assemblies.rules import (
    by_the_rules,
    check_comes_together,
    check_state,
    meeting_for_update,
    move,
    rulebook_of,
    with_rules,
)
from koinon.rooms.documents.models import Document
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Person
from koinon.rooms.rulebook.queries import rulebook_of_version, version_in_force
from koinon.statutes.assembly.agenda import standard_items
from koinon.statutes.assembly.notice import second_meeting_from
from koinon.statutes.inputs import one_of
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.transitions import MEETING

# While an agenda is set anew, the items that stay wait beyond its places: no two of them may share one.
OUT_OF_THE_WAY = 10_000


@dataclass(frozen=True, slots=True)
class MeetingDetails:
    """Which body meets, when and where; `starts_at` is a moment, `time_zone` the place's."""

    body: str
    kind: str
    starts_at: datetime
    time_zone: str = "Europe/Brussels"
    place: str = ""
    online_address: str = ""
    ordinary: bool = False
    elections: bool = False


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """An item of an agenda: a standard one by the rulebook's key, or another by its title.

    `papers` are documents by public id, under the rulebook's keys for them. `item` names one that stands there already.
    """

    key: str = ""
    title: str = ""
    words: str = ""
    decision: str = ""
    election: str = ""
    concerns: UUID | None = None
    papers: Mapping[str, UUID] = field(default_factory=dict)
    item: UUID | None = None


@action("assemblies.plan_meeting", needs="assemblies.prepare", rule="meetings")
def plan_meeting(*, actor: Actor, details: MeetingDetails, second_of: UUID | None = None) -> MeetingPlanned:
    """Plan a meeting of a body; a second convocation after one without a quorum."""
    _check_place(details)
    if details.starts_at <= actor.at:
        refuse("in_the_past", _("A meeting is planned for a moment to come."), to_do=_("Check day and hour."))
    first = _first_of(second_of, details) if second_of else None
    day = details.starts_at.astimezone(ZoneInfo(details.time_zone)).date()
    try:
        version = version_in_force(day)
    except NoRuleInForce:
        refuse("no_rulebook", _("No rulebook is in force on that day."), to_do=_("Adopt one, or choose another day."))
    rulebook = rulebook_of_version(version)
    with by_the_rules():
        one_of("body", details.body, rulebook.meetings)
    if details.kind == Meeting.Kind.ONLINE and not rulebook.meetings[details.body].presence.online:
        refuse("not_online", _("By the rulebook nobody takes part in this body from afar."), to_do=_("Name a place."))
    row = Meeting.objects.create(
        body=details.body,
        kind=details.kind,
        place=one_line(details.place)[:300],
        online_address=details.online_address,
        starts_at=details.starts_at,
        time_zone=details.time_zone,
        ordinary=details.ordinary,
        elections=details.elections,
        state=MEETING.initial,
        convocation=2 if first else 1,
        second_of=first,
        rules=version,
    )
    return MeetingPlanned(row.public_id, row.body, row.starts_at, row.convocation, rulebook.version)


def _check_place(details: MeetingDetails) -> None:
    if details.starts_at.tzinfo is None:
        raise TypeError("a meeting begins at an aware moment")
    try:
        ZoneInfo(details.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        refuse("time_zone_unknown", _("There is no such time zone."), to_do=_("Choose one, such as Europe/Brussels."))
    if details.kind not in (Meeting.Kind.ON_SITE, Meeting.Kind.ONLINE, Meeting.Kind.HYBRID):
        refuse("kind_unknown", _("A meeting is on site, online, or both."), to_do=_("Choose one of the three."))
    if details.kind != Meeting.Kind.ONLINE and not one_line(details.place):
        refuse("place_missing", _("Where people come together is missing."), to_do=_("Name the place."))


def _first_of(public_id: UUID, details: MeetingDetails) -> Meeting:
    first = meeting_for_update(public_id)
    if first.body != details.body or first.closed_at is None or not first.lacked_quorum:
        refuse(
            "no_second",
            _("A second convocation follows a closed meeting of the same body that had no quorum."),
            to_do=_("Plan an ordinary meeting, or close the first one."),
        )
    with by_the_rules():
        earliest = second_meeting_from(rulebook_of(first), first.body, first.meeting_on)
    day = details.starts_at.astimezone(ZoneInfo(details.time_zone)).date()
    if earliest is None:
        refuse("no_second_here", _("By the rulebook this body has no second convocation."))
    if day < earliest:
        refuse(
            "second_too_early",
            _("A second convocation may meet from %(day)s on.") % {"day": day_in_words(earliest)},
            to_do=_("Choose a later day."),
        )
    return first


@action("assemblies.set_agenda", needs="assemblies.prepare", rule="meetings")
def set_agenda(*, actor: Actor, meeting: UUID, items: Sequence[ItemDetails], seen_version: int) -> AgendaSet:
    """Set the agenda of a planned meeting, with every standard item that the rulebook asks for."""
    row = meeting_for_update(meeting, seen_version)
    check_state(row, "planned")
    rulebook = rulebook_of(row)
    _check_standard(row, rulebook, items)
    kept = _kept(row, items)
    made = [_item(row, rulebook, given, kept.get(place), place) for place, given in enumerate(items, start=1)]
    row.version += 1
    row.save(update_fields=["version"])
    return AgendaSet(row.public_id, tuple(item.public_id for item in made), row.version, rulebook.version)


def _check_standard(row: Meeting, rulebook: Rulebook, items: Sequence[ItemDetails]) -> None:
    keys = [item.key for item in items if item.key]
    known = {item.key for item in rulebook.meetings[row.body].agenda}
    asked = {item.key for item in standard_items(rulebook, row.body, ordinary=row.ordinary, elections=row.elections)}
    if set(keys) - known or len(keys) > len(set(keys)):
        refuse(
            "item_unknown",
            _("The rulebook has no such standard item, or it stands here twice: %(keys)s.")
            % {"keys": ", ".join(sorted(set(keys) - known) or sorted(keys))},
            to_do=_("Take it out, or give it a title of its own."),
        )
    if missing := asked - set(keys):
        refuse(
            "standard_item_missing",
            _("The rulebook asks for more on this agenda: %(keys)s.") % {"keys": ", ".join(sorted(missing))},
            to_do=_("Add what is missing."),
        )


def _kept(row: Meeting, items: Sequence[ItemDetails]) -> dict[int, AgendaItem]:
    """The items that stay, by their new place: what was filed on them stays with them. All others go."""
    by_key: dict[UUID | str, AgendaItem] = {}
    for item in AgendaItem.objects.filter(meeting=row):
        by_key[item.public_id] = item
        if item.key:
            by_key[item.key] = item
    kept: dict[int, AgendaItem] = {}
    for place, given in enumerate(items, start=1):
        found = by_key.get(given.key) if given.key else by_key.get(given.item) if given.item else None
        if found is not None and found.key == given.key and found not in kept.values():
            kept[place] = found
    going = AgendaItem.objects.filter(meeting=row).exclude(pk__in=[item.pk for item in kept.values()])
    if Motion.objects.filter(item__in=going).exists():
        refuse(
            "item_has_motions",
            _("A motion is filed on an item that would leave the agenda."),
            kept=_("The agenda stays as it was."),
            to_do=_("Leave the item where it is."),
        )
    going.delete()
    AgendaItem.objects.filter(meeting=row).update(position=F("position") + OUT_OF_THE_WAY)
    return kept


def _item(row: Meeting, rulebook: Rulebook, given: ItemDetails, kept: AgendaItem | None, place: int) -> AgendaItem:
    standard = next((item for item in rulebook.meetings[row.body].agenda if item.key == given.key), None)
    title = one_line(given.title)[:200]
    if standard is None and not title:
        refuse("title_missing", _("An item of an agenda needs a title."), to_do=_("Say what it is about."))
    decision = given.decision or (standard.decision if standard else None) or ""
    election = given.election or (standard.election if standard else None) or ""
    check_kind(row, rulebook, decision, election)
    item = kept or AgendaItem(meeting=row, key=given.key)
    item.position = place
    item.label = dict(standard.label) if standard and not title else {"en": title}
    item.words, item.decision, item.election = prose(given.words), decision, election
    item.concerns = _organisation(given.concerns)
    item.save()
    _put_papers(item, given.papers)
    return item


def check_kind(row: Meeting, rulebook: Rulebook, decision: str, election: str) -> None:
    """Refuse a kind of decision or election that the rulebook does not have, or gives to another body."""
    rules = [rulebook.decisions.get(decision)] if decision else []
    rules += [rulebook.elections.get(election)] if election else []  # type: ignore[list-item]
    if any(rule is None or rule.body != row.body for rule in rules):
        refuse(
            "not_this_body",
            _("By the rulebook this body takes no such decision."),
            to_do=_("Choose one of its kinds of decision."),
        )


def _organisation(public_id: UUID | None) -> Organisation | None:
    if public_id is None:
        return None
    found = Organisation.objects.filter(public_id=public_id).first()
    return found or refuse_not_found()


def _put_papers(item: AgendaItem, papers: Mapping[str, UUID]) -> None:
    found = {row.public_id: row for row in Document.objects.filter(public_id__in=papers.values(), withdrawn_on=None)}
    if set(papers.values()) - set(found):
        refuse("paper_missing", _("A paper is not in the library."), to_do=_("Put it there first."))
    item.papers.all().delete()
    once = {document: key for key, document in papers.items()}
    ItemPaper.objects.bulk_create(
        [ItemPaper(item=item, key=key, document=found[document]) for document, key in once.items()]
    )


@action("assemblies.name_chair", needs="assemblies.prepare")
def name_chair(*, actor: Actor, meeting: UUID, person: UUID | None) -> ChairNamed:
    """Say who presides over a meeting, and so may conduct it beside the secretariat."""
    row = meeting_for_update(meeting)
    check_state(row, "planned", "convened", "open")
    check_comes_together(row)
    if person is not None and not Person.objects.filter(public_id=person, is_active=True).exists():
        refuse_not_found()
    row.chair, row.version = person, row.version + 1
    row.save(update_fields=["chair", "version"])
    return ChairNamed(row.public_id, person)


@action("assemblies.cancel_meeting", needs="assemblies.prepare")
def cancel_meeting(*, actor: Actor, meeting: UUID, reason: str) -> MeetingCancelled:
    """Cancel a meeting that has not begun; whoever was called to it gets a letter."""
    row = meeting_for_update(meeting)
    move(row, "cancel")
    if not one_line(reason):
        refuse("reason_needed", _("Cancelling a meeting needs a reason."), to_do=_("Say why in a sentence."))
    row.reason, row.version = one_line(reason)[:300], row.version + 1
    row.save(update_fields=["state", "reason", "version"])
    call_off(row)
    return MeetingCancelled(row.public_id, row.reason)


def item_with_meeting(item: UUID) -> tuple[AgendaItem, Meeting]:
    """An item and its meeting, the meeting locked."""
    found = AgendaItem.objects.select_related("concerns").filter(public_id=item).first()
    if found is None:
        refuse_not_found()
    meeting = meeting_for_update(with_rules().values_list("public_id", flat=True).get(pk=found.meeting_id))
    found.meeting = meeting
    return found, meeting
