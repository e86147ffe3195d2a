"""Ask a body to decide in writing, between its meetings, where the rulebook allows it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import AskedInWriting
from koinon.core.refusals import refuse
from koinon.core.words import one_line, prose
from koinon.rooms.assemblies.actions.convening import call
from koinon.rooms.assemblies.actions.opening import freeze
from koinon.rooms.assemblies.actions.planning import check_kind
from koinon.rooms.assemblies.drawing import draw_up
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Vote
from koinon.rooms.assemblies.rules import by_the_rules, move, rulebook_of, take_moment
from koinon.rooms.rulebook.queries import version_in_force
from koinon.statutes.assembly.written import WrittenRefusal, why_not_in_writing
from koinon.statutes.inputs import one_of
from koinon.statutes.rulebook import NoRuleInForce
from koinon.statutes.transitions import MEETING, VOTE

WHY_NOT: dict[WrittenRefusal, object] = {
    "not_allowed": _("By the rulebook this body decides nothing in writing."),
    "excluded": _("By the rulebook this is decided in a meeting only."),
}


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """What a body is asked, and which kind of decision it is."""

    body: str
    decision: str
    title: str
    text: str


@action("assemblies.ask_in_writing", needs="assemblies.prepare", rule="meetings")
def ask_in_writing(*, actor: Actor, question: WrittenQuestion) -> AskedInWriting:
    """Ask a body to decide in writing: its roll is frozen at once, and everybody who votes gets a letter."""
    row = _begun(actor, question)
    rulebook = rulebook_of(row)
    check_kind(row, rulebook, question.decision, "")
    if reason := why_not_in_writing(rulebook, question.decision):
        refuse(f"written_{reason}", str(WHY_NOT[reason]), to_do=_("Put it on the agenda of a meeting."))
    if not one_line(question.title) or not prose(question.text):
        refuse("motion_empty", _("A motion needs a title and its text."), to_do=_("Write both."))
    roll = draw_up(row, actor.today)
    kept = freeze(row, roll, actor)
    item = AgendaItem.objects.create(
        meeting=row,
        position=1,
        label={"en": one_line(question.title)[:200]},
        words=prose(question.text),
        decision=question.decision,
    )
    vote = Vote.objects.create(
        meeting=row,
        item=item,
        method=Vote.Method.WRITTEN,
        decision=question.decision,
        state=VOTE.initial,
        opened_at=take_moment(row, actor),
        opened_by=actor.person,
    )
    row.save(update_fields=["last_at"])
    called = call(row, roll)
    return AskedInWriting(row.public_id, vote.public_id, row.body, kept.hash, called, rulebook.version)


def _begun(actor: Actor, question: WrittenQuestion) -> Meeting:
    """What is asked in writing is kept as a meeting to which nobody comes: it has a roll and a vote as any other."""
    zone = settings.TIME_ZONE
    try:
        version = version_in_force(actor.at.astimezone(ZoneInfo(zone)).date())
    except NoRuleInForce:
        refuse("no_rulebook", _("No rulebook is in force on that day."), to_do=_("Adopt one, or choose another day."))
    row = Meeting(
        body=question.body,
        kind=Meeting.Kind.WRITTEN,
        starts_at=actor.at,
        time_zone=zone,
        state=MEETING.initial,
        rules=version,
        convened_at=actor.at,
    )
    with by_the_rules():
        one_of("body", question.body, rulebook_of(row).meetings)
    move(row, "ask")
    row.opened_at = take_moment(row, actor)
    row.save()
    return row
