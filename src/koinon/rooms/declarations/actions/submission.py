"""Vouch for figures, take them back, lock them."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import Declined, action, bulk_action
from koinon.core.actors import Actor
from koinon.core.bulk import update_each
from koinon.core.facts.declarations import DeclarationLocked, DeclarationSubmitted, DeclarationTakenBack
from koinon.core.locking import locked
from koinon.core.refusals import Refusal, refuse
from koinon.core.words import state_in_words
from koinon.rooms.declarations.actions.drafts import rules_for_declaring
from koinon.rooms.declarations.figures import label_of
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import (
    IN_FORCE,
    bases_to_declare,
    figures_before,
    organisation_of_declaration,
)
from koinon.statutes.plausibility import PlausibilityWarning, warnings
from koinon.statutes.transitions import DECLARATION, TransitionRefused


def _owner(declaration: UUID, **_inputs: object) -> UUID | None:
    return organisation_of_declaration(declaration)


@action("declarations.submit_declaration", needs="declarations.declare", over=_owner, rule="plausibility")
def submit_declaration(
    *,
    actor: Actor,
    declaration: UUID,
    confirmed: bool = False,
    note: str | None = None,
    seen_version: int | None = None,
) -> DeclarationSubmitted:
    """Submit a member's figures; implausible ones have to be confirmed, serious ones with a remark.

    A `note` takes the place of the draft's.
    """
    row = locked(Declaration.objects.select_related("membership__organisation"), declaration, seen_version)
    state = _next(row, "submit")
    row.note = row.note if note is None else note.strip()[:2000]
    rulebook = rules_for_declaring(row.membership, row.year, actor)
    given = dict(row.figures.values_list("basis", "value"))
    missing = [key for key in bases_to_declare(rulebook, row.membership) if key not in given]
    if missing:
        refuse(
            "figures_missing",
            _("Figures are missing: %(missing)s.")
            % {"missing": ", ".join(label_of(rulebook, basis) for basis in missing)},
            kept=_("Your draft is kept."),
            to_do=_("Fill them in, or save the draft and come back."),
        )
    found = warnings(rulebook, given, figures_before(row.membership, row.year))
    _check_confirmed(found, confirmed, row.note)
    Declaration.objects.filter(membership=row.membership, year=row.year, state__in=IN_FORCE).update(state="superseded")
    row.state, row.warnings = state, [warning.as_data() for warning in found]
    row.submitted_at, row.submitted_by, row.version = actor.at, actor.person, row.version + 1
    row.rulebook = rulebook.version
    row.save()
    return DeclarationSubmitted(
        row.public_id,
        row.membership.organisation.public_id,
        row.year,
        row.number,
        actor.today > rulebook.declarations.closes.in_year(row.year),
        tuple(warning.key for warning in found),
        rulebook.version,
    )


@action("declarations.take_back_declaration", needs="declarations.declare", over=_owner)
def take_back_declaration(*, actor: Actor, declaration: UUID) -> DeclarationTakenBack:
    """Take submitted figures back to change them, as long as they are not locked."""
    row = locked(Declaration.objects.select_related("membership__organisation"), declaration)
    if row.kind == Declaration.Kind.ESTIMATE:
        refuse(
            "estimate_stands",
            _("This is an estimate that was adopted by a decision, not a declaration of yours."),
            kept=_("It stays in force until you declare."),
            to_do=_("Fill in and submit your own figures; they then take its place."),
        )
    state = _next(row, "take_back")
    if Declaration.objects.filter(membership=row.membership, year=row.year, state=state).exists():
        refuse("draft_exists", _("A newer draft is open already."), to_do=_("Go on with that draft."))
    row.state, row.version = state, row.version + 1
    row.save(update_fields=["state", "version"])
    return DeclarationTakenBack(row.public_id, row.membership.organisation.public_id, row.year)


@bulk_action(
    "declarations.lock_declarations",
    needs="declarations.lock",
    fact=DeclarationLocked,
    subjects="declarations",
)
def lock_declarations(declarations: Sequence[UUID], *, actor: Actor) -> list[DeclarationLocked | Declined]:
    """Lock figures: from now on they can only be followed by a new version."""
    rows = Declaration.objects.select_for_update(of=("self",)).select_related("membership__organisation")
    found = {row.public_id: row for row in rows.filter(public_id__in=declarations).order_by("id")}
    results: list[DeclarationLocked | Declined] = []
    locked_rows = []
    for public_id in declarations:
        row = found.get(public_id)
        if row is None or not DECLARATION.allows(row.state, "lock"):
            results.append(Declined(public_id, Refusal("not_submitted", _("Only submitted figures can be locked."))))
            continue
        row.state, row.locked_at, row.version = (
            DECLARATION.apply(row.state, "lock"),
            actor.at,
            row.version + 1,
        )
        locked_rows.append(row)
        results.append(DeclarationLocked(public_id, row.membership.organisation.public_id, row.year))
    update_each(locked_rows, ["state", "locked_at", "version"])
    return results


def _next(row: Declaration, event: str) -> str:
    try:
        return DECLARATION.apply(row.state, event)
    except TransitionRefused:
        refuse(
            "declaration_state",
            _("These figures are %(state)s; that step is not possible any more.")
            % {"state": state_in_words(row.state)},
            kept=_("They stay as they are."),
            to_do=_("Look at them as they stand now."),
        )


def _check_confirmed(found: Sequence[PlausibilityWarning], confirmed: bool, note: str) -> None:
    if found and not confirmed:
        refuse(
            "confirm_figures",
            _("Some figures look unusual."),
            kept=_("Your draft is kept."),
            to_do=_("Check them, then confirm that they are right."),
        )
    if any(warning.severity == "serious" for warning in found) and not note.strip():
        refuse(
            "remark_needed",
            _("A figure that is this unusual needs a remark."),
            kept=_("Your draft is kept."),
            to_do=_("Say in a sentence why it is right."),
        )
