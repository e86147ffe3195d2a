"""The year's run: figures, fees, approval, invoices, reminders, payments, as steps with where we are."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat import offers
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.asking import rules_for
from koinon.doors.secretariat.outcomes import keep_outcome
from koinon.doors.secretariat.steps import StepForm, may_take
from koinon.rooms.dues import arrears
from koinon.rooms.dues.actions import approve_invoices, issue_invoices, propose_fees, remind
from koinon.rooms.dues.so_far import YearSoFar, year_so_far
from koinon.rooms.dues.unknown_fees import UnknownFee, unknown_fees
from koinon.rooms.memberships.queries import running_in_year, visible_memberships


class Run(DeskPage):
    """The run of a year."""

    needs = "dues.see"
    template_name = "secretariat/run.html"
    header_icon = "doc-full-inverse"

    def prepare(self) -> None:
        """Which year, by which rules."""
        self.year: int = self.kwargs["year"]
        if abs(self.year - self.actor.today.year) > 50:
            raise Http404
        self.rulebook = rules_for(self.year)

    @cached_property
    def so_far(self) -> YearSoFar:
        """Where the year stands."""
        return year_so_far(self.actor, self.year, self.rulebook, self.rules[0])

    @cached_property
    def unknown(self) -> tuple[UnknownFee, ...]:
        """The fees that computing would leave unknown, with what is missing."""
        members = running_in_year(visible_memberships(self.actor), self.year)
        return unknown_fees(members, self.year, self.rulebook, self.so_far.can_be_computed)

    def get_page_title(self) -> str:
        """With the year."""
        return str(_("Membership fees %(year)s, step by step") % {"year": self.year})

    def trail(self) -> Any:
        """The list of invoices."""
        return ((_("Dues"), reverse("desk:invoices")),)

    def content(self) -> dict[str, Any]:
        """The steps with what they still have to do."""
        return {
            "year": self.year,
            "year_text": str(self.year),
            "rulebook": self.rulebook,
            "so_far": self.so_far,
            "steps": self._steps(),
            "unknown": self.unknown,
            "to_compute": self.so_far.can_be_computed - len(self.unknown),
            "compute": StepForm() if may_take(self.actor, propose_fees) else None,
            "before": reverse("desk:run", args=[self.year - 1]),
            "after": reverse("desk:run", args=[self.year + 1]),
            "may": {
                "approve": may_take(self.actor, approve_invoices, offers.APPROVE, self.rules[0]),
                "issue": may_take(self.actor, issue_invoices, offers.ISSUE, self.rules[0]),
                "remind": may_take(self.actor, remind),
            },
        }

    def _steps(self) -> list[dict[str, Any]]:
        so_far = self.so_far
        decided = so_far.issued.count
        left = [
            (_("Figures"), so_far.missing, "figures"),
            (_("Fees"), so_far.can_be_computed, "fees"),
            (_("Approval"), so_far.proposed.count, "approval"),
            (_("Invoices"), so_far.approved.count, "invoices"),
            (_("Reminders"), so_far.late.to_remind, "reminders"),
            (_("Payments"), so_far.open.count, "payments"),
        ]
        open_ones = [number for number, (_label, count, _place) in enumerate(left) if count]
        current = open_ones[0] if open_ones else len(left)
        return [
            {"label": label, "state": _state(number, current, count, decided), "url": f"#{place}"}
            for number, (label, count, place) in enumerate(left)
        ]


def _state(number: int, current: int, count: int, decided: int) -> str:
    if number == current:
        return "current"
    return "done" if not count and (number < current or decided) else "ahead"


class ComputeFees(Run):
    """Compute the fees of all members of the year whose fee is not decided yet."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The button is on the run's page."""
        return redirect("desk:run", self.year)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, and show what came of it."""
        members = running_in_year(visible_memberships(self.actor), self.year)
        wanted = arrears.without_decided_fee(members, self.year).order_by("pk").values_list("public_id", flat=True)
        title: Words = _("Fees %(year)s computed") % {"year": self.year}
        return keep_outcome(
            request, title, lambda: propose_fees(list(wanted), actor=self.actor, year=self.year), self._back()
        )

    def _back(self) -> str:
        return reverse("desk:run", args=[self.year])
