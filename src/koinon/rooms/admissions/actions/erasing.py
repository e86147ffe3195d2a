"""Erase what applicants told us, once it has served: the row stays and says that it was erased."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import Declined, Refusal, action, bulk_action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import ApplicationErased, LinksForgotten
from koinon.core.refusals import refuse
from koinon.rooms.admissions.actions.drafts import DETAILS
from koinon.rooms.admissions.models import ApplicantLink, Application
from koinon.rooms.admissions.queries import applications_to_erase, spent_links
from koinon.rooms.rulebook.queries import keeping_on

NOT_OVER = Refusal(
    "not_over",
    _("The time for which this application is kept is not over, or nothing is left in it."),
    _("It stays as it is."),
)
LINKS_AT_ONCE = 500
# That a body refused somebody, and whom, belongs to its record.
KEPT_OF_REFUSED = ("name", "country", "city")


@bulk_action(
    "admissions.erase_applications",
    needs="admissions.tidy",
    fact=ApplicationErased,
    subjects="applications",
    chunk=50,
)
def erase_applications(applications: Sequence[UUID], *, actor: Actor) -> list[ApplicationErased | Declined]:
    """Erase what was in applications that were withdrawn or refused, when the rulebook's time for it is over."""
    rules = keeping_on(actor.today)
    over = applications_to_erase(actor.today, rules) if rules else Application.objects.none()
    rows = {row.public_id: row for row in over.filter(public_id__in=applications).select_for_update()}
    return [_erased(rows[one], actor) if one in rows else Declined(one, NOT_OVER) for one in applications]


@action("admissions.forget_links", needs="admissions.tidy")
def forget_links(*, actor: Actor) -> LinksForgotten:
    """Forget mailed links that open nothing any more, and the addresses they went to; at most 500 at once."""
    rules = keeping_on(actor.today)
    spent = list(spent_links(actor.today, rules).values_list("pk", flat=True)[:LINKS_AT_ONCE]) if rules else []
    if not spent:
        refuse("nothing_to_forget", _("No link has been of no use for that long."))
    ApplicantLink.objects.filter(pk__in=spent).delete()
    return LinksForgotten(len(spent))


def empty(row: Application, actor: Actor, keep: Collection[str] = ()) -> int:
    """Take out of an application what somebody told us, without saving it; gives how many papers went.

    Their rows go here, in one transaction with all of this; their files go with the next sweep of the store.
    """
    for detail in DETAILS:
        if detail not in keep:
            setattr(row, detail, "")
    row.email, row.facts, row.figures, row.carried, row.assessment = "", {}, {}, {}, None
    row.erased_on, row.expires_on = actor.today, None
    papers = row.papers.count()
    row.papers.all().delete()
    row.links.all().delete()
    row.parked.all().delete()
    row.opinions.update(words="")
    row.marks.update(note="")
    return papers


def _erased(row: Application, actor: Actor) -> ApplicationErased:
    refused = row.state == "refused"
    papers = empty(row, actor, KEPT_OF_REFUSED if refused else ())
    said = row.history.exclude(event="refuse") if refused else row.history.all()
    said.update(words="")
    row.version += 1
    row.save()
    return ApplicationErased(row.public_id, row.state, papers)
