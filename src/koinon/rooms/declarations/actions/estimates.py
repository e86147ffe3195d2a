"""Adopt an estimate where a member never declared."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.declarations import EstimateAdopted
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.declarations.actions.drafts import rules_for_declaring
from koinon.rooms.declarations.figures import TypedFigure, write_figures
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import bases_to_declare, declaration_in_force
from koinon.rooms.memberships.models import Membership
from koinon.rooms.rulebook.queries import check_step


@action("declarations.adopt_estimate", needs="declarations.estimate", rule="declarations")
def adopt_estimate(
    *,
    actor: Actor,
    membership: UUID,
    year: int,
    figures: Sequence[TypedFigure],
    reason: str,
    decision: DecisionReference,
) -> EstimateAdopted:
    """Adopt estimated figures for a member that did not declare, marked as such, by a recorded decision."""
    check_step(actor, "estimate", "adopt")
    member = locked(Membership.objects.select_related("organisation"), membership)
    rulebook = rules_for_declaring(member, year, actor)
    if actor.today <= rulebook.declarations.closes.in_year(year):
        refuse(
            "window_open",
            _("The member can still declare until %(day)s.")
            % {"day": day_in_words(rulebook.declarations.closes.in_year(year))},
            to_do=_("Wait until the declaration has closed."),
        )
    if declaration_in_force(member, year) is not None:
        refuse("declared_already", _("Figures are in force for this year."), kept=_("They stay in force."))
    if not reason.strip():
        refuse("reason_needed", _("An estimate needs its reason."), to_do=_("Say what it is based on."))
    asked = bases_to_declare(rulebook, member)
    if {figure.basis for figure in figures} != set(asked):
        refuse("figures_missing", _("An estimate needs every figure that the fee depends on."))
    last = Declaration.objects.filter(membership=member, year=year).order_by("-number").first()
    row = Declaration.objects.create(
        membership=member,
        year=year,
        number=last.number + 1 if last else 1,
        kind=Declaration.Kind.ESTIMATE,
        state="submitted",
        note=reason.strip()[:2000],
        submitted_at=actor.at,
        submitted_by=actor.person,
        decision=cited(decision, actor.today),
        rulebook=rulebook.version,
    )
    write_figures(row, rulebook, asked, figures, actor.today)
    return EstimateAdopted(row.public_id, member.organisation.public_id, year, str(row.decision), rulebook.version)
