"""Look at an application: take it up, check its papers, ask back, hear the members of its country."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import ApplicationMoved, ItemMarked, OpinionRecorded
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words, prose
from koinon.rooms.admissions.actions.steps import Side, application_at_desk, checked_words, listed, move
from koinon.rooms.admissions.letters import post_news, post_question_to, said
from koinon.rooms.admissions.models import Application, ChecklistMark, MemberOpinion
from koinon.rooms.admissions.queries import neighbours, opinions_awaited
from koinon.rooms.admissions.rules import rules_of_admission
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_on
from koinon.rooms.people.queries import addresses_for
from koinon.rooms.rulebook.queries import check_step
from koinon.statutes.admission import items_open
from koinon.statutes.rulebook import Rulebook

IN_REVIEW = ("submitted", "asked_back", "under_review")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a member thinks of an application, and when it said so."""

    member: UUID
    view: str
    words: str
    received_on: date


@action("admissions.take_up_review", needs="admissions.review")
def take_up_review(*, actor: Actor, application: UUID, seen_version: int) -> ApplicationMoved:
    """Take an application up, and ask the members of its country for their opinion where the rules say so."""
    check_step(actor, "admission", "review")
    row = application_at_desk(application, seen_version)
    rulebook, rules = rules_of_admission(actor.today)
    ask = bool(rules.opinion_days) and row.opinions_until is None and neighbours(row, actor.today).exists()
    if ask:
        row.opinions_until = actor.today + timedelta(days=rules.opinion_days)
    move(row, "take_up", actor, Side.DESK)
    if ask:
        _ask_neighbours(row, rulebook, actor.today)
    return ApplicationMoved(row.public_id, "take_up", row.state)


@action("admissions.mark_item", needs="admissions.review", redacted=("note",))
def mark_item(
    *, actor: Actor, application: UUID, item: str, in_order: bool, note: str = "", seen_version: int
) -> ItemMarked:
    """Say of an item of the checklist whether it is in order."""
    check_step(actor, "admission", "review")
    row = application_at_desk(application, seen_version)
    _rulebook, rules = rules_of_admission(actor.today)
    _check_in_review(row)
    if item not in {known.key for known in rules.items_for(row.category)}:
        refuse("item_unknown", _("The checklist has no such item."), to_do=_("Choose one of its items."))
    ChecklistMark.objects.update_or_create(
        application=row,
        item=item,
        defaults={"in_order": in_order, "note": prose(note)[:500], "at": actor.at, "by": actor.person},
    )
    return ItemMarked(row.public_id, item, in_order)


@action("admissions.ask_back", needs="admissions.review", redacted=("question",))
def ask_back(*, actor: Actor, application: UUID, question: str, seen_version: int) -> ApplicationMoved:
    """Give an application back to its writers with a question, and mail it to them."""
    check_step(actor, "admission", "review")
    row = application_at_desk(application, seen_version)
    words = checked_words(question, "question_needed", str(_("A question needs words.")))
    _rulebook, rules = rules_of_admission(actor.today)
    row.expires_on, row.reminded_on = actor.today + timedelta(days=rules.drafts_kept_days), None
    move(row, "ask_back", actor, Side.DESK, words)
    post_news(row, "asked_back", words)
    return ApplicationMoved(row.public_id, "ask_back", row.state)


@action("admissions.record_opinion", needs="admissions.review", redacted=("opinion",))
def record_opinion(*, actor: Actor, application: UUID, opinion: Opinion, seen_version: int) -> OpinionRecorded:
    """Record what a member thinks of an application; a later word of the same member takes the place of its first."""
    check_step(actor, "admission", "review")
    row = application_at_desk(application, seen_version)
    _check_in_review(row)
    if opinion.view not in MemberOpinion.View.values:
        refuse("view_unknown", _("That is no opinion we can record."), to_do=_("Choose one of those offered."))
    if opinion.received_on > actor.today:
        refuse("date_in_future", _("An opinion cannot come on a day to come."), to_do=_("Choose another day."))
    members = running_on(Membership.objects.filter(organisation__public_id=opinion.member), actor.today)
    member = members.select_related("organisation").first()
    if member is None:
        refuse("not_a_member", _("Opinions are those of members."), to_do=_("Choose a member."))
    MemberOpinion.objects.update_or_create(
        application=row,
        member=member.organisation,
        defaults={
            "view": opinion.view,
            "words": prose(opinion.words)[:5000],
            "received_on": opinion.received_on,
            "by": actor.person,
        },
    )
    return OpinionRecorded(row.public_id, opinion.member)


@action("admissions.prepare_for_board", needs="admissions.review")
def prepare_for_board(*, actor: Actor, application: UUID, seen_version: int) -> ApplicationMoved:
    """Lay an application before the body that decides: its checklist is in order, its neighbours were heard."""
    check_step(actor, "admission", "review")
    row = application_at_desk(application, seen_version)
    _rulebook, rules = rules_of_admission(actor.today)
    fulfilled = set(row.marks.filter(in_order=True).values_list("item", flat=True))
    left = items_open(rules, row.category, fulfilled)
    if left:
        refuse(
            "items_open",
            _("These items are not in order yet: %(what)s.") % {"what": listed([said(item.label) for item in left])},
            to_do=_("Check them, or ask the applicant."),
        )
    awaited = opinions_awaited(row, actor.today)
    if awaited and row.opinions_until is not None:
        refuse(
            "opinions_awaited",
            _("Members of the country have until %(day)s to give their opinion: %(who)s.")
            % {"day": day_in_words(row.opinions_until), "who": listed([str(one.organisation) for one in awaited])},
            to_do=_("Record their opinions, or wait."),
        )
    move(row, "prepare", actor, Side.DESK)
    return ApplicationMoved(row.public_id, "prepare", row.state)


def _check_in_review(row: Application) -> None:
    if row.state not in IN_REVIEW:
        refuse(
            "review_over",
            _("The review of this application is over."),
            to_do=_("Look at it as it stands now."),
        )


def _ask_neighbours(row: Application, rulebook: Rulebook, on: date) -> None:
    members = [member.organisation.public_id for member in neighbours(row, on)]
    kind = rulebook.categories.get(row.category)
    for people in addresses_for(members, ["contact"], on).values():
        for person in people:
            post_question_to(person.email, person.language, row, said(kind.label) if kind else "")
