"""What the calendar does to drafts: remind of them, end those that nobody went on with."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import ApplicationMoved, DraftReminded
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.admissions.actions.erasing import empty
from koinon.rooms.admissions.actions.steps import Side, move
from koinon.rooms.admissions.letters import post_news
from koinon.rooms.admissions.models import Application
from koinon.rooms.admissions.queries import drafts_over, drafts_to_remind
from koinon.rooms.admissions.rules import rules_of_admission


@action("admissions.remind_of_draft", needs="admissions.tidy")
def remind_of_draft(*, actor: Actor, application: UUID) -> DraftReminded:
    """Tell an applicant that a draft will be erased unless it is gone on with."""
    row = locked(Application.objects.all(), application)
    _rulebook, rules = rules_of_admission(actor.today)
    if not drafts_to_remind(actor.today, rules).filter(pk=row.pk).exists() or row.expires_on is None:
        refuse("nothing_to_remind", _("There is nothing to remind of."))
    row.reminded_on = actor.today
    row.save(update_fields=["reminded_on"])
    post_news(row, "ends_soon")
    return DraftReminded(row.public_id, row.expires_on)


@action("admissions.expire_draft", needs="admissions.tidy")
def expire_draft(*, actor: Actor, application: UUID) -> ApplicationMoved:
    """End a draft that nobody went on with, or a question that nobody answered, and erase what was in it."""
    row = locked(Application.objects.all(), application)
    if not drafts_over(actor.today).filter(pk=row.pk).exists():
        refuse("not_over", _("The time of this draft is not over."))
    post_news(row, "expired")
    empty(row, actor)
    row.category, row.criterion = "", ""
    move(row, "expire", actor, Side.HOUSE)
    return ApplicationMoved(row.public_id, "expire", row.state)
