"""What leaves the house: on its way, delivered, failed. What the messages say is not shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.core.models import OutboxMessage
from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.shared import words

KINDS: Mapping[str, Words] = {
    "mail": _("Letter"),
    "dues.invoice_letter": _("Invoice or credit note"),
    "dues.reminder_letter": _("Reminder"),
    "dues.quote_letter": _("Quote"),
    "people.invitation_letter": _("Invitation"),
    "people.invitation_outcome": _("Answer to an invitation"),
}
FACES = {"waiting": "waiting", "delivering": "waiting", "delivered": "sent", "failed": "failed"}
ERROR_NAME = re.compile(r"^[A-Za-z]+(?=: )")


# When a message was written and left, and what kept it: every list of messages ends in these columns.
WAY = (
    Column(
        "created",
        _("Written"),
        lambda row: row.message.created_at,
        lambda row: words.moment(row.message.created_at),
        sort=("id",),
    ),
    Column(
        "delivered",
        _("Delivered"),
        lambda row: row.message.delivered_at,
        lambda row: words.moment(row.message.delivered_at),
    ),
    Column("attempts", _("Attempts"), lambda row: row.message.attempts, numeric=True),
    Column("error", _("What went wrong"), lambda row: row.error),
)


class OutboxFilter(FilterForm):
    """Narrow by state and kind."""

    q = None
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *OutboxMessage.State.choices]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any kind")), *KINDS.items()])


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message with as much of its error as this person may read."""

    message: OutboxMessage
    error: str

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.message.kind.startswith("reaction:"):
            return str(_("Something that follows inside the house"))
        return str(KINDS.get(self.message.kind, self.message.kind))


class Outbox(DeskList):
    """The list, the latest first."""

    needs = "outbox.see"
    page_title = _("Outbox")
    header_icon = "mail"
    filter_form = OutboxFilter
    default_sort = "-created"
    file_name = "outbox"
    empty_title = _("Nothing on its way")
    empty_text = _("Letters and other deliveries appear here from the moment they are written.")
    columns = (
        Column("kind", _("What"), lambda row: row.kind),
        Column(
            "state",
            _("State"),
            lambda row: row.message.state,
            lambda row: cells.pill(FACES[row.message.state], str(row.message.get_state_display()).capitalize()),
        ),
        *WAY,
    )

    def rows(self) -> "QuerySet[OutboxMessage]":
        """All messages, without what they say."""
        return OutboxMessage.objects.defer("payload", "sealed_payload")

    def narrowed(self, rows: "QuerySet[OutboxMessage]", chosen: Mapping[str, Any]) -> "QuerySet[OutboxMessage]":
        """Messages that fit."""
        return rows.filter(**{name: chosen[name] for name in ("state", "kind") if name in chosen})

    def read(self, page: Sequence[OutboxMessage]) -> list[OutboxRow]:
        """Messages with their errors; who sees no members reads the error's name and not whom it is about."""
        in_full = self.actor.may("dues.see")
        return [OutboxRow(row, row.error if in_full else error_name(row.error)) for row in page]


def error_name(error: str) -> str:
    """The kind of an error, without the names it may hold."""
    if not error:
        return ""
    found = ERROR_NAME.match(error)
    return found.group() if found else str(_("Given up: trying again cannot help"))
