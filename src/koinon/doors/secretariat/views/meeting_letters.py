"""The letters of a convocation at the desk: to whom each went, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.models import OutboxMessage
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.views.meetings import OfMeeting
from koinon.doors.secretariat.views.outbox import FACES, WAY, error_name
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.queries import convocations
from koinon.rooms.organisations.queries import names_of as names_of_organisations
from koinon.rooms.people.queries import names_of as names_of_people


class LetterFilter(FilterForm):
    """Narrow by state."""

    q = None  # type: ignore[assignment]
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *OutboxMessage.State.choices]
    )


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter with the name of whoever it is for."""

    message: OutboxMessage
    name: str
    url: str
    error: str


class Letters(OfMeeting, DeskList):
    """The list."""

    page_title = _("Letters of the convocation")
    header_icon = "mail"
    filter_form = LetterFilter
    default_sort = "-created"
    file_name = "convocation"
    empty_title = _("No letters")
    empty_text = _("They stand here from the moment the meeting is convened.")
    columns = (
        Column(
            "name", _("To"), lambda row: row.name, lambda row: cells.link(row.name, row.url) if row.url else row.name
        ),
        Column(
            "state",
            _("State"),
            lambda row: str(row.message.get_state_display()),
            lambda row: cells.pill(FACES[row.message.state], str(row.message.get_state_display()).capitalize()),
            sort=("state", "id"),
        ),
        *WAY,
    )

    def rows(self) -> "QuerySet[OutboxMessage]":
        """All letters of the convocation."""
        return convocations(self.actor, self.meeting.public_id)

    def narrowed(self, rows: "QuerySet[OutboxMessage]", chosen: Mapping[str, Any]) -> "QuerySet[OutboxMessage]":
        """Letters that fit."""
        return rows.filter(state=chosen["state"]) if "state" in chosen else rows

    def read(self, page: Sequence[OutboxMessage]) -> list[LetterRow]:
        """Each with its name, which leads to a member's record, where whoever speaks for it is named."""
        keys = [UUID(str(row.payload["member"])) for row in page]
        if of_members(self.meeting):
            names = names_of_organisations(keys)
        else:
            names = {str(person): name for person, name in names_of_people(keys).items()}
        in_full = self.actor.may("dues.see")
        return [
            LetterRow(
                row,
                names.get(str(key), ""),
                reverse("desk:organisation", args=[key]) if of_members(self.meeting) else "",
                row.error if in_full else error_name(row.error),
            )
            for row, key in zip(page, keys, strict=True)
        ]
