"""Requests for a quote: who asked on the website, and whether somebody has answered."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat import cells
from koinon.doors.secretariat.asking import matching
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.steps import StepPage
from koinon.doors.shared import words
from koinon.rooms.dues.actions import close_quote_request
from koinon.rooms.dues.models import QuoteRequest
from koinon.rooms.dues.queries import visible_quote_requests

ANSWERED, NOT_ANSWERED = (_("Answered"), "good"), (_("Not answered"), "attention")


class RequestFilter(FilterForm):
    """Narrow by whether somebody has answered."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any state")), ("open", _("Not answered")), ("answered", _("Answered"))],
    )


def _way(row: QuoteRequest) -> str:
    return f"{reverse('desk:new-quote')}?{urlencode({'request': row.public_id})}"


class QuoteRequests(DeskList):
    """Who asked for a quote, and whether somebody has answered."""

    needs = "dues.see"
    page_title = _("Requests for a quote")
    header_icon = "mail"
    filter_form = RequestFilter
    default_sort = "asked"
    file_name = "quote-requests"
    empty_title = _("Nobody waits for a quote")
    empty_text = _("Whoever asks on the website what membership would cost stands here until somebody answers.")
    columns = (
        Column(
            "who",
            _("Who"),
            str,
            lambda row: cells.link(str(row), _way(row)) if row.answered_at is None else str(row),
            sort=("organisation", "name", "id"),
        ),
        Column("name", _("Asked by"), lambda row: row.name, sort=("name", "id")),
        Column("email", _("E-mail address"), lambda row: row.email),
        Column(
            "asked",
            _("Asked"),
            lambda row: words.day_of(row.asked_at),
            lambda row: words.long_date(row.asked_at),
            sort=("asked_at", "id"),
        ),
        Column(
            "state",
            _("State"),
            lambda row: str(_("Answered") if row.answered_at else _("Not answered")),
            lambda row: cells.pill("", *ANSWERED) if row.answered_at else cells.pill("", *NOT_ANSWERED),
        ),
        Column(
            "answered",
            _("Answered"),
            lambda row: words.day_of(row.answered_at) if row.answered_at else None,
            lambda row: words.long_date(row.answered_at) if row.answered_at else "",
            sort=("answered_at", "id"),
        ),
    )

    def rows(self) -> "QuerySet[QuoteRequest]":
        """For whoever sends quotes."""
        return visible_quote_requests(self.actor)

    def narrowed(self, rows: "QuerySet[QuoteRequest]", chosen: Mapping[str, Any]) -> "QuerySet[QuoteRequest]":
        """By words of the name, and by state."""
        if "q" in chosen:
            rows = rows.filter(matching(("organisation", "name", "email"), chosen["q"]))
        if "state" in chosen:
            rows = rows.filter(answered_at__isnull=chosen["state"] == "open")
        return rows


class CloseQuoteRequest(StepPage):
    """Say that a request was answered by telephone or mail, or needs no answer."""

    needs = "dues.see"
    page_title = _("Answered in another way")
    lead = _("The request leaves the list of those that wait. Nothing is sent.")
    action = close_quote_request
    button = _("It is answered")
    said = _("The request is closed.")

    def prepare(self) -> None:
        """Find the request."""
        rows = visible_quote_requests(self.actor)
        found = rows.filter(public_id=self.kwargs["asked"]).first()
        if found is None and self.allowed():
            raise Http404
        self.question = found

    def trail(self) -> Any:
        """The list of requests."""
        dues = (_("Dues"), reverse("desk:invoices"))
        return (dues, (_("Requests for a quote"), reverse("desk:quote-requests")))

    def subject(self) -> dict[str, Any]:
        """The request."""
        return {"request": self.kwargs["asked"]}

    def content(self) -> dict[str, Any]:
        """Whose it is."""
        return {**super().content(), "about": str(self.question or "")}
