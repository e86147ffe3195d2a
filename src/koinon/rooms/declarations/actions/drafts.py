"""Keep figures as a draft."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.declarations import DraftSaved
from koinon.core.locking import locked
from koinon.core.refusals import refuse, refuse_stale
from koinon.core.words import day_in_words
from koinon.rooms.declarations.figures import TypedFigure, write_figures
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import bases_to_declare
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import organisation_of_membership
from koinon.rooms.rulebook.queries import rulebook_for_year
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.transitions import DECLARATION


@action(
    "declarations.save_draft",
    needs="declarations.declare",
    over=lambda membership, **_inputs: organisation_of_membership(membership),
    rule="declarations",
)
def save_draft(
    *,
    actor: Actor,
    membership: UUID,
    year: int,
    figures: Sequence[TypedFigure],
    note: str = "",
    seen_version: int | None = None,
) -> DraftSaved:
    """Keep a member's figures for a fee year as a draft; what was submitted before stays in force.

    `seen_version` is that of the draft the person had before them, 0 where there was none.
    """
    member = locked(Membership.objects.select_related("organisation"), membership)
    rulebook = rules_for_declaring(member, year, actor)
    draft = _open_draft(member, year)
    if seen_version is not None and seen_version != (draft.version if draft else 0):
        refuse_stale()
    if draft is None:
        draft = _new_draft(member, year)
    else:
        draft.version += 1
    draft.note, draft.rulebook = note.strip()[:2000], rulebook.version
    draft.save()
    write_figures(draft, rulebook, bases_to_declare(rulebook, member), figures, actor.today)
    return DraftSaved(
        draft.public_id, member.organisation.public_id, year, draft.number, draft.version, rulebook.version
    )


def rules_for_declaring(member: Membership, year: int, actor: Actor) -> Rulebook:
    """The rules of a fee year, when its declaration is open for this member."""
    rulebook = _rules_of(year)
    if year < member.starts_on.year or (member.ends_on and year > member.ends_on.year):
        refuse("not_a_member_then", _("You were not a member in %(year)s.") % {"year": year})
    opens = rulebook.declarations.opens.in_year(year)
    if actor.today < opens:
        refuse(
            "not_open_yet",
            _("The declaration for %(year)s opens on %(day)s.") % {"year": year, "day": day_in_words(opens)},
            to_do=_("Come back then; we will write to you."),
        )
    return rulebook


def _rules_of(year: int) -> Rulebook:
    try:
        return rulebook_for_year(year)
    except NoRuleInForce:
        refuse("no_rulebook", _("No rulebook is in force for %(year)s.") % {"year": year})


def _open_draft(member: Membership, year: int) -> Declaration | None:
    """The draft, locked: what is being submitted at this moment must not be turned back into one."""
    rows = Declaration.objects.select_for_update().filter(membership=member, year=year, state=DECLARATION.initial)
    return rows.first()


def _new_draft(member: Membership, year: int) -> Declaration:
    last = Declaration.objects.filter(membership=member, year=year).order_by("-number").first()
    return Declaration(membership=member, year=year, number=last.number + 1 if last else 1, state=DECLARATION.initial)
