"""The confederation's year: every step with its day and how it stands; a step that is noted as done."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.forms.year import StepNoteForm
from koinon.doors.secretariat.steps import StepForm, StepPage, may_take
from koinon.doors.secretariat.today import desk_of
from koinon.doors.secretariat.year_words import unplanned_words, year_lines
from koinon.doors.shared import words
from koinon.rooms.tasks.actions import note_step, take_back_step_note
from koinon.rooms.tasks.models import StepNote


class YearPage(DeskPage):
    """The page."""

    needs = "assemblies.see"
    template_name = "secretariat/year.html"
    header_icon = "date"

    def get_page_title(self) -> str:
        """Which year."""
        return _("The year %(year)s") % {"year": self.actor.today.year}

    def content(self) -> dict[str, Any]:
        """The steps, and whether its meeting is planned."""
        stand = desk_of(self.actor, self.adopted).stand
        return {
            "lines": year_lines(stand, self.actor) if stand else [],
            "meeting": stand.meeting if stand else None,
            "unplanned": unplanned_words(stand.unplanned) if stand and stand.unplanned else None,
            "notes": may_take(self.actor, note_step),
        }


class YearStepPage(StepPage):
    """Note a step of the year as done, where no record can tell."""

    needs = "assemblies.see"
    page_title = gettext_lazy("A step of the year")
    action = note_step
    form_class: type[StepForm] = StepNoteForm
    button = gettext_lazy("Note it as done")
    said: Words = gettext_lazy("It is noted.")

    def prepare(self) -> None:
        """Find the step in the rules."""
        rulebook = self.rules[0]
        steps = rulebook.year.steps if rulebook and rulebook.year else ()
        found = next((step for step in steps if step.key == self.kwargs["yearly"]), None)
        if found is None or abs(self.kwargs["year"] - self.actor.today.year) > 1:
            raise Http404
        self.step = found
        self.note = StepNote.objects.filter(year=self.kwargs["year"], step=found.key).first()

    def get_page_title(self) -> str:
        """The step and its year."""
        return _("%(step)s, %(year)s") % {"step": words.say(self.step.label), "year": self.kwargs["year"]}

    def trail(self) -> Any:
        """The year."""
        return ((gettext_lazy("The year"), reverse("desk:year")),)

    def subject(self) -> dict[str, Any]:
        """The step and its year."""
        return {"year": self.kwargs["year"], "step": self.step.key}

    def initial(self) -> dict[str, Any]:
        """As it was noted, or today."""
        known = {"done_on": self.note.done_on, "words": self.note.words} if self.note else {}
        return {**super().initial(), "done_on": self.actor.today, **known}

    def content(self) -> dict[str, Any]:
        """With the way to take the note back."""
        shown = super().content()
        if self.note is not None and may_take(self.actor, take_back_step_note):
            shown["aside"] = (_("Take the note back"), reverse("desk:year-step-back", args=self._place()))
        return shown

    def _place(self) -> list[Any]:
        return [self.kwargs["year"], self.step.key]


class TakeBackNote(YearStepPage):
    """Take back that a step is done."""

    action = take_back_step_note
    form_class = StepForm
    lead = gettext_lazy("Then its state is read from the records alone.")
    button = gettext_lazy("Take the note back")
    said = gettext_lazy("The note is taken back.")

    def prepare(self) -> None:
        """There has to be a note."""
        super().prepare()
        if self.note is None:
            raise Http404

    def initial(self) -> dict[str, Any]:
        """Nothing to fill in."""
        return {}
