"""Table: steps of the confederation's year that were done where no record of ours can tell."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepNote(models.Model):
    """Somebody's word that a step of a year is done: when, and what proves it."""

    year = models.PositiveSmallIntegerField()
    step = models.CharField(_("step"), max_length=40, help_text=_("its key in the rulebook's year"))
    done_on = models.DateField(_("done on"))
    words = models.CharField(_("what proves it"), max_length=300)
    noted_by = models.UUIDField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "step"], name="tasks_step_noted_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.step}"
