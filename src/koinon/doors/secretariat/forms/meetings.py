"""Forms about meetings: when and where, who presides, a question in writing, why one is cancelled."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.fields import day_field, reason_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.assemblies.actions import MeetingDetails, WrittenQuestion
from koinon.rooms.assemblies.models import Meeting

# Names such as CET or EST5 stay out: a place says what it means in summer too.
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
KINDS = [(kind.value, kind.label) for kind in (Meeting.Kind.ON_SITE, Meeting.Kind.HYBRID, Meeting.Kind.ONLINE)]


class MeetingForm(StepForm):
    """Which body meets, when and where."""

    body = forms.ChoiceField(label=_("Body"), widget=forms.RadioSelect)
    day = day_field(_("Day"))
    hour = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), input_formats=["%H:%M"]
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in ZONES], help_text=_("Of the place.")
    )
    kind = forms.ChoiceField(label=_("How one takes part"), widget=forms.RadioSelect, choices=KINDS)
    place = forms.CharField(
        label=_("Place"), max_length=300, required=False, help_text=_("Where people come together, with the room.")
    )
    online_address = forms.URLField(
        label=_("Address online"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Stands in the convocation."),
    )
    ordinary = forms.BooleanField(
        label=_("The year's ordinary meeting"), required=False, help_text=_("Its yearly items stand on the agenda.")
    )
    elections = forms.BooleanField(
        label=_("Seats are to be filled"), required=False, help_text=_("The elections stand on the agenda.")
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies

    def clean(self) -> dict[str, Any]:
        """Day, hour and zone are one moment that exists."""
        cleaned: dict[str, Any] = super().clean() or {}
        day, hour, zone = (cleaned.get(name) for name in ("day", "hour", "time_zone"))
        if day and hour and zone:
            begins = datetime.combine(day, hour, ZoneInfo(zone))
            if begins.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).time() != hour:
                self.add_error("hour", _("The clocks skip this hour on that day. Choose another."))
            cleaned["starts_at"] = begins
        return cleaned

    def inputs(self) -> dict[str, Any]:
        """The details as the action takes them."""
        given = super().inputs()
        names = ("body", "kind", "starts_at", "time_zone", "place", "online_address", "ordinary", "elections")
        return {"details": MeetingDetails(**{name: given[name] for name in names})}


class ChairForm(StepForm):
    """Who presides."""

    person = forms.TypedChoiceField(
        label=_("Chair"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Whoever presides may conduct the meeting beside the secretariat: open it, put votes, close it."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Nobody: the secretariat conducts it")), *people]


class CancelForm(StepForm):
    """Why a meeting is cancelled."""

    reason = reason_field(_("Reason"), help_text=_("Those who were invited read it."))


class WrittenForm(StepForm):
    """What a body is asked between its meetings."""

    decision = forms.ChoiceField(label=_("Who decides what"), help_text=_("Only what may be decided in writing."))
    title = forms.CharField(label=_("Question"), max_length=200, help_text=_("In one line."))
    text = forms.CharField(
        label=_("The motion"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The words that are decided. They are not changed afterwards."),
    )

    def __init__(
        self,
        *args: Any,
        decisions: list[tuple[str, list[tuple[str, str]]]],
        body_of: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.body_of = body_of
        self.fields["decision"].choices = decisions

    def inputs(self) -> dict[str, Any]:
        """The question with the body that decides on it."""
        given = super().inputs()
        return {"question": WrittenQuestion(self.body_of[given["decision"]], **given)}
