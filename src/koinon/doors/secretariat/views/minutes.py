"""Minutes at the desk: what happened beside the fields to complete, and the steps up to their approval."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.forms.minutes import WordsForm
from koinon.doors.secretariat.steps import Step, StepForm, StepPage, may_take
from koinon.doors.shared.minutes import ShownSection, life_of, minutes_context, minutes_file
from koinon.doors.shared.words import long_date, say
from koinon.rooms.assemblies.actions import (
    approve_minutes,
    complete_minutes,
    correct_minutes,
    draft_minutes,
    send_minutes,
    sign_minutes,
    write_minutes,
)
from koinon.rooms.assemblies.minutes.reading import SeenMinutes, minutes_seen
from koinon.rooms.assemblies.minutes.text import sections_of
from koinon.rooms.assemblies.models import Meeting, MinutesVersion
from koinon.rooms.assemblies.queries import body_label, meeting_seen
from koinon.rooms.people.queries import names_of
from koinon.statutes.transitions import MINUTES

# Until they are signed, minutes are written on their own page.
WRITABLE = ("drafted", "completed")


class OfMinutes(DeskPage):
    """A page about the minutes of a meeting, which may not be drafted yet."""

    needs = "assemblies.see"
    meeting: Meeting
    seen: SeenMinutes | None

    def prepare(self) -> None:
        """Find the meeting, and its minutes in the version that is asked for."""
        found = meeting_seen(self.actor, self.kwargs["meeting"])
        if found is None:
            raise Http404
        self.meeting = found
        asked = self.request.GET.get("version", "")
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else None
        self.seen = minutes_seen(self.actor, found.public_id, number)
        if self.seen is None and number is not None:
            raise Http404

    @property
    def place(self) -> str:
        """The address of the minutes' own page."""
        return reverse("desk:minutes", args=[self.meeting.public_id])

    @property
    def name(self) -> str:
        """Which meeting it is."""
        return _("%(body)s, %(day)s") % {
            "body": say(body_label(self.meeting)),
            "day": long_date(self.meeting.meeting_on),
        }

    def trail(self) -> Sequence[tuple[Words, str]]:
        """Meetings, the meeting, its minutes."""
        meeting = reverse("desk:meeting", args=[self.meeting.public_id])
        return ((_("Meetings"), reverse("desk:meetings")), (self.name, meeting), (_("Minutes"), self.place))

    def version(self) -> int | None:
        """As the minutes stand."""
        return self.seen.row.version if self.seen else None

    def subject(self) -> dict[str, Any]:
        """The meeting."""
        return {"meeting": self.meeting.public_id}


class Writing(OfMinutes, StepPage):
    """What happened, section by section, with the field to write in beside each."""

    template_name = "secretariat/minutes.html"
    form_class: type[StepForm] = WordsForm
    said = _("Saved as a new version.")

    def shown(self, status: int = 200, **more: Any) -> HttpResponse:
        """The sections, each with its field where there is a form."""
        form = more.get("form")
        return super().shown(status, rows=self._rows(form), **more)

    def _rows(self, form: Any) -> list[tuple[ShownSection, Any]]:
        if self.seen is None or form is None:
            return []
        fields = form.by_section()
        found = sections_of(self.seen.account, self.seen.words)
        rows = [(ShownSection(section), fields.get(section.key)) for section in found]
        return [(shown, field) for shown, field in rows if shown.section.parts or field is not None]

    def form_inputs(self) -> dict[str, Any]:
        """The items that are written on."""
        items = self.seen.account.items if self.seen else ()
        return {"items": [(item.id, item.title) for item in items]}

    def initial(self) -> dict[str, Any]:
        """As it was written last."""
        return {**super().initial(), **(WordsForm.starting(self.seen.words) if self.seen else {})}

    def then(self, outcome: Any) -> str:
        """Back to the minutes."""
        return self.place


