"""The register of decisions as members read it: what is for everybody, for members, and for the bodies one sits in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from koinon.doors.members_area.visit import DOOR, for_members
from koinon.doors.shared.decisions import (
    RegisterFilter,
    decision_account,
    narrowed,
    page_of,
    shown_decisions,
)
from koinon.doors.shared.entrance import actor_of
from koinon.doors.shared.working_plan import plan_context
from koinon.rooms.decisions.models import WorkingPlan
from koinon.rooms.decisions.plan_queries import plan_in_force, visible_plans
from koinon.rooms.decisions.queries import carrying_out, offered, visible_decisions
from koinon.rooms.rulebook.queries import adopted_rules


@require_safe
@for_members
def decisions(request: HttpRequest) -> HttpResponse:
    """The register, narrowed by words, body and year."""
    actor = actor_of(request, DOOR)
    rows, rulebook = visible_decisions(actor), adopted_rules().on(actor.today)
    form = RegisterFilter(request.GET, offered=offered(rows), rulebook=rulebook)
    found = page_of(narrowed(rows, form.chosen()), request.GET)
    context = {
        "decisions": shown_decisions(found, rulebook),
        "page": found,
        "filters": form,
        "filtering": bool(form.chosen()),
        "home_url": reverse("members:home"),
    }
    return render(request, "members/decisions.html", context)


@require_safe
@for_members
def decision(request: HttpRequest, decision: UUID) -> HttpResponse:
    """One decision."""
    actor = actor_of(request, DOOR)
    entry = visible_decisions(actor).filter(public_id=decision).first()
    if entry is None:
        raise Http404
    rulebook = adopted_rules().on(actor.today)
    origin = entry.carries_out
    known = visible_decisions(actor).filter(cited=origin).first() if origin else None
    context = {
        "entry": entry,
        "shown": shown_decisions([entry], rulebook)[0],
        "account": decision_account(entry),
        # What the register holds for others only is not named here; what was cited from paper is.
        "origin": None if known is None and hasattr(origin, "registered") else origin,
        "origin_entry": known,
        "carried_out_by": shown_decisions(carrying_out(actor, entry), rulebook),
        "home_url": reverse("members:home"),
    }
    return render(request, "members/decision.html", context)


@require_safe
@for_members
def working_plan(request: HttpRequest) -> HttpResponse:
    """The plan in force with how far it is, or another one that was adopted."""
    actor = actor_of(request, DOOR)
    rows, rulebook = visible_plans(actor).exclude(state=WorkingPlan.State.DRAFT), adopted_rules().on(actor.today)
    plans = list(rows)
    asked = next((row for row in plans if str(row.public_id) == request.GET.get("plan")), None)
    plan = asked or plan_in_force(rows, actor.today)
    cited = plan.adopted_by if plan else None
    context = {
        **plan_context(plan, rulebook),
        "decision": visible_decisions(actor).filter(cited=cited).first() if cited else None,
        "others": [row for row in plans if row != plan],
        "home_url": reverse("members:home"),
    }
    return render(request, "members/working_plan.html", context)
