"""Exclude a member, and only after it was heard: grounds, invitation, answer, decision."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.memberships import (
    ExclusionDropped,
    ExclusionOpened,
    MemberExcluded,
    MemberHeard,
    MemberInvitedToBeHeard,
)
from koinon.core.locking import locked
from koinon.core.outbox import Posting, enqueue
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words, one_line
from koinon.rooms.memberships.actions.ending import bring_to_an_end
from koinon.rooms.memberships.models import ExclusionProceeding
from koinon.rooms.memberships.rules import checked_words, rules_of, running_membership
from koinon.statutes.hearing import (
    EXCLUSION,
    Heard,
    earliest_answer_day,
    exclusion_rule,
    may_exclude,
    silence_counts,
)

Answer = ExclusionProceeding.Answer
LETTER = "memberships.hearing_letter"
GAPS = {
    "not_invited": _("The member was not invited to be heard."),
    "not_heard": _("The member has not been heard, and its time to be heard is not over or not recorded."),
    "before_the_hearing": _("The decision is older than the hearing."),
}


@action("memberships.open_exclusion", needs="memberships.record", redacted=("grounds",))
def open_exclusion(*, actor: Actor, membership: UUID, grounds: str, decision: DecisionReference) -> ExclusionOpened:
    """Open a proceeding that may end in a member's exclusion, on grounds, by the decision of whoever proposes it."""
    row = running_membership(membership)
    if ExclusionProceeding.objects.filter(membership=row, closed_on=None).exists():
        refuse("opened_already", _("A proceeding is open already."), to_do=_("Go on with it, or drop it."))
    case = ExclusionProceeding.objects.create(
        membership=row,
        grounds=checked_words(grounds, _("A proceeding needs its grounds.")),
        opened_on=actor.today,
        opened_by=cited(decision, actor.today),
        state=EXCLUSION.initial,
    )
    return ExclusionOpened(case.public_id, row.public_id, row.organisation.public_id)


@action("memberships.invite_to_be_heard", needs="memberships.record", rule="exclusion")
def invite_to_be_heard(*, actor: Actor, proceeding: UUID, answer_by: date, hearing: str = "") -> MemberInvitedToBeHeard:
    """Invite the member by letter to be heard, in person or in writing, by a day that leaves it the rulebook's time."""
    case = _open_case(proceeding, "invite")
    rulebook = rules_of(actor.today)
    if exclusion_rule(rulebook) is not None and answer_by < (first := earliest_answer_day(rulebook, actor.today)):
        refuse(
            "too_little_time",
            _("The member has until %(day)s at least, by the rulebook.") % {"day": day_in_words(first)},
            to_do=_("Choose that day or a later one."),
        )
    if answer_by <= actor.today:
        refuse("too_little_time", _("That day leaves no time to be heard."), to_do=_("Choose a later day."))
    case.state, case.invited_on, case.answer_by = EXCLUSION.apply(case.state, "invite"), actor.today, answer_by
    case.hearing, case.version = one_line(hearing)[:300], case.version + 1
    case.save(update_fields=["state", "invited_on", "answer_by", "hearing", "version"])
    dedupe = f"{LETTER}:{case.public_id}:{case.version}"
    enqueue(Posting(LETTER, {"proceeding": str(case.public_id)}, subject=case.public_id, dedupe=dedupe))
    organisation = case.membership.organisation.public_id
    return MemberInvitedToBeHeard(case.public_id, case.membership.public_id, organisation, answer_by, rulebook.version)


@action("memberships.record_hearing", needs="memberships.record", redacted=("statement",))
def record_hearing(
    *, actor: Actor, proceeding: UUID, answer: str, answered_on: date, statement: str = ""
) -> MemberHeard:
    """Record that the member was heard, sent a statement, or let its day pass."""
    case = _open_case(proceeding, "hear")
    if answer not in Answer.values:
        refuse("answer_unknown", _("A member is not heard that way."), to_do=_("Choose how it was heard."))
    if answered_on > actor.today or (case.invited_on is not None and answered_on < case.invited_on):
        refuse(
            "day_of_hearing",
            _("The member was heard between its invitation and today."),
            to_do=_("Check the day."),
        )
    if answer == Answer.SILENCE:
        if not silence_counts(Heard(answer_by=case.answer_by), actor.today):
            refuse(
                "time_not_over",
                _("The member may still answer until %(day)s.") % {"day": day_in_words(case.answer_by or actor.today)},
                to_do=_("Wait until its day is over."),
            )
        return _heard(case, answer, answered_on, "")
    return _heard(case, answer, answered_on, checked_words(statement, _("What the member said belongs on record.")))


