"""A quote: what membership would cost an organisation, worked out first and then sent."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Refusal
from koinon.doors.secretariat.forms.quotes import FIGURE, QuoteForm
from koinon.doors.secretariat.steps import CONFLICT, UNPROCESSABLE, StepPage, came_from
from koinon.doors.shared.entrance import tried
from koinon.rooms.dues.actions import send_quote
from koinon.rooms.dues.quotes import quote_for
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.organisations.queries import facts_of, organisation_by_id

NO_RULES = Refusal(
    "no_rulebook",
    _("No rulebook is in force, so nothing can be decided by it."),
    to_do=_("Adopt the rulebook first."),
)


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
        self.rulebook = self.rules[0]
        self.organisation = self._organisation()
        kinds = [kind.key for kind in self.rulebook.categories_by_rank()] if self.rulebook else [""]
        self.category = self.request.GET.get("category") or kinds[0]
        if self.category not in kinds:
            raise Http404

    def _organisation(self) -> Organisation | None:
        named = self.request.GET.get("organisation", "")
        if not named:
            return None
        try:
            found = organisation_by_id(self.actor, UUID(named))
        except ValueError:
            found = None
        if found is None:
            raise Http404
        return found

    def trail(self) -> Any:
        """The list of invoices, or the organisation."""
        if self.organisation is None:
            return ((_("Dues"), reverse("desk:invoices")),)
        page = reverse("desk:organisation", args=[self.organisation.public_id])
        return ((_("Organisations"), reverse("desk:organisations")), (self.organisation.name, page))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, where there are rules to reckon by."""
        return super().get(request, *args, **kwargs) if self.rulebook else self.shown(refusal=NO_RULES)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Work the fee out and show it, or send the quote."""
        if self.rulebook is None:
            return self.shown(refusal=NO_RULES, status=CONFLICT)
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
        """What is on record of the organisation."""
        if self.organisation is None:
            return {**super().initial(), "year": self.actor.today.year, "language": "en"}
        row, known = self.organisation, facts_of(self.organisation, self.actor.today)
        return {
            **super().initial(),
            "year": self.actor.today.year,
            "organisation": row.name,
            "country": row.country,
            "language": row.language,
            **{FIGURE + key: value for key, value in known.items() if isinstance(value, str)},
        }

    def subject(self) -> dict[str, Any]:
        """The organisation on record, if it is one."""
        return {"organisation": self.organisation.public_id if self.organisation else None}

    def content(self) -> dict[str, Any]:
        """The form's words, and the other kinds of membership."""
        kinds = self.rulebook.categories_by_rank() if self.rulebook else ()
        named = {"organisation": str(self.organisation.public_id)} if self.organisation else {}
        back = {"next": came_from(self.request)} if came_from(self.request) else {}
        return {
            **super().content(),
            "kind": next((kind for kind in kinds if kind.key == self.category), None),
            "others": [
                (kind, "?" + urlencode({"category": kind.key, **named, **back}))
                for kind in kinds
                if kind.key != self.category
            ],
        }
