"""What needs a hand about people, deliveries and the journal."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.core.journal import MAY_WAIT
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.doors.secretariat.contacts import unconfirmed, waiting_for_contact
from koinon.doors.secretariat.today import figures
from koinon.doors.secretariat.today.rows import (
    KEEPERS,
    TODAY,
    WAITING,
    WEEK,
    Desk,
    Row,
    first_of,
    first_of_each,
    sample,
)
from koinon.rooms.memberships.queries import running_on, visible_memberships
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import in_force

ENDS_SOON = timedelta(days=45)
MACHINE = ("technician", "secretary_general")


def no_rules(desk: Desk) -> Iterator[Row]:
    """Before the first rulebook is adopted nothing else can be said."""
    yield Row(
        title=_("No rulebook is in force"),
        urgency=TODAY,
        roles=("secretary_general",),
        url=reverse("desk:rulebook"),
        action=_("See the rulebook"),
        detail=_("Until one is adopted, no fee, standing or right can be reckoned."),
        late=True,
    )


def silent(desk: Desk) -> Iterator[Row]:
    """Members that have not declared, have nobody named as contact, or have not confirmed for too long who is."""
    members = running_on(visible_memberships(desk.actor), desk.today)
    named = Mandate.objects.filter(
        over="organisation", subject=OuterRef("organisation__public_id"), role="contact", person__is_active=True
    )
    alone = members.exclude(Exists(in_force(named, desk.today)))
    asked = {
        "none": alone,
        "invited": waiting_for_contact(alone, desk.actor.at),
        "unconfirmed": unconfirmed(members, desk.rulebook, desk.today),
    }
    if (undeclared := figures.undeclared(desk)) is not None:
        asked["undeclared"] = undeclared
    found = first_of_each("organisation__name", asked)
    if names := found.get("undeclared"):
        yield figures.undeclared_row(desk, *names)
    if names := found.get("none"):
        yield _without_contact(*names, invited=found.get("invited", (0, []))[0])
    if names := found.get("unconfirmed"):
        yield _unconfirmed(*names)


def _without_contact(count: int, names: Sequence[str], invited: int) -> Row:
    title = ngettext("%(count)s member has no current contact", "%(count)s members have no current contact", count)
    waits = ngettext("%(count)s is invited and has not answered", "%(count)s are invited and have not answered", invited)
    return Row(
        title=title % {"count": count},
        # Once each is asked there is nothing to do today but to wait; nobody who was not asked is forgotten.
        urgency=WAITING if invited == count else TODAY,
        roles=KEEPERS,
        url=f"{reverse('desk:organisations')}?needs=no_contact",
        action=_("See who"),
        detail=f"{sample(names, count)}; {waits % {'count': invited}}" if invited else sample(names, count),
    )


def _unconfirmed(count: int, names: Sequence[str]) -> Row:
    title = ngettext(
        "%(count)s member has not confirmed its contacts this year",
        "%(count)s members have not confirmed their contacts this year",
        count,
    )
    return Row(
        title=title % {"count": count},
        urgency=WAITING,
        roles=KEEPERS,
        url=f"{reverse('desk:organisations')}?needs=unconfirmed",
        action=_("See who"),
        detail=sample(names, count),
    )


def contacts_ending(desk: Desk) -> Iterator[Row]:
    """Members whose last contact's mandate ends soon, and nobody follows."""
    contacts = Mandate.objects.filter(over="organisation", role="contact")
    following = contacts.filter(subject=OuterRef("subject")).exclude(ends_on__lte=OuterRef("ends_on"))
    member = running_on(visible_memberships(desk.actor), desk.today).filter(organisation__public_id=OuterRef("subject"))
    ending = (
        in_force(contacts, desk.today)
        .filter(ends_on__lte=desk.today + ENDS_SOON)
        .exclude(Exists(following))
        .annotate(member=Subquery(member.values("organisation__name")[:1]))
        .exclude(member=None)
        .order_by("ends_on", "id")
    )
    count, found = first_of(ending, "member", "subject", "ends_on")
    if not count:
        return
    title = ngettext("%(count)s contact's mandate ends soon", "%(count)s contacts' mandates end soon", count)
    yield Row(
        title=title % {"count": count},
        urgency=WEEK,
        roles=KEEPERS,
        url=reverse("desk:organisation", args=[found[0][1]]),
        action=_("See the first"),
        detail=sample([name for name, _subject, _day in found], count),
        due_on=found[0][2],
    )


def machine(desk: Desk) -> Iterator[Row]:
    """Messages that could not be delivered, and journal entries that nobody seals; both in one query."""
    late = timezone.now() - MAY_WAIT
    failed = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED)
    waiting = JournalEntry.objects.filter(position=None, recorded_at__lt=late)
    found = dict(_counted(failed, "failed").union(_counted(waiting, "waiting"), all=True))
    if count := found.get("failed", 0):
        yield _failed(count)
    if count := found.get("waiting", 0):
        yield _unsealed(desk, count)


def _counted(rows: "QuerySet[Any]", name: str) -> "QuerySet[Any]":
    """How many rows there are, under a name."""
    named = rows.order_by().annotate(of=Value(name, output_field=CharField())).values("of")
    return named.annotate(count=Count("pk")).values_list("of", "count")


def _failed(count: int) -> Row:
    title = ngettext("%(count)s delivery failed", "%(count)s deliveries failed", count)
    return Row(
        title=title % {"count": count},
        urgency=TODAY,
        roles=MACHINE,
        url=f"{reverse('desk:outbox')}?state=failed",
        action=_("See what failed"),
        late=True,
    )


def _unsealed(desk: Desk, count: int) -> Row:
    """The worker is not running."""
    seen = desk.actor.may("journal.see")
    title = ngettext("%(count)s journal entry is not sealed", "%(count)s journal entries are not sealed", count)
    return Row(
        title=title % {"count": count},
        urgency=TODAY,
        roles=MACHINE,
        url=reverse("desk:journal") if seen else reverse("desk:outbox"),
        action=_("See the journal") if seen else _("See the outbox"),
        detail=_("They have waited for more than five minutes. Is the worker running?"),
        late=True,
    )