def organisation_of_proceeding(*, proceeding: UUID, **_inputs: Any) -> UUID | None:
    """Whom it is about."""
    rows = ExclusionProceeding.objects.filter(public_id=proceeding)
    return rows.values_list("membership__organisation__public_id", flat=True).first()


@action(
    "memberships.send_statement",
    needs="memberships.answer",
    over=organisation_of_proceeding,
    redacted=("statement",),
)
def send_statement(*, actor: Actor, proceeding: UUID, statement: str) -> MemberHeard:
    """Answer in writing before it is decided on the own exclusion; until then the statement may be sent anew."""
    case = _open_case(proceeding, "hear")
    if case.answer == Answer.HEARING:
        refuse(
            "heard_already",
            _("You were heard in person, and that is on record."),
            to_do=_("Write to the secretariat if you want to add something."),
        )
    said = checked_words(statement, _("A statement needs its words."))
    return _heard(case, Answer.STATEMENT, actor.today, said)


@action("memberships.drop_exclusion", needs="memberships.record")
def drop_exclusion(*, actor: Actor, proceeding: UUID, reason: str) -> ExclusionDropped:
    """Drop a proceeding: the member stays what it is."""
    case = _open_case(proceeding, "drop")
    if not one_line(reason):
        refuse("words_needed", _("Say why it is dropped."), to_do=_("Write it and send it again."))
    case.state, case.closed_on = EXCLUSION.apply(case.state, "drop"), actor.today
    case.reason, case.version = one_line(reason)[:300], case.version + 1
    case.save(update_fields=["state", "closed_on", "reason", "version"])
    return ExclusionDropped(case.public_id, case.membership.public_id, case.membership.organisation.public_id)


@action("memberships.exclude_member", needs="memberships.record", rule="exclusion")
def exclude_member(
    *, actor: Actor, membership: UUID, decision: DecisionReference, ends_on: date | None = None
) -> MemberExcluded:
    """End a membership by exclusion, once it was decided after the member was heard, where the rulebook asks for it.

    Without `ends_on` the last day is that of the decision.
    """
    row = running_membership(membership)
    rulebook = rules_of(decision.taken_on, actor.today)
    case = ExclusionProceeding.objects.select_for_update().filter(membership=row, closed_on=None).first()
    verdict = may_exclude(rulebook, heard_so_far(case), decision.taken_on)
    if not verdict.allowed:
        refuse(
            verdict.gap if case is not None else "no_proceeding",
            GAPS[verdict.gap] if case is not None else _("No proceeding is open in which the member was heard."),
            to_do=_("Hear it first; then the Assembly decides."),
        )
    last_day = ends_on or decision.taken_on
    if last_day < decision.taken_on:
        refuse("before_decision", _("An exclusion does not reach back."), to_do=_("Choose the day of the decision."))
    decided = cited(decision, actor.today)
    if case is not None:
        case.state, case.closed_on = EXCLUSION.apply(case.state, "exclude"), decision.taken_on
        case.decision, case.version = decided, case.version + 1
        case.save(update_fields=["state", "closed_on", "decision", "version"])
    bring_to_an_end(row, "exclude", last_day, decided)
    return MemberExcluded(
        row.public_id, row.organisation.public_id, last_day, case.public_id if case else None, rulebook.version
    )


def heard_so_far(case: ExclusionProceeding | None) -> Heard:
    """What a proceeding has on record of the hearing; nothing where there is none."""
    if case is None:
        return Heard()
    return Heard(case.answer_by, Answer(case.answer).value if case.answer else None, case.answered_on)  # type: ignore[arg-type]


def _open_case(proceeding: UUID, event: str) -> ExclusionProceeding:
    case = locked(ExclusionProceeding.objects.select_related("membership__organisation"), proceeding)
    if not EXCLUSION.allows(case.state, event):
        refuse(
            "not_now",
            _("This proceeding is closed, or that is not its next step."),
            to_do=_("Look at it as it stands now."),
        )
    return case


def _heard(case: ExclusionProceeding, answer: str, answered_on: date, statement: str) -> MemberHeard:
    case.state = EXCLUSION.apply(case.state, "hear")
    case.answer, case.answered_on, case.statement = answer, answered_on, statement
    case.version += 1
    case.save(update_fields=["state", "answer", "answered_on", "statement", "version"])
    organisation = case.membership.organisation.public_id
    return MemberHeard(case.public_id, case.membership.public_id, organisation, answer, answered_on)
