"""Working plans at the desk: all versions, and one with its items."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.shared.working_plan import period_words, plan_state, shown_plan, summary_of
from koinon.rooms.decisions.actions import (
    add_plan_item,
    change_plan,
    draft_plan,
    drop_plan,
    publish_plan,
    record_progress,
)
from koinon.rooms.decisions.models import WorkingPlan
from koinon.rooms.decisions.plan_queries import visible_plans
from koinon.rooms.decisions.queries import awaited_adoptions

PLANS = (_("Working plan"), "desk:working-plans")
State = WorkingPlan.State


class WorkingPlans(DeskPage):
    """All versions."""

    needs = "decisions.see"
    template_name = "secretariat/working_plans.html"
    page_title = _("Working plan")
    header_icon = "list-ul"

    def content(self) -> dict[str, Any]:
        """Each version, the latest first."""
        new = Step(_("Begin a plan"), reverse("desk:working-plan-new"), "primary")
        rows = visible_plans(self.actor)
        return {
            "plans": [(row, plan_state(row), period_words(row)) for row in rows],
            "steps": [new] if may_take(self.actor, draft_plan) else [],
        }


class OfPlan(DeskPage):
    """A page about one version of the plan."""

    needs = "decisions.see"
    plan: WorkingPlan

    def prepare(self) -> None:
        """Find the plan."""
        found = visible_plans(self.actor).filter(public_id=self.kwargs["plan"]).first()
        if found is None:
            raise Http404
        self.plan = found

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The versions, the plan."""
        page = reverse("desk:working-plan", args=[self.plan.public_id])
        return ((PLANS[0], reverse(PLANS[1])), (self.plan.title, page))


class WorkingPlanPage(OfPlan):
    """The page."""

    template_name = "secretariat/working_plan.html"
    header_icon = "list-ul"

    def get_page_title(self) -> str:
        """Its title."""
        return self.plan.title

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The versions."""
        return super().trail()[:1]

    def content(self) -> dict[str, Any]:
        """Its items by aim, how far they are, which decision adopted it, and the steps."""
        aims = shown_plan(self.plan, self.rules[0])
        later = WorkingPlan.objects.filter(follows=self.plan).first()
        return {
            "plan": self.plan,
            "state": plan_state(self.plan),
            "period": period_words(self.plan),
            "aims": aims,
            "summary": summary_of(aims),
            "later": later,
            "awaited": awaited_adoptions(self.actor, self.plan.public_id),
            "drafting": self.plan.state == State.DRAFT and may_take(self.actor, add_plan_item),
            "reporting": self.plan.state == State.ADOPTED and may_take(self.actor, record_progress),
            "steps": self._steps(later),
        }

    def _steps(self, later: WorkingPlan | None) -> list[Step]:
        offers = [
            ("item-add", _("Add an item"), add_plan_item, self.plan.state == State.DRAFT, "primary"),
            ("change", _("Change title and period"), change_plan, self.plan.state == State.DRAFT, "quiet"),
            ("drop", _("Give the draft up"), drop_plan, self.plan.state == State.DRAFT, "plain"),
            ("version", _("Draft a new version"), draft_plan, self.plan.state == State.ADOPTED and not later, "quiet"),
            ("publish", _("Say who may read it"), publish_plan, self.plan.state != State.DRAFT, "quiet"),
        ]
        args = [self.plan.public_id]
        return [
            Step(label, reverse(f"desk:working-plan-{name}", args=args), kind)
            for name, label, step, fits, kind in offers
            if fits and may_take(self.actor, step)
        ]
