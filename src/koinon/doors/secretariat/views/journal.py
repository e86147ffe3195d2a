"""The journal: everything that was done, by whom, with which inputs; and whether its seals hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import dumps
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from koinon.core.models import JournalEntry, JournalHead
from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.asking import called, matching
from koinon.doors.secretariat.forms.fields import day_field
from koinon.doors.secretariat.journal_words import action_words, sentences, who
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.tasks import last_check, verify_journal
from koinon.doors.shared import words
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import names_of

NAMED_AT_MOST = 200


class JournalFilter(FilterForm):
    """Narrow by what was done, by whom, for whom, when."""

    q = forms.CharField(label=_("Person or organisation"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("What was done"), required=False)
    since = day_field(_("From"), required=False)
    until = day_field(_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("Anything")), *sentences().items()]


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An entry with names."""

    entry: JournalEntry
    who: str
    organisation: tuple[str, str] | None

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("desk:journal-entry", args=[self.entry.pk])


def _organisation(row: JournalRow) -> Words:
    return cells.link(*row.organisation) if row.organisation else ""


class Journal(DeskList):
    """The list, the latest first."""

    needs = "journal.see"
    template_name = "secretariat/journal.html"
    page_title = _("Journal")
    header_icon = "history"
    filter_form = JournalFilter
    default_sort = "-when"
    file_name = "journal"
    empty_title = _("No entry fits")
    empty_text = _("Everything that is done leaves an entry here. Take a filter away to see more.")
    columns = (
        Column("when", _("When"), lambda row: row.entry.at, lambda row: words.moment(row.entry.at), sort=("id",)),
        Column(
            "what",
            _("What was done"),
            lambda row: row.entry.action,
            lambda row: cells.link(action_words(row.entry.action), row.url),
        ),
        Column("who", _("By"), lambda row: row.who),
        Column("organisation", _("For"), lambda row: row.organisation[0] if row.organisation else "", _organisation),
        Column("door", _("Through"), lambda row: row.entry.door),
        Column("position", _("Position"), lambda row: row.entry.position, numeric=True),
    )

    def rows(self) -> "QuerySet[JournalEntry]":
        """All entries."""
        return JournalEntry.objects.defer("inputs", "outcome")

    def narrowed(self, rows: "QuerySet[JournalEntry]", chosen: Mapping[str, Any]) -> "QuerySet[JournalEntry]":
        """Entries that fit."""
        if "action" in chosen:
            rows = rows.filter(action=chosen["action"])
        if "since" in chosen:
            rows = rows.filter(at__gte=_start(chosen["since"]))
        if "until" in chosen:
            rows = rows.filter(at__lt=_start(chosen["until"] + timedelta(days=1)))
        return rows.filter(_named(chosen["q"])) if "q" in chosen else rows

    def read(self, page: Sequence[JournalEntry]) -> list[JournalRow]:
        """Entries with the names of who acted and for whom, in two queries."""
        people = names_of(row.actor for row in page)
        wanted = {row.organisation for row in page if row.organisation}
        organisations = dict(Organisation.objects.filter(public_id__in=wanted).values_list("public_id", "name"))
        return [
            JournalRow(
                row,
                who(row, people),
                (organisations[row.organisation], reverse("desk:organisation", args=[row.organisation]))
                if row.organisation in organisations
                else None,
            )
            for row in page
        ]

    def content(self) -> dict[str, Any]:
        """The list, with what is known of its seals."""
        head = JournalHead.objects.filter(id=1).first()
        waiting = JournalEntry.objects.filter(position=None).count()
        return {**super().content(), "head": head, "waiting": waiting, "check": last_check()}


def _start(day: Any) -> datetime:
    return make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 (made aware at the seat)


def _named(term: str) -> Q:
    people = Person.objects.filter(matching(("name", "email"), term)).values_list("public_id", flat=True)
    rows = Organisation.objects.filter(called(term)).values_list("public_id", flat=True)
    return Q(actor__in=list(people[:NAMED_AT_MOST])) | Q(organisation__in=list(rows[:NAMED_AT_MOST]))


class JournalEntryPage(DeskPage):
    """One entry with everything it keeps."""

    needs = "journal.see"
    template_name = "secretariat/journal_entry.html"
    header_icon = "history"

    def prepare(self) -> None:
        """Find the entry."""
        found = JournalEntry.objects.filter(pk=self.kwargs["entry"]).first()
        if found is None:
            raise Http404
        self.entry = found

    def get_page_title(self) -> str:
        """What was done."""
        return action_words(self.entry.action)

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return ((_("Journal"), reverse("desk:journal")),)

    def content(self) -> dict[str, Any]:
        """Who, when, inputs, outcome, seal."""
        organisation = Organisation.objects.filter(public_id=self.entry.organisation).first()
        return {
            "entry": self.entry,
            "who": who(self.entry, names_of([self.entry.actor])),
            "organisation": organisation,
            "inputs": readable(self.entry.inputs),
            "outcome": readable(self.entry.outcome),
        }


def readable(stored: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and values as they are kept."""
    return [
        (name, value if isinstance(value, str) else dumps(value, ensure_ascii=False)) for name, value in stored.items()
    ]


class CheckJournal(DeskPage):
    """Have the worker recompute all seals: it reads every entry, which no page should wait for."""

    needs = "journal.see"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The button is on the journal's page."""
        return redirect("desk:journal")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask the worker, unless it was asked already."""
        if not DBTaskResult.objects.filter(task_path=verify_journal.module_path, finished_at=None).exists():
            verify_journal.enqueue()
        messages.success(request, _("The journal is being checked. The verdict appears here in a moment."))
        return redirect("desk:journal")
