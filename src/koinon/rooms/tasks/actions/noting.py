"""Note that a step of the confederation's year is done, where the records cannot tell by themselves."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.tasks import StepNoted, StepNoteTakenBack
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line
from koinon.rooms.rulebook.queries import adopted_rules
from koinon.rooms.tasks.models import StepNote


@action("tasks.note_step", needs="tasks.note")
def note_step(*, actor: Actor, year: int, step: str, done_on: date, words: str) -> StepNoted:
    """Note that a step of a year is done, on which day, and what proves it."""
    rulebook = adopted_rules().on(actor.today)
    steps = rulebook.year.steps if rulebook is not None and rulebook.year is not None else ()
    if step not in {known.key for known in steps}:
        refuse("step_unknown", _("The rulebook's year has no such step."), to_do=_("Choose one of its steps."))
    if done_on > actor.today:
        refuse("date_in_future", _("What is to come is not done yet."), to_do=_("Write the day on which it was done."))
    said = one_line(words)[:300]
    if not said:
        refuse("words_needed", _("Say what proves it."), to_do=_("For example where the receipt is kept."))
    StepNote.objects.update_or_create(
        year=year,
        step=step,
        defaults={"done_on": done_on, "words": said, "noted_by": actor.person, "noted_at": actor.at},
    )
    return StepNoted(year, step, done_on)


@action("tasks.take_back_step_note", needs="tasks.note")
def take_back_step_note(*, actor: Actor, year: int, step: str) -> StepNoteTakenBack:
    """Take back that a step of a year is done."""
    if not StepNote.objects.filter(year=year, step=step).delete()[0]:
        refuse_not_found()
    return StepNoteTakenBack(year, step)
