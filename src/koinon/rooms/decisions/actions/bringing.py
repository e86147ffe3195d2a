"""How each kind of consequence is brought about: by the action of the room concerned, citing the decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference
from koinon.core.refusals import Refusal, refuse_not_found
from koinon.rooms.admissions.actions import record_board_decision, record_ratification
from koinon.rooms.admissions.actions.decisions import Verdict
from koinon.rooms.admissions.models import Application
from koinon.rooms.decisions.actions.electing import seat_the_elected
from koinon.rooms.decisions.actions.excluding import exclude
from koinon.rooms.decisions.actions.plans import adopt_plan
from koinon.rooms.decisions.models import Consequence, ProposedRules, RegisteredDecision
from koinon.rooms.decisions.wanted import (
    Admission,
    AdoptedDocument,
    AdoptedPlan,
    Exclusion,
    KeptRights,
    NewRules,
    Ratification,
    Seats,
    wanted_of,
)
from koinon.rooms.documents.actions import adopt_document
from koinon.rooms.dues.actions import waive_consequences
from koinon.rooms.rulebook.actions import adopt_rulebook


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it, by public ids; a refusal where all or a part of it was not possible."""

    outcome: Mapping[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and by which decision."""

    actor: Actor
    entry: RegisteredDecision
    row: Consequence

    @property
    def reference(self) -> DecisionReference:
        """The decision as rooms cite it."""
        cited = self.entry.cited
        return DecisionReference(cited.body, cited.taken_on, cited.reference)


def bring_about(row: Consequence, entry: RegisteredDecision, actor: Actor) -> Brought:
    """Do what a consequence is; raises `Refused` where a room refuses the whole."""
    wanted = wanted_of(row)
    return WAYS[type(wanted)](By(actor, entry, row), wanted)


def _rules(by: By, wanted: NewRules) -> Brought:
    proposed = ProposedRules.objects.filter(public_id=wanted.rules).first()
    if proposed is None:
        refuse_not_found()
    made = adopt_rulebook(
        actor=by.actor, texts=proposed.texts, in_force_from=wanted.in_force_from, decision=by.reference
    )
    return Brought({"version": str(made.version)})


def _ratification(by: By, wanted: Ratification) -> Brought:
    made = record_ratification(
        actor=by.actor,
        application=wanted.application,
        verdict=Verdict(True, by.reference, starts_on=wanted.starts_on),
        seen_version=_version(wanted.application),
    )
    return Brought({"application": str(made.application), "organisation": str(made.organisation)})


def _admission(by: By, wanted: Admission) -> Brought:
    made = record_board_decision(
        actor=by.actor,
        application=wanted.application,
        verdict=Verdict(True, by.reference, starts_on=wanted.starts_on),
        seen_version=_version(wanted.application),
    )
    return Brought({"application": str(made.application)})


def _version(application: Any) -> int:
    found = Application.objects.filter(public_id=application).values_list("version", flat=True).first()
    return found if found is not None else refuse_not_found()


def _seats(by: By, wanted: Seats) -> Brought:
    seated, refusal = seat_the_elected(by.actor, by.entry, by.reference, wanted, by.row.outcome.get("seats", {}))
    return Brought({"seats": seated}, refusal)


def _document(by: By, wanted: AdoptedDocument) -> Brought:
    made = adopt_document(actor=by.actor, document=wanted.document, decision=by.reference)
    return Brought({"document": str(made.document)})


def _exclusion(by: By, wanted: Exclusion) -> Brought:
    ends_on = wanted.ends_on or by.reference.taken_on
    made = exclude(actor=by.actor, membership=wanted.membership, ends_on=ends_on, decision=by.reference)
    return Brought({"membership": str(made.membership)})


def _plan(by: By, wanted: AdoptedPlan) -> Brought:
    made = adopt_plan(actor=by.actor, plan=wanted.plan, decision=by.reference)
    return Brought({"plan": str(made.plan)})


def _kept_rights(by: By, wanted: KeptRights) -> Brought:
    made = waive_consequences(
        actor=by.actor,
        membership=wanted.membership,
        starts_on=wanted.starts_on or by.reference.taken_on,
        ends_on=wanted.ends_on,
        reason=wanted.reason,
        decision=by.reference,
    )
    return Brought({"waiver": str(made.waiver)})


WAYS: Mapping[type, Callable[[By, Any], Brought]] = {
    NewRules: _rules,
    Ratification: _ratification,
    Admission: _admission,
    Seats: _seats,
    AdoptedDocument: _document,
    Exclusion: _exclusion,
    AdoptedPlan: _plan,
    KeptRights: _kept_rights,
}