class MinutesPage(Writing):
    """The page: the minutes as they stand, the fields while they are written, and the steps."""

    page_title = _("Minutes")
    button = _("Save")
    action = write_minutes
    header_icon = "doc-full"

    def prepare(self) -> None:
        """Which of the two buttons was pressed."""
        super().prepare()
        if "complete" in self.request.POST:
            self.action, self.said = complete_minutes, _("Completed. The chair of the meeting signs them next.")

    def get_page_title(self) -> str:
        """Whose minutes."""
        return _("Minutes: %(meeting)s") % {"meeting": self.name}

    def trail(self) -> Sequence[tuple[Words, str]]:
        """Up to the meeting."""
        return super().trail()[:-1]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """With the fields for those who write, while it is written; to read for everybody else at the desk."""
        return self.shown(form=self.form() if self._writes() else None)

    def _writes(self) -> bool:
        seen = self.seen
        if seen is None or seen.row.state not in WRITABLE or not self.allowed():
            return False
        return "version" not in self.request.GET

    def form(self, given: Any = None) -> StepForm:
        """Only while there is something to write on."""
        if self.seen is None:
            raise Http404
        return super().form(given)

    def content(self) -> dict[str, Any]:
        """The minutes, their life, their versions and the steps."""
        shown = {**super().content(), "meeting": self.meeting, "offers": self._steps(), "path": self.place}
        if self.seen is None:
            return {**shown, "seen": None}
        return {
            **shown,
            "seen": self.seen,
            "versions": self._versions(),
            "steps": life_of(self.seen.row),
            "letters": self.seen.row.sent_at,
            **({} if self._writes() or self.request.method == "POST" else minutes_context(self.seen)),
        }

    def _versions(self) -> list[tuple[MinutesVersion, str]]:
        assert self.seen is not None
        rows = list(MinutesVersion.objects.filter(minutes=self.seen.row).defer("words").order_by("-number"))
        names = names_of([row.written_by for row in rows])
        return [(row, names.get(row.written_by, "") if row.written_by else "") for row in rows]

    def _steps(self) -> list[Step]:
        if self.seen is None:
            drafts = self.meeting.state == "closed" and may_take(self.actor, draft_minutes)
            url = reverse("desk:minutes-draft", args=[self.meeting.public_id])
            return [Step(_("Draft the minutes"), url, "primary", press=True)] if drafts else []
        offers = (
            ("draft", draft_minutes, _("Draft anew from the records"), True),
            ("sign", sign_minutes, _("Sign"), False),
            ("send", send_minutes, _("Send to everybody"), False),
            ("correct", correct_minutes, _("Correct"), False),
            ("approve", approve_minutes, _("Record the approval"), False),
        )
        state, version = self.seen.row.state, self.seen.row.version
        return [
            Step(
                label,
                reverse(f"desk:minutes-{event}", args=[self.meeting.public_id]),
                press=press,
                version=version if press else None,
            )
            for event, action, label, press in offers
            if MINUTES.allows(state, event) and may_take(self.actor, action) and self._fits(event)
        ]

    def _fits(self, event: str) -> bool:
        """What is not refused anyway: approval once they were sent, a signature by or for the chair."""
        assert self.seen is not None
        if event == "sign":
            return self.actor.may("assemblies.conduct") or self.actor.person == self.meeting.chair
        return event != "approve" or self.seen.row.sent_at is not None


class ExistingMinutes(OfMinutes):
    """A page about minutes that are there."""

    def prepare(self) -> None:
        """Find them."""
        super().prepare()
        if self.seen is None:
            raise Http404

    def content(self) -> dict[str, Any]:
        """Which meeting's."""
        return {**super().content(), "about": self.name}


class MinutesPaperFile(ExistingMinutes):
    """The PDF."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Of the version that is asked for; once approved, the paper that was kept."""
        assert self.seen is not None
        return minutes_file(self.seen)
