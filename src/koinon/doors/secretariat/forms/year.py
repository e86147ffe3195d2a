"""The form by which a step of the year is noted as done."""

from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.fields import day_field, reason_field
from koinon.doors.secretariat.steps import StepForm


class StepNoteForm(StepForm):
    """When a step was done, and what proves it."""

    done_on = day_field(_("Done on"))
    words = reason_field(_("What proves it"), help_text=_("For example where the receipt is kept."))
