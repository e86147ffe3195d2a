"""Where a member's figures of one fee year stand: rules, window, versions, and the fee that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.http import Http404

from koinon.core import clock
from koinon.core.models import JournalEntry
from koinon.doors.members_area.visit import Visit
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.declarations.queries import IN_FORCE, bases_to_declare, inputs_of_many, visible_declarations
from koinon.rooms.memberships.models import Membership
from koinon.rooms.people.queries import names_of
from koinon.rooms.rulebook.queries import rulebook_for_year
from koinon.statutes.declarations import declaration_window
from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.periods import Period
from koinon.statutes.plausibility import PlausibilityWarning, warnings
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


@dataclass(frozen=True, slots=True)
class Declaring:
    """One member's figures for one fee year, in all their versions, newest first."""

    visit: Visit
    membership: Membership
    year: int
    rulebook: Rulebook
    versions: Sequence[Declaration]
    before: Declaration | None

    @staticmethod
    def among(
        visit: Visit, membership: Membership, year: int, rulebook: Rulebook, rows: Sequence[Declaration]
    ) -> "Declaring":
        """The figures of a year out of the versions of several, newest first."""
        before = next((row for row in rows if row.year == year - 1 and row.state in IN_FORCE), None)
        return Declaring(visit, membership, year, rulebook, [row for row in rows if row.year == year], before)

    @property
    def asked(self) -> tuple[str, ...]:
        """The figures this member declares; none where its fee stands on something else."""
        return bases_to_declare(self.rulebook, self.membership)

    @property
    def window(self) -> Period:
        """The days on which figures are declared in time."""
        return declaration_window(self.rulebook, self.year)

    @property
    def opens_later(self) -> bool:
        """Whether the window is still to open."""
        return self.visit.actor.today < self.window.starts_on

    @property
    def due_on(self) -> date | None:
        """The last day that is in time; None for the year in which the member joined after it."""
        closes = self.window.ends_on
        return None if closes is None or self.membership.starts_on > closes else closes

    @property
    def closed(self) -> bool:
        """Whether the window has closed: figures are still taken, and marked late."""
        return self.due_on is not None and self.visit.actor.today > self.due_on

    @property
    def draft(self) -> Declaration | None:
        """The version that somebody works on."""
        return next((row for row in self.versions if row.state == "draft"), None)

    @property
    def in_force(self) -> Declaration | None:
        """The version the fee stands on."""
        return next((row for row in self.versions if row.state in IN_FORCE), None)

    @property
    def may_declare(self) -> bool:
        """Whether the actor may work on these figures."""
        return self.visit.may("declarations.declare")

    def was_late(self, declaration: Declaration) -> bool:
        """Whether a version was sent after the window had closed."""
        due, sent = self.due_on, declaration.submitted_at
        return sent is not None and due is not None and clock.day_of(sent) > due

    def missing_from(self, declaration: Declaration) -> list[str]:
        """The figures a version still lacks."""
        given = figures_of(declaration)
        return [key for key in self.asked if key not in given]


def declaring(visit: Visit, year: int) -> Declaring:
    """Where the figures of a year stand; 404 for years in which there was nothing to declare."""
    membership = visit.membership
    if membership is None or not membership.starts_on.year <= year <= visit.actor.today.year + 1:
        raise Http404
    if membership.ends_on is not None and year > membership.ends_on.year:
        raise Http404
    try:
        rulebook = rulebook_for_year(year)
    except NoRuleInForce as unruled:
        raise Http404 from unruled
    return Declaring.among(visit, membership, year, rulebook, declarations_of(visit, membership, (year - 1, year)))


def declarations_of(visit: Visit, membership: Membership, years: Sequence[int] = ()) -> Sequence[Declaration]:
    """The versions that were kept for some years (all of them without years), newest first. Two queries."""
    rows = visible_declarations(visit.actor).filter(membership=membership)
    if years:
        rows = rows.filter(year__in=years)
    return list(rows.select_related("decision").prefetch_related("figures").order_by("-year", "-number"))


def figures_of(declaration: Declaration | None) -> dict[str, Figure]:
    """The figures of a version by basis."""
    return {figure.basis: figure for figure in declaration.figures.all()} if declaration else {}


def values_of(declaration: Declaration | None) -> dict[str, Decimal]:
    """The figures of a version in the rulebook's units."""
    return {basis: figure.value for basis, figure in figures_of(declaration).items()}


def fee_with(standing: Declaring, figures: Mapping[str, Decimal]) -> Fee:
    """The fee as it would be with these figures, and with what is known besides. Two queries."""
    membership = standing.membership
    known = inputs_of_many(standing.rulebook, [membership], standing.year)[membership.pk]
    return compute_fee(
        standing.rulebook,
        category=membership.category,
        year=standing.year,
        inputs={**known, **figures},
        member_from=membership.starts_on,
    )


def odd_figures(standing: Declaring, declaration: Declaration) -> Sequence[PlausibilityWarning]:
    """What deserves a second look in a version, compared with the year before."""
    return warnings(standing.rulebook, values_of(declaration), values_of(standing.before))


@dataclass(frozen=True, slots=True)
class Saved:
    """Who kept a draft last, and when."""

    name: str
    at: datetime
    by_reader: bool


def last_saved(visit: Visit, draft: Declaration) -> Saved | None:
    """Who kept a draft last, as the journal has it. Two queries."""
    rows = JournalEntry.objects.filter(subject=draft.public_id, action="declarations.save_draft")
    entry = rows.order_by("-id").first()
    if entry is None or entry.at is None:
        return None
    name = names_of([entry.actor]).get(entry.actor, "") if entry.actor else ""
    return Saved(name, entry.at, entry.actor is not None and entry.actor == visit.actor.person)
