"""Write an application: its pages, its papers, the check, submitting; and see what has become of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.core.refusals import Refusal
from koinon.doors.shared import words
from koinon.doors.shared.entrance import say_refusal, tried
from koinon.doors.shared.flood import too_often
from koinon.doors.website.applicant import Applying, for_applicants
from koinon.doors.website.apply_steps import carried
from koinon.doors.website.happened import history_of
from koinon.doors.website.typed import place_label, place_url
from koinon.doors.website.views.apply_step import account_of_draft
from koinon.rooms.admissions.actions import (
    Upload,
    answer_refusal,
    attach_paper,
    remove_paper,
    submit_application,
    withdraw_application,
)
from koinon.rooms.admissions.queries import is_provisional
from koinon.rooms.admissions.rules import fee_of
from koinon.statutes.admission import papers_missing

# Papers an hour, kept or not: from one address, and from everywhere together. What is taken out again lies on the
# disk until the night, and looking into a file costs more than showing a page.
FROM_ONE, FROM_ALL, TOO_OFTEN = 60, 600, 429


class WordsForm(forms.Form):
    """Words to the secretariat, with the version they were written on."""

    use_required_attribute = False
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=gettext_lazy("Your answer"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )


def _words_form(version: int, typed: str = "") -> WordsForm:
    """The form as it is shown: where it asks for words, they are needed. The action says so where none came."""
    form = WordsForm(initial={"seen_version": version, "answer": typed[:5000]})
    form.fields["answer"].required = True
    return form


class PaperForm(forms.Form):
    """A paper of those that are asked for."""

    use_required_attribute = False
    item = forms.ChoiceField(label=gettext_lazy("Which paper is it?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("PDF, PNG, JPEG, DOCX, XLSX, PPTX, ODT, ODS or ODP, at most 10 MB."),
    )


class RemovalForm(forms.Form):
    """A paper to take out again."""

    paper = forms.UUIDField()


@for_applicants
def apply_papers(visit: Applying) -> HttpResponse:
    """The papers that are asked for and those that were sent; send one, take one out."""
    if not visit.editable:
        return redirect("website:apply_status")
    form = PaperForm(visit.request.POST or None, visit.request.FILES or None)
    asked = visit.rules.papers_for(visit.row.category)
    form.fields["item"].choices = [(item.key, words.say(item.label)) for item in asked]  # type: ignore[attr-defined]
    sent = form.is_bound and form.is_valid()
    if sent and too_often(visit.request, "papers", FROM_ONE, FROM_ALL):
        form.add_error(None, _("Very many papers came within an hour, so this one is not kept. Send it in an hour."))
        return _papers(visit, form, TOO_OFTEN)
    if sent and _is_attached(visit, form):
        return redirect("website:apply_papers")
    return _papers(visit, form)


def _is_attached(visit: Applying, form: PaperForm) -> bool:
    """Keep the paper; where it is not taken, the form says why."""
    file = form.cleaned_data["file"]
    upload = Upload(form.cleaned_data["item"], file.name, file.read())
    outcome = tried(lambda: attach_paper(actor=visit.actor, access=visit.access, upload=upload))
    if isinstance(outcome, Refusal):
        form.add_error("file", f"{outcome.words} {outcome.to_do}")
        return False
    messages.success(visit.request, _("The paper is kept."))
    return True


def _papers(visit: Applying, form: PaperForm, status: int = 200) -> HttpResponse:
    asked, papers = visit.rules.papers_for(visit.row.category), list(visit.row.papers.all())
    items = [(item, [paper for paper in papers if paper.item == item.key]) for item in asked]
    return visit.show("papers", "apply_papers.html", {"form": form, "items": items}, status)


@for_applicants
def apply_remove(visit: Applying) -> HttpResponse:
    """Take a paper out again."""
    form = RemovalForm(visit.request.POST)
    if form.is_valid():
        paper = form.cleaned_data["paper"]
        outcome = tried(lambda: remove_paper(actor=visit.actor, access=visit.access, paper=paper))
        if isinstance(outcome, Refusal):
            say_refusal(visit.request, outcome)
    return redirect("website:apply_papers")


@for_applicants
def apply_check(visit: Applying) -> HttpResponse:
    """What the answers lead to: the category, the fee, what is missing; and submitting it."""
    if not visit.editable:
        return redirect("website:apply_status")
    refusal = None
    if visit.request.method == "POST":
        form = WordsForm(visit.request.POST)
        if form.is_valid():
            given = form.cleaned_data
            outcome = tried(
                lambda: submit_application(
                    actor=visit.actor,
                    access=visit.access,
                    seen_version=given["seen_version"],
                    answer=given["answer"],
                )
            )
            if not isinstance(outcome, Refusal):
                return redirect("website:apply_status")
            refusal = outcome
    parked = visit.parked("check")
    answer = visit.request.POST.get("answer", parked.typed.get("answer", "") if parked else "")
    form = _words_form(visit.row.version, answer)
    context = {"form": form, "refusal": refusal, "parked": parked, **_judged(visit)}
    return visit.show("check", "apply_check.html", context, 409 if refusal else 200)


def _judged(visit: Applying) -> dict[str, Any]:
    given = set(visit.row.papers.values_list("item", flat=True))
    return {
        "account": account_of_draft(visit),
        "assessed": visit.found,
        "category": visit.rulebook.categories.get(visit.found.category or ""),
        "fee": fee_of(visit.rulebook, visit.row, visit.actor.today.year),
        "missing_papers": papers_missing(visit.rules, visit.row.category, given),
        "question": _question(visit),
    }


def _question(visit: Applying) -> str:
    """What the secretariat asked, where the application came back with a question."""
    asked = visit.row.history.filter(event="ask_back").last() if visit.row.state == "asked_back" else None
    return asked.words if asked else ""


@for_applicants
def apply_status(visit: Applying) -> HttpResponse:
    """Where the application stands, and all that happened to it."""
    return _status(visit)


def _status(visit: Applying, refusal: Refusal | None = None, answer: str = "") -> HttpResponse:
    row, parked = visit.row, visit.parked("answer")
    answer = answer or (parked.typed.get("answer", "") if parked else "")
    context = {
        "refusal": refusal,
        "refused": row.history.filter(event="refuse").last() if row.state == "refused" else None,
        "decision": row.ratification or row.decision,
        "form": _words_form(row.version, answer),
        "carried": carried(visit.rulebook, row) if visit.editable else [],
        "parked": [(place_label(one.place), place_url(one.place)) for one in row.parked.exclude(place="answer")],
        "events": history_of(row),
        "question": _question(visit),
        "provisional": is_provisional(row),
        "may_withdraw": row.state in ("draft", "submitted", "asked_back", "under_review", "board"),
        "may_answer": row.state == "refused" and row.answered_at is None,
        "category": visit.rulebook.categories.get(row.category),
    }
    return visit.show("status", "apply_status.html", context, 409 if refusal else 200)


@for_applicants
def apply_withdraw(visit: Applying) -> HttpResponse:
    """Withdraw the application."""
    form = WordsForm(visit.request.POST)
    if not form.is_valid():
        return redirect("website:apply_status")
    seen = form.cleaned_data["seen_version"]
    outcome = tried(lambda: withdraw_application(actor=visit.actor, access=visit.access, seen_version=seen))
    return _status(visit, outcome) if isinstance(outcome, Refusal) else redirect("website:apply_status")


@for_applicants
def apply_answer(visit: Applying) -> HttpResponse:
    """Answer a refusal."""
    form = WordsForm(visit.request.POST)
    if not form.is_valid():
        return redirect("website:apply_status")
    given = form.cleaned_data
    outcome = tried(
        lambda: answer_refusal(
            actor=visit.actor, access=visit.access, answer=given["answer"], seen_version=given["seen_version"]
        )
    )
    if isinstance(outcome, Refusal):
        return _status(visit, outcome, given["answer"])
    messages.success(visit.request, _("Your answer is sent. The application is looked at again."))
    return redirect("website:apply_status")
