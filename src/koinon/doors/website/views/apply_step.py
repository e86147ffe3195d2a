"""A step of an application: what is still to be asked, beside what is settled; saving it leads to the next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koinon.core.refusals import Refusal
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.assessed import assessed_account
from koinon.doors.shared.entrance import tried
from koinon.doors.website.applicant import Applying, for_applicants
from koinon.doors.website.apply_steps import LEFT, ORDER, Step, after, asked_on, change_url, not_needed, settled
from koinon.doors.website.applying import StepForm
from koinon.rooms.admissions.actions import save_draft

ASKED, KEPT = "asked", "kept"


@for_applicants
def apply_step(visit: Applying, step: str) -> HttpResponse:
    """One page of questions; saving it goes on to the next that has something to ask."""
    posted = _posted(visit)
    page = next((known for known in visit.steps if known.key == step), None)
    if page is None and (posted is None or step not in ORDER):
        raise Http404
    if not visit.editable:
        return redirect("website:apply_status")
    parked = None if posted is not None or KEPT in visit.request.GET else visit.parked(step)
    typed = parked.typed if parked else None
    page = asked_on(page or Step(step), visit.rulebook, visit.request.GET, posted if typed is None else typed)
    form = StepForm(page, visit.rulebook, visit.row, visit.request.POST if posted is not None else None, typed)
    if not form.is_bound or not form.is_valid():
        return visit.show(step, "apply_step.html", {**_step_context(visit, form), "parked": parked})
    seen = form.cleaned_data["seen_version"]
    given = {"actor": visit.actor, "access": visit.access, "answers": form.answers(), "seen_version": seen}
    outcome = tried(lambda: save_draft(**given, place=step))
    return _not_saved(visit, form, outcome) if isinstance(outcome, Refusal) else redirect(_onwards(visit, page))


def _posted(visit: Applying) -> dict[str, str] | None:
    """What was sent, with the questions that were asked and not answered; None where nothing was sent."""
    if visit.request.method != "POST":
        return None
    sent = visit.request.POST
    return {**dict.fromkeys(sent.getlist(ASKED), ""), **{name: str(value) for name, value in sent.items()}}


def _step_context(visit: Applying, form: StepForm) -> dict[str, Any]:
    page, row, rulebook, found = form.step, visit.row, visit.rulebook, visit.found
    context: dict[str, Any] = {"form": form, "page": page, "kept": list(form.kept_now()) if form.typed else []}
    if page.key in ("questions", "evidence"):
        context |= {"settled": settled(rulebook, row, page), "account": account_of_draft(visit)}
    if page.key == "questions":
        context["not_needed"] = not_needed(rulebook, row, found, page)
        context["onwards"] = after("questions", rulebook, row, found, page.facts)
    brought = row.carried.get("figures", {})
    context["from_there"] = [key for key in page.figures if key in brought]
    return context


def _onwards(visit: Applying, page: Step) -> str:
    """Where a page that was saved leads, by the answers as they stand now."""
    row = visit.row
    row.refresh_from_db()
    asked = [*visit.request.GET.getlist(LEFT), *page.facts]
    left = [key for key in visit.rulebook.facts if key in asked and key not in row.facts]
    return after(page.key, visit.rulebook, row, visit.found, left)


def _not_saved(visit: Applying, form: StepForm, refusal: Refusal) -> HttpResponse:
    """The page with all that was typed; where somebody else was faster, with what is kept now beside it."""
    context: dict[str, Any] = {**_step_context(visit, form), "refusal": refusal}
    if refusal.code == "stale":
        form.data = {**form.data.dict(), "seen_version": visit.row.version}  # type: ignore[union-attr]
        context["kept"] = list(form.kept_now())
    return visit.show(form.step.key, "apply_step.html", context, 409)


def account_of_draft(visit: Applying) -> Account:
    """What the answers lead to, as it is shown everywhere; each answer in it can be changed."""
    changes = {key: change_url(key) for key in visit.row.facts}
    return assessed_account(visit.rulebook, visit.found, _("Kind of membership"), changes)
