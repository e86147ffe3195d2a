"""Addresses of the desk about decisions, what follows from them, and working plans."""

from django.urls import path

from koinon.doors.secretariat.views import (
    consequence_adding,
    consequences,
    decision_steps,
    decisions,
    working_plan,
    working_plan_steps,
)

about_decisions = [
    path("decisions/", decisions.Decisions.as_view(), name="decisions"),
    path("decisions/enter/", decision_steps.EnterFromPaper.as_view(), name="decision-enter"),
    path("decisions/<uuid:decision>/", decisions.DecisionPage.as_view(), name="decision"),
    path("decisions/<uuid:decision>/level/", decision_steps.ChangeLevel.as_view(), name="decision-level"),
    path("decisions/<uuid:decision>/origin/", decision_steps.NameOrigin.as_view(), name="decision-origin"),
    path("consequences/", consequences.OpenConsequences.as_view(), name="consequences-open"),
    path("meetings/<uuid:meeting>/consequences/", consequences.Consequences.as_view(), name="consequences"),
    path(
        "meetings/items/<uuid:point>/consequences/<slug:kind>/",
        consequence_adding.AddConsequence.as_view(),
        name="consequence-add",
    ),
    *(
        path(f"consequences/<uuid:consequence>/{name}/", view.as_view(), name=f"consequence-{name}")
        for name, view in (
            ("drop", consequences.Drop),
            ("carry-out", consequences.CarryOut),
            ("by", consequences.ByDecision),
            ("fall", consequences.LetFall),
        )
    ),
]
about_plans = [
    path("working-plan/", working_plan.WorkingPlans.as_view(), name="working-plans"),
    path("working-plan/new/", working_plan_steps.NewPlan.as_view(), name="working-plan-new"),
    path("working-plan/<uuid:plan>/", working_plan.WorkingPlanPage.as_view(), name="working-plan"),
    *(
        path(f"working-plan/<uuid:plan>/{address}/", view.as_view(), name=f"working-plan-{name}")
        for name, address, view in (
            ("version", "version", working_plan_steps.NewVersion),
            ("change", "change", working_plan_steps.ChangePlan),
            ("drop", "drop", working_plan_steps.DropPlan),
            ("publish", "publish", working_plan_steps.PublishPlan),
            ("item-add", "items/add", working_plan_steps.AddItem),
        )
    ),
    *(
        path(f"working-plan/items/<uuid:planned>/{name}/", view.as_view(), name=f"plan-item-{name}")
        for name, view in (
            ("change", working_plan_steps.ChangeItem),
            ("remove", working_plan_steps.RemoveItem),
            ("progress", working_plan_steps.Report),
        )
    ),
]
