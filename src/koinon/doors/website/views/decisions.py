"""The public part of the register of decisions, and the working plan once it is published."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.shared.decisions import RegisterFilter, account_lines, narrowed, page_of, shown_decisions
from koinon.doors.shared.entrance import actor_of
from koinon.doors.website.frame import show
from koinon.doors.website.rules import rules_on
from koinon.rooms.decisions.queries import offered, public_decisions


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What everybody may read of what was decided, narrowed by words, body and year."""
    rulebook, rows = rules_on(actor_of(request, "website").today), public_decisions()
    form = RegisterFilter(request.GET, offered=offered(rows), rulebook=rulebook)
    found = page_of(narrowed(rows, form.chosen()), request.GET)
    context = {
        "decisions": shown_decisions(found, rulebook),
        "page": found,
        "filters": form,
        "filtering": bool(form.chosen()),
    }
    return show(request, "website/decisions.html", context)


@require_safe
def decision(request: HttpRequest, decision: UUID) -> HttpResponse:
    """One decision that everybody may read, and what it carries out as far as that is public too."""
    entry = public_decisions().filter(public_id=decision).first()
    if entry is None:
        raise Http404
    rulebook = rules_on(actor_of(request, "website").today)
    others = public_decisions()
    context = {
        "entry": entry,
        "shown": shown_decisions([entry], rulebook)[0],
        "account": account_lines(entry),
        "origin_entry": others.filter(cited=entry.carries_out).first() if entry.carries_out else None,
        "carried_out_by": shown_decisions(others.filter(carries_out=entry.cited), rulebook),
    }
    return show(request, "website/decision.html", context)
