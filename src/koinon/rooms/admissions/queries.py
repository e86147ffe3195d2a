"""Applications as the desk and their applicants see them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from koinon.adapters.storage import keeps_files
from koinon.core.actors import Actor
from koinon.core.words import folded
from koinon.rooms.admissions.models import (
    WITH_WRITERS,
    ApplicantLink,
    Application,
    ApplicationPaper,
    MembershipElsewhere,
)
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_on
from koinon.rooms.organisations.models import Organisation
from koinon.statutes.rulebook.admission_rules import AdmissionRules
from koinon.statutes.rulebook.keeping_rules import KeepingRules

# A draft is its writers' own until they submit it.
NOT_FOR_THE_DESK = ("draft", "expired")


def visible_applications(actor: Actor) -> "QuerySet[Application]":
    """The applications this actor may see: what was submitted, at the desk; applicants see theirs by their stay."""
    if not actor.may("admissions.see"):
        return Application.objects.none()
    return Application.objects.exclude(state__in=NOT_FOR_THE_DESK).exclude(submitted_at=None)


def organisation_named(name: str, country: str) -> Organisation | None:
    """The organisation on record under this name in this country, however its letters are cased."""
    # SQLite folds the case of plain letters only; the organisations of one country are few enough to look through.
    wanted = folded(name)
    rows = Organisation.objects.filter(country=country).order_by("id")
    return next((row for row in rows if folded(row.name) == wanted), None)


def is_member_already(name: str, country: str, on: date) -> bool:
    """Whether an organisation of this name in this country is a member. Who is one is public: no actor is asked."""
    known = organisation_named(name, country)
    rows = Membership.objects.filter(organisation=known) if known else Membership.objects.none()
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=on)).exists()


def neighbours(application: Application, on: date) -> "QuerySet[Membership]":
    """The members of the applicant's country, who are asked for their opinion."""
    rows = Membership.objects.select_related("organisation").filter(organisation__country=application.country)
    return running_on(rows, on).exclude(organisation=application.organisation).order_by("organisation__name")


def opinions_awaited(application: Application, on: date) -> list[Membership]:
    """The members of the country whose opinion may still come; none once their time has passed."""
    if application.opinions_until is None or application.opinions_until < on:
        return []
    heard = set(application.opinions.values_list("member_id", flat=True))
    return [member for member in neighbours(application, on) if member.organisation_id not in heard]


def is_provisional(application: Application) -> bool:
    """Whether a membership runs already that the ratifying body has yet to confirm."""
    return application.state == "ratification" and application.membership_id is not None


def with_ratification(memberships: "QuerySet[Membership]") -> "QuerySet[Any]":
    """Memberships with `awaits`: the application by which they run until somebody ratifies it; None once that is so."""
    waiting = Application.objects.order_by().filter(membership=OuterRef("pk"), state="ratification")
    return memberships.annotate(awaits=Subquery(waiting.values("public_id")[:1]))


def drafts_over(on: date) -> "QuerySet[Application]":
    """The drafts, and the questions nobody answered, whose time has passed."""
    return Application.objects.filter(state__in=WITH_WRITERS, expires_on__lt=on).order_by("id")


def drafts_to_remind(on: date, rules: AdmissionRules) -> "QuerySet[Application]":
    """Those that will end soon and whose writers have not been told."""
    soon = on + timedelta(days=rules.reminder_days_before)
    rows = Application.objects.filter(state__in=WITH_WRITERS, reminded_on=None)
    return rows.filter(expires_on__range=(on, soon)).order_by("id")


def spent_links(on: date, rules: KeepingRules) -> "QuerySet[ApplicantLink]":
    """Links that open nothing any more, nor does the stay they opened, for as long as the rules keep them."""
    before = on - timedelta(days=rules.applicant_links_days)
    rows = ApplicantLink.objects.filter(expires_at__date__lt=before)
    return rows.filter(Q(stays_until=None) | Q(stays_until__date__lt=before)).order_by("id")


def applications_to_erase(on: date, rules: KeepingRules) -> "QuerySet[Application]":
    """Withdrawn and refused applications whose time has passed and in which something is left to erase."""

    def over(days: int, **of: object) -> Q:
        return Q(changed_at__date__lt=on - timedelta(days=days), **of)

    came_to_nothing = (
        over(rules.withdrawn_drafts_days, state="withdrawn", submitted_at=None)
        | over(rules.withdrawn_applications_days, state="withdrawn", submitted_at__isnull=False)
        | over(rules.refused_applications_days, state="refused")
    )
    return Application.objects.filter(came_to_nothing, erased_on=None).order_by("id")


@keeps_files("admissions")
def papers_kept(digests: Collection[str]) -> Iterable[str]:
    """Of some files, those that are a paper of an application."""
    return ApplicationPaper.objects.filter(digest__in=digests).values_list("digest", flat=True)


def figures_applied_with(actor: Actor, organisation: UUID, year: int) -> dict[str, Decimal]:
    """The figures in numbers by which a member applied, where that was in the fee year; for whoever may see it."""
    rows = Application.objects.filter(organisation__public_id=organisation, submitted_at__year=year)
    row = rows.order_by("-submitted_at", "-id").first() if actor.may("organisations.see", organisation) else None
    kept = row.figures.items() if row else ()
    return {key: Decimal(value["number"]) for key, value in kept if "number" in value}


def elsewhere_of(actor: Actor, organisation: UUID) -> "QuerySet[MembershipElsewhere]":
    """The memberships elsewhere that are tracked of an organisation, for whoever may see it."""
    rows = MembershipElsewhere.objects.filter(organisation__public_id=organisation)
    return rows if actor.may("organisations.see", organisation) else rows.none()
