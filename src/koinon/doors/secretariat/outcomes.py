"""What a bulk action did, kept in the session until the next page has shown it."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.action import BulkOutcome, Declined
from koinon.core.refusals import Refusal, Words, refuse
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.shared.entrance import say_refusal, tried
from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.models import Membership
from koinon.statutes.rulebook import NoRuleInForce

KEPT_AS = "desk.outcome"
EXAMPLES = 20


def keep_outcome(request: HttpRequest, title: Words, call: Callable[[], BulkOutcome[Any]], back: str) -> HttpResponse:
    """Carry a bulk action out and go to the page that says what came of it; a reload of it does nothing."""
    outcome = tried(lambda: _with_rules(call))
    if isinstance(outcome, Refusal):
        say_refusal(request, outcome)
        return redirect(back)
    request.session[KEPT_AS] = {
        "title": str(title),
        "done": len(outcome.done),
        "declined": _grouped(outcome.declined),
        "back": back,
    }
    return redirect("desk:outcome")


def _with_rules(call: Callable[[], BulkOutcome[Any]]) -> BulkOutcome[Any]:
    try:
        return call()
    except NoRuleInForce:
        refuse("no_rulebook", _("No rulebook is in force."), to_do=_("Adopt the rulebook first."))


def _grouped(declined: Iterable[Declined]) -> list[dict[str, Any]]:
    """What was declined by reason: how many, and the first of them."""
    groups: dict[str, list[UUID]] = {}
    words: dict[str, str] = {}
    for one in declined:
        reason = f"{one.refusal.code}:{one.refusal.words}"
        groups.setdefault(reason, []).append(one.subject)
        words[reason] = " ".join(str(part) for part in (one.refusal.words, one.refusal.to_do) if str(part))
    return [
        {"words": words[reason], "count": len(subjects), "subjects": [str(subject) for subject in subjects[:EXAMPLES]]}
        for reason, subjects in sorted(groups.items(), key=lambda item: -len(item[1]))
    ]


class Outcome(DeskPage):
    """What a bulk action did: how many were done, how many were left as they were and why."""

    needs = "dues.see"
    template_name = "secretariat/outcome.html"
    header_icon = "tasks"

    def prepare(self) -> None:
        """Find what was kept."""
        kept = self.request.session.get(KEPT_AS)
        if not isinstance(kept, dict):
            raise Http404
        self.kept = kept

    def get_page_title(self) -> str:
        """What was done."""
        return str(self.kept["title"])

    def trail(self) -> Any:
        """The list of invoices."""
        return ((_("Dues"), reverse("desk:invoices")),)

    def content(self) -> dict[str, Any]:
        """How many, and the reasons with the first names."""
        subjects = {UUID(subject) for group in self.kept["declined"] for subject in group["subjects"]}
        names = _names(subjects)
        groups = [
            {**group, "named": [names[UUID(s)] for s in group["subjects"] if UUID(s) in names]}
            for group in self.kept["declined"]
        ]
        for group in groups:
            group["more"] = group["count"] - len(group["named"])
        declined = sum(group["count"] for group in groups)
        return {"done": self.kept["done"], "declined": declined, "groups": groups, "back": self.kept["back"]}


def _names(subjects: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and address of the organisations behind invoices and memberships."""
    found = {}
    for model in (Invoice, Membership):
        rows = model.objects.filter(public_id__in=subjects)
        for subject, name, organisation in rows.values_list(
            "public_id", "organisation__name", "organisation__public_id"
        ):
            found[subject] = (name, reverse("desk:organisation", args=[organisation]))
    return found
