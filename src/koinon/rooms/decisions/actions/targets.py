"""Whether what a consequence needs is there, and what the item is about, before anybody votes on it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line
from koinon.rooms.admissions.models import Application
from koinon.rooms.assemblies.models import AgendaItem
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.rules import body_rules, elected_seat
from koinon.rooms.decisions.models import ProposedRules, WorkingPlan
from koinon.rooms.decisions.wanted import (
    Admission,
    AdoptedDocument,
    AdoptedPlan,
    Exclusion,
    KeptRights,
    NewRules,
    Ratification,
    Seats,
    Wanted,
)
from koinon.rooms.documents.models import Document
from koinon.rooms.memberships.models import Membership


def check_target(wanted: Wanted, item: AgendaItem) -> None:
    """Refuse what points to nothing, to something that cannot follow any more, or to another member's affair."""
    CHECKS[type(wanted)](wanted, item)


def _rules(wanted: NewRules, item: AgendaItem) -> None:
    if not ProposedRules.objects.filter(public_id=wanted.rules).exists():
        refuse_not_found()


def _ratification(wanted: Ratification, item: AgendaItem) -> None:
    _application(wanted.application, ("ratification", "board", "under_review"), item)


def _admission(wanted: Admission, item: AgendaItem) -> None:
    _application(wanted.application, ("board", "under_review"), item)


def _application(public_id: UUID, states: tuple[str, ...], item: AgendaItem) -> None:
    row = Application.objects.select_related("organisation").filter(public_id=public_id).first()
    if row is None:
        refuse_not_found()
    if row.state not in states:
        refuse(
            "not_before_a_body",
            _("This application is not on its way to a decision."),
            to_do=_("Look at it as it stands now."),
        )
    if row.organisation is not None:
        _check_concerns(item, row.organisation.public_id)


def _seats(wanted: Seats, item: AgendaItem) -> None:
    rulebook = rulebook_of(item.meeting)
    rules = body_rules(rulebook, wanted.body)
    elected_seat(rules, wanted.seat)
    if rules.elected_by is not None and rules.elected_by != item.meeting.body:
        refuse(
            "elected_elsewhere",
            _("By the rulebook another body elects to this seat."),
            to_do=_("Choose a body that this one elects."),
        )
    if wanted.in_place_of is None:
        return
    followed = HeldSeat.objects.filter(public_id=wanted.in_place_of, body__key=wanted.body, seat=wanted.seat)
    if not followed.exists():
        refuse_not_found()


def _document(wanted: AdoptedDocument, item: AgendaItem) -> None:
    row = Document.objects.filter(public_id=wanted.document).first()
    if row is None:
        refuse_not_found()
    if row.withdrawn_on is not None:
        refuse("document_withdrawn", _("This document was withdrawn."), to_do=_("Choose another one."))


def _exclusion(wanted: Exclusion, item: AgendaItem) -> None:
    _check_concerns(item, _running(wanted.membership).organisation.public_id)


def _kept_rights(wanted: KeptRights, item: AgendaItem) -> None:
    if not one_line(wanted.reason):
        refuse("reason_needed", _("A waiver needs its reason."), to_do=_("Say why in a sentence."))
    if wanted.starts_on and wanted.ends_on and wanted.ends_on < wanted.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    _check_concerns(item, _running(wanted.membership).organisation.public_id)


def _running(public_id: UUID) -> Membership:
    row = Membership.objects.select_related("organisation").filter(public_id=public_id).first()
    if row is None:
        refuse_not_found()
    if row.ends_on is not None:
        refuse("ended_already", _("This membership has its last day already."), to_do=_("Choose another member."))
    return row


def _check_concerns(item: AgendaItem, organisation: UUID) -> None:
    """Whoever the item concerns does not vote on it: it must be the one to whom it happens."""
    if item.concerns is not None and item.concerns.public_id != organisation:
        refuse(
            "concerns_another",
            _("The item concerns another member than this."),
            to_do=_("Choose the member that the item concerns, or correct the agenda."),
        )


def _plan(wanted: AdoptedPlan, item: AgendaItem) -> None:
    row = WorkingPlan.objects.filter(public_id=wanted.plan).first()
    if row is None:
        refuse_not_found()
    if row.state != WorkingPlan.State.DRAFT:
        refuse("plan_adopted", _("This plan was adopted already."), to_do=_("Draft a new version of it."))


CHECKS: Mapping[type, Callable[[Any, AgendaItem], None]] = {
    NewRules: _rules,
    Ratification: _ratification,
    Admission: _admission,
    Seats: _seats,
    AdoptedDocument: _document,
    Exclusion: _exclusion,
    AdoptedPlan: _plan,
    KeptRights: _kept_rights,
}
