"""Approve, issue, remind: many invoices at once, those that were seen and no others."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from koinon.core.action import BulkAction
from koinon.core.refusals import Words
from koinon.doors.secretariat import offers
from koinon.doors.secretariat.listing import Column
from koinon.doors.secretariat.outcomes import keep_outcome
from koinon.doors.secretariat.steps import Procedure, may_take
from koinon.doors.secretariat.views.invoices import InvoiceRow, Invoices
from koinon.rooms.dues import arrears
from koinon.rooms.dues.actions import approve_invoices, issue_invoices, remind
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.queries import visible_invoices

Seen = dict[UUID, int]


def _box(row: InvoiceRow) -> SafeString:
    """A box to tick, which carries the version that was seen."""
    return format_html(
        '<input type="checkbox" name="chosen" value="{}:{}" aria-label="{}">',
        row.invoice.public_id,
        row.invoice.version,
        _("Choose %(member)s") % {"member": row.invoice.organisation.name},
    )


class Batch(Invoices):
    """The invoices of a year that wait for one step, to be taken for some of them or for all."""

    template_name = "secretariat/batch.html"
    default_sort = "member"
    action: BulkAction[Any, Any]
    procedure: Procedure | None = None
    one: Words = ""
    all_of_them: Words = ""
    lead: Words = ""
    done: Words = ""
    columns = (Column("chosen", _("Chosen"), lambda row: "", _box), *Invoices.columns)
    empty_title = _("Nothing waits for this step")
    empty_text = _("What comes next is on the page of the year's run.")

    def prepare(self) -> None:
        """Which year."""
        self.year: int = self.kwargs["year"]

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list of invoices, the run."""
        run = _("Membership fees %(year)s") % {"year": self.year}
        return ((_("Dues"), reverse("desk:invoices")), (run, reverse("desk:run", args=[self.year])))

    def narrowed(self, rows: "QuerySet[Invoice]", chosen: Mapping[str, Any]) -> "QuerySet[Invoice]":
        """Those that wait: all of them, whatever else the address asks."""
        return rows & self.waiting()

    def waiting(self) -> "QuerySet[Invoice]":
        """The invoices that this step is next for."""
        raise NotImplementedError

    @cached_property
    def versions(self) -> Seen:
        """The waiting invoices with their versions, in a fixed order."""
        return dict(self.waiting().order_by("pk").values_list("public_id", "version"))

    def content(self) -> dict[str, Any]:
        """The list with its two buttons, where this person may press them."""
        return {
            **super().content(),
            "may": may_take(self.actor, self.action, self.procedure, self.rules[0]),
            "lead": self.lead,
            "one": self.one,
            "all_of_them": self.all_of_them,
            "count": len(self.versions),
            "seen": fingerprint(self.versions),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the step for the chosen ones, or for all that were seen, and show what came of it."""
        if not may_take(self.actor, self.action, self.procedure, self.rules[0]):
            return self.shown(status=403)
        subjects = self._all(request) if request.POST.get("which") == "all" else self._chosen(request)
        if not subjects:
            return redirect(request.path)
        return keep_outcome(request, self.done, lambda: self.action(subjects, actor=self.actor), self.trail()[-1][1])

    def _all(self, request: HttpRequest) -> list[UUID]:
        if request.POST.get("seen") != fingerprint(self.versions):
            messages.error(request, _("The list has changed since you saw it. Nothing was done; look at it again."))
            return []
        return list(self.versions)

    def _chosen(self, request: HttpRequest) -> list[UUID]:
        now = {f"{subject}:{version}": subject for subject, version in self.versions.items()}
        given = request.POST.getlist("chosen")
        chosen = [now[one] for one in given if one in now]
        if not given:
            messages.error(request, _("Choose at least one. Nothing was done."))
        elif len(chosen) < len(set(given)):
            messages.error(request, _("Some of them have changed since you saw them. Nothing was done; look again."))
            return []
        return chosen


def fingerprint(versions: Seen) -> str:
    """Which invoices in which versions were seen: approval must not cover what came in meanwhile."""
    return sha256(" ".join(f"{subject}:{version}" for subject, version in versions.items()).encode()).hexdigest()


class ApproveBatch(Batch):
    """The treasurer's step."""

    page_title = _("Approve amounts")
    action = approve_invoices
    procedure = offers.APPROVE
    one, all_of_them = _("Approve the chosen"), _("Approve all")
    lead = _("Approving locks the figures behind an amount. Somebody else issues the invoice.")
    done = _("Amounts approved")

    def waiting(self) -> "QuerySet[Invoice]":
        """Proposals."""
        rows = visible_invoices(self.actor)
        return rows.filter(year=self.year, kind=Invoice.Kind.INVOICE, state="proposed")


class IssueBatch(Batch):
    """The secretary's step."""

    page_title = _("Issue invoices")
    action = issue_invoices
    procedure = offers.ISSUE
    one, all_of_them = _("Issue the chosen"), _("Issue all")
    lead = _("Each gets its number and is mailed to the member. From then on it is never edited.")
    done = _("Invoices issued")

    def waiting(self) -> "QuerySet[Invoice]":
        """Approved amounts."""
        rows = visible_invoices(self.actor)
        return rows.filter(year=self.year, kind=Invoice.Kind.INVOICE, state="approved")


class RemindBatch(Batch):
    """The next letter for those who are late."""

    page_title = _("Send reminders")
    action = remind
    one, all_of_them = _("Remind the chosen"), _("Remind all")
    lead = _("Each member gets the next letter of the rulebook's ladder. Rights follow as the rulebook says.")
    done = _("Reminders sent")

    def waiting(self) -> "QuerySet[Invoice]":
        """Overdue invoices whose next reminder is due."""
        rulebook = self.rules[0]
        rows = visible_invoices(self.actor)
        if rulebook is None:
            return rows.none()
        return rows.filter(pk__in=arrears.to_remind(self.actor, rulebook).filter(year=self.year).values("pk"))
