"""Record what the bodies decided on an application, and let follow what follows from it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.admissions import ApplicationDecided
from koinon.core.refusals import refuse
from koinon.rooms.admissions.actions.admitting import admitted_from
from koinon.rooms.admissions.actions.steps import Side, application_at_desk, checked_words, move
from koinon.rooms.admissions.letters import post_news
from koinon.rooms.admissions.models import Application
from koinon.rooms.admissions.rules import rules_of_admission
from koinon.rooms.memberships.actions import end_membership
from koinon.rooms.rulebook.queries import check_step
from koinon.statutes.admission import admission_event, begins_with


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a body said, in which decision; reasons where it refused, the first day of membership where it did not."""

    approved: bool
    decision: DecisionReference
    reasons: str = ""
    starts_on: date | None = None


@action("admissions.record_board_decision", needs="admissions.record", rule="admission")
def record_board_decision(
    *, actor: Actor, application: UUID, verdict: Verdict, seen_version: int
) -> ApplicationDecided:
    """Record the decision on an application: admitted (provisionally, where the rules have it ratified), or refused."""
    check_step(actor, "admission", "record")
    row = application_at_desk(application, seen_version)
    _rulebook, rules = rules_of_admission(actor.today)
    event = admission_event(rules) if verdict.approved else "refuse"
    row.decision, row.ratification = cited(verdict.decision, actor.today), None
    return _decided(row, event, verdict, actor)


@action("admissions.record_ratification", needs="admissions.record", rule="admission")
def record_ratification(*, actor: Actor, application: UUID, verdict: Verdict, seen_version: int) -> ApplicationDecided:
    """Record whether an admission was ratified; where it was not, a provisional membership ends."""
    check_step(actor, "admission", "record")
    row = application_at_desk(application, seen_version)
    if row.state != "ratification":
        refuse(
            "nothing_to_ratify",
            _("This application does not wait to be ratified."),
            to_do=_("Look at it as it stands now."),
        )
    row.ratification = cited(verdict.decision, actor.today)
    return _decided(row, "ratify" if verdict.approved else "refuse", verdict, actor)


def _decided(row: Application, event: str, verdict: Verdict, actor: Actor) -> ApplicationDecided:
    """Take the step, and begin or end the membership that goes with it."""
    rulebook, rules = rules_of_admission(actor.today)
    reasons = ""
    if event == "refuse":
        reasons = checked_words(verdict.reasons, "reasons_needed", str(_("A refusal needs its reasons.")))
    move(row, event, actor, Side.DESK, reasons)
    starts_on = None
    if begins_with(rules, event) and row.membership is None:
        starts_on = verdict.starts_on or verdict.decision.taken_on
        if starts_on < verdict.decision.taken_on:
            refuse(
                "before_decision",
                _("A membership cannot begin before it was decided."),
                to_do=_("Choose the day of the decision, or a later one."),
            )
        admitted_from(row, actor, starts_on, verdict.decision)
    membership = row.membership
    if event == "refuse" and membership is not None:
        last = max(verdict.decision.taken_on, membership.starts_on)
        end_membership(
            actor=actor, membership=membership.public_id, event="lapse", ends_on=last, decision=verdict.decision
        )
        row.membership = None
    row.save()
    post_news(row, _news(row, event), reasons)
    return ApplicationDecided(
        row.public_id,
        event,
        row.state,
        row.organisation.public_id if row.organisation else None,
        membership.public_id if membership else None,
        starts_on,
        rulebook.version,
    )


def _news(row: Application, event: str) -> str:
    """Which letter tells the applicant."""
    if event == "refuse":
        return "refused" if row.answered_at is None else "refused_again"
    if event == "pass_on":
        return "provisional" if row.membership else "passed_on"
    return "admitted"
