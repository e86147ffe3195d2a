"""One step at the desk: a form whose view calls one action, with its key, its version and its refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from koinon.core.action import Action, BulkAction, was_done
from koinon.core.actors import Actor
from koinon.core.permissions import permission_named
from koinon.core.refusals import Refusal, Words, refuse, refuse_stale
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.shared.entrance import tried
from koinon.rooms.rulebook.queries import holds_office
from koinon.statutes.rulebook import NoRuleInForce, Rulebook

AnyAction = Action[Any, Any] | BulkAction[Any, Any]
Procedure = tuple[str, str]
UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403


class StepForm(forms.Form):
    """What every step carries: a key, so that sending it twice does it once, and the version that was seen."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def inputs(self) -> dict[str, Any]:
        """What goes to the action, by parameter."""
        return {name: value for name, value in self.cleaned_data.items() if name not in StepForm.base_fields}


@dataclass(frozen=True, slots=True)
class Step:
    """A step offered on a record's page: a button there and then, or a way to its form."""

    label: Words
    url: str
    kind: str = "quiet"
    press: bool = False
    version: int | None = None
    key: UUID = field(default_factory=uuid4)


def may_take(
    actor: Actor, action: AnyAction, procedure: Procedure | None = None, rulebook: Rulebook | None = None
) -> bool:
    """Whether the actor holds the action's permission and, where the rulebook names offices, the office."""
    if not actor.may(action.spec.needs):
        return False
    return procedure is None or (rulebook is not None and holds_office(rulebook, actor, *procedure))


def came_from(request: HttpRequest) -> str:
    """The page of the desk that the address asks to go back to; empty where it asks for anything else."""
    wanted = request.GET.get("next", "")
    ours = wanted.startswith(reverse("wagtailadmin_home")) and "\\" not in wanted
    return wanted if ours and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


class StepPage(DeskPage):
    """The page of one step. Subclasses name the action, the form, and what the record is."""

    template_name = "secretariat/step.html"
    form_class: type[StepForm] = StepForm
    action: AnyAction
    procedure: Procedure | None = None
    button: Words = _("Save")
    danger = False
    lead: Words = ""
    said: Words = _("Done.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form to those who may take the step."""
        return self.shown(form=self.form()) if self.allowed() else self.forbidden()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the step: on success go on, on a refusal show it above the form with everything typed."""
        if not self.allowed():
            return self.forbidden()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form=form, status=UNPROCESSABLE)
        outcome = tried(lambda: self.carry_out(form))
        if isinstance(outcome, Refusal):
            return self.shown(form=form, refusal=outcome, status=CONFLICT)
        messages.success(request, str(self.words_of(outcome)))
        return redirect(self.then(outcome))

    def allowed(self) -> bool:
        """Whether the actor may take this step at all; the action asks again."""
        return may_take(self.actor, self.action, self.procedure, self.rules[0] if self.procedure else None)

    def forbidden(self) -> HttpResponse:
        """Say that this step is for others."""
        what = permission_named(self.action.spec.needs).words
        refusal = Refusal(
            "not_allowed",
            _("This step is for others: %(what)s.") % {"what": what},
            to_do=_("Ask somebody who holds that right."),
        )
        return self.shown(refusal=refusal, status=FORBIDDEN)

    def form(self, given: Any = None) -> StepForm:
        """The form, empty or as sent."""
        return self.form_class(given, initial=self.initial(), **self.form_inputs())

    def form_inputs(self) -> dict[str, Any]:
        """What the form needs to know when it is made."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What the form starts with."""
        return {"seen_version": self.version()}

    def version(self) -> int | None:
        """The version of the record as it stands."""
        return None

    def carry_out(self, form: StepForm) -> Any:
        """Call the action once under the form's key."""
        key, seen, now = str(form.cleaned_data["key"]), form.cleaned_data.get("seen_version"), self.version()
        # The second press of a button finds the record changed by the first, and is no clash.
        overtaken = seen is not None and now is not None and seen != now
        if overtaken and not was_done(self.action.spec, key, self.actor):
            refuse_stale()
        inputs = {**self.subject(), **form.inputs()}
        try:
            if isinstance(self.action, BulkAction):
                return self.action.once(key, inputs.pop("alone"), actor=self.actor, **inputs)
            return self.action.once(key, actor=self.actor, **inputs)
        except NoRuleInForce:
            refuse(
                "no_rulebook",
                _("No rulebook is in force, so nothing can be decided by it."),
                to_do=_("Adopt the rulebook first."),
            )

    def subject(self) -> Mapping[str, Any]:
        """What the action is about; `alone` for the one subject of a bulk action."""
        return {}

    def words_of(self, outcome: Any) -> Words:
        """What is said once it is done."""
        return self.said

    def then(self, outcome: Any) -> str:
        """Where to go once it is done."""
        return self.back()

    def back(self) -> str:
        """Where the step was begun."""
        return came_from(self.request) or str(self.trail()[-1][1])

    def content(self) -> dict[str, Any]:
        """The form's words."""
        return {
            "lead": self.lead,
            "button": self.button,
            "danger": self.danger,
            "back": self.back(),
            "path": self.request.get_full_path(),
        }
