"""A quote: what membership would cost an organisation, worked out first and then sent."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Refusal
from koinon.doors.secretariat.forms.quotes import FIGURE, QuoteForm
from koinon.doors.secretariat.steps import CONFLICT, UNPROCESSABLE, StepPage
from koinon.doors.shared.entrance import tried
from koinon.rooms.dues.actions import send_quote
from koinon.rooms.dues.models import QuoteRequest
from koinon.rooms.dues.queries import visible_quote_requests
from koinon.rooms.dues.quotes import figures_of, quote_for
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.organisations.queries import facts_of, organisation_by_id

NO_RULES = Refusal(
    "no_rulebook",
    _("No rulebook is in force, so nothing can be decided by it."),
    to_do=_("Adopt the rulebook first."),
)

ASKED = ("name", "email", "organisation", "language", "year", "joining_month")


class NewQuote(StepPage):
    """Make a quote and send it; for an organisation on record or for one that only asks."""

    needs = "dues.see"
    template_name = "secretariat/quote.html"
    page_title = _("New quote")
    lead = _("A letter with a PDF: what membership would cost, line by line. It is no invoice and has no number.")
    action = send_quote
    form_class = QuoteForm
    button = _("Send the quote")
    said = _("The quote is on its way.")

    def prepare(self) -> None:
        """Find the kind of membership and, where one is named, the organisation."""
        self.rulebook = self.rules[1]
        self.organisation = self._organisation()
        self.question = self._question()
        kinds = [kind.key for kind in self.rulebook.categories_by_rank()] if self.rulebook else [""]
        asked = self.question.category if self.question and self.question.category in kinds else ""
        chosen = self.request.POST.get("kind") or self.request.GET.get("category")
        self.category = chosen or asked or kinds[0]
        if self.category not in kinds:
            raise Http404

    def _organisation(self) -> Organisation | None:
        named = self._named("organisation")
        found = organisation_by_id(self.actor, named) if named else None
        if named and found is None:
            raise Http404
        return found

    def _question(self) -> QuoteRequest | None:
        named = self._named("request")
        found = visible_quote_requests(self.actor).filter(public_id=named).first() if named else None
        if named and found is None and self.allowed():
            raise Http404
        return found

    def _named(self, what: str) -> UUID | None:
        named = self.request.GET.get(what, "")
        try:
            return UUID(named) if named else None
        except ValueError:
            raise Http404 from None

    def trail(self) -> Any:
        """The list of invoices, of requests, or the organisation."""
        if self.organisation is None:
            dues = (_("Dues"), reverse("desk:invoices"))
            return (dues, (_("Requests for a quote"), reverse("desk:quote-requests"))) if self.question else (dues,)
        page = reverse("desk:organisation", args=[self.organisation.public_id])
        return ((_("Organisations"), reverse("desk:organisations")), (self.organisation.name, page))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, where there are rules to reckon by."""
        return super().get(request, *args, **kwargs) if self.rulebook else self.shown(refusal=NO_RULES)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take another kind of membership, work the fee out and show it, or send the quote."""
        if self.rulebook is None:
            return self.shown(refusal=NO_RULES, status=CONFLICT)
        if "kind" in request.POST and self.allowed():
            form = self.form()
            form.initial |= {name: typed for name, typed in request.POST.items() if name in form.fields}
            form.initial.pop("key", None)
            return self.shown(form=form)
        if "look" not in request.POST or not self.allowed():
            return super().post(request, *args, **kwargs)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form=form, status=UNPROCESSABLE)
        asked = form.asked()  # type: ignore[attr-defined]
        outcome = tried(lambda: quote_for(asked, self.actor.today))
        if isinstance(outcome, Refusal):
            return self.shown(form=form, refusal=outcome, status=CONFLICT)
        return self.shown(form=form, account=outcome.fee, valid_until=outcome.valid_until)

    def form_inputs(self) -> dict[str, Any]:
        """The rules, the kind of membership, the day."""
        return {"rulebook": self.rulebook, "category": self.category, "today": self.actor.today}

    def initial(self) -> dict[str, Any]:
        """What is on record of the organisation and what was asked."""
        return {
            **super().initial(),
            "year": self.actor.today.year,
            "language": "en",
            **(_asked(self.question) if self.question else {}),
            **(_recorded(self.organisation, self.actor.today) if self.organisation else {}),
        }

    def subject(self) -> dict[str, Any]:
        """The organisation on record, and the request that is answered, if there are such."""
        return {
            "organisation": self.organisation.public_id if self.organisation else None,
            "request": self.question.public_id if self.question else None,
        }

    def content(self) -> dict[str, Any]:
        """The form's words, and the other kinds of membership."""
        kinds = self.rulebook.categories_by_rank() if self.rulebook else ()
        query = {**self.request.GET.dict(), "category": self.category}
        return {
            **super().content(),
            "path": f"{self.request.path}?{urlencode(query)}",
            "kind": next((kind for kind in kinds if kind.key == self.category), None),
            "others": [kind for kind in kinds if kind.key != self.category],
            "question": self.question,
            "carried": self._carried(),
        }

    def _carried(self) -> dict[str, str]:
        """Figures that were typed for another kind of membership: carried along unseen, so that they come back."""
        bases = self.rulebook.fees[self.category].bases if self.rulebook else ()
        shown = {FIGURE + key for key in bases}
        return {
            name: str(value)
            for name, value in self.request.POST.items()
            if name.startswith(FIGURE) and name not in shown
        }


def _asked(question: QuoteRequest) -> dict[str, Any]:
    given = {name: getattr(question, name) for name in ASKED}
    return {**given, **{FIGURE + key: value for key, value in figures_of(question).items()}}


def _recorded(row: Organisation, on: date) -> dict[str, Any]:
    known = {FIGURE + key: value for key, value in facts_of(row, on).items() if isinstance(value, str)}
    return {"organisation": row.name, "country": row.country, "language": row.language, **known}
