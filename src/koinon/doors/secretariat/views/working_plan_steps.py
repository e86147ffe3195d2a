"""Steps about working plans and their items."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.decisions import Choices
from koinon.doors.secretariat.forms.working_plan import (
    ChangePlanForm,
    ChangePlanItemForm,
    PlanForm,
    PlanItemForm,
    ProgressForm,
    PublishPlanForm,
    public_id,
)
from koinon.doors.secretariat.steps import StepForm, StepPage
from koinon.doors.secretariat.views.working_plan import PLANS, OfPlan
from koinon.doors.shared.words import say
from koinon.rooms.bodies.queries import held_on
from koinon.rooms.decisions.actions import (
    add_plan_item,
    change_plan,
    change_plan_item,
    draft_plan,
    drop_plan,
    publish_plan,
    record_progress,
    remove_plan_item,
)
from koinon.rooms.decisions.models import PlanItem
from koinon.rooms.decisions.plan_queries import visible_items
from koinon.rooms.memberships.queries import NOT_ADMITTED, running_on, visible_memberships
from koinon.rooms.people.queries import staff_on


class NewPlan(StepPage):
    """Begin a plan."""

    needs = "decisions.see"
    page_title = _("Begin a working plan")
    lead = _("First its name and period; the items come next. Nobody outside the desk sees a draft.")
    action = draft_plan
    form_class: type[StepForm] = PlanForm
    button = _("Begin")
    said = _("The draft is there. Put its items into it now.")

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The versions."""
        return ((PLANS[0], reverse(PLANS[1])),)

    def then(self, outcome: Any) -> str:
        """On to the plan."""
        return reverse("desk:working-plan", args=[outcome.plan])


class PlanStep(OfPlan, StepPage):
    """A step about one plan."""

    form_class: type[StepForm]

    def subject(self) -> dict[str, Any]:
        """The plan."""
        return {"plan": self.plan.public_id}

    def version(self) -> int | None:
        """As it stands."""
        return self.plan.version

    def content(self) -> dict[str, Any]:
        """Which plan, in words."""
        return {**super().content(), "about": str(self.plan)}


class NewVersion(PlanStep, NewPlan):
    """Draft a new version of an adopted plan."""

    page_title = _("Draft a new version")
    lead = _("It begins with all items as they stand. The adopted version holds until the new one is adopted.")

    def subject(self) -> dict[str, Any]:
        """The version before."""
        return {"follows": self.plan.public_id}

    def version(self) -> None:
        """Progress that is recorded meanwhile is no clash."""

    def initial(self) -> dict[str, Any]:
        """As the version before."""
        given = {name: getattr(self.plan, name) for name in ("title", "starts_on", "ends_on")}
        return {**super().initial(), **given}

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The versions, the plan."""
        return OfPlan.trail(self)


class ChangePlan(PlanStep):
    """Change title and period."""

    page_title = _("Change title and period")
    action = change_plan
    form_class = ChangePlanForm
    said = _("The draft is changed.")

    def initial(self) -> dict[str, Any]:
        """As they stand."""
        given = {name: getattr(self.plan, name) for name in ("title", "starts_on", "ends_on")}
        return {**super().initial(), **given}


class DropPlan(PlanStep):
    """Give a draft up."""

    page_title = _("Give the draft up")
    lead = _("The draft goes with all its items. Adopted versions stay as they are.")
    action = drop_plan
    form_class = StepForm
    button = _("Give the draft up")
    danger = True
    said = _("The draft is gone.")

    def then(self, outcome: Any) -> str:
        """Back to the versions."""
        return reverse(PLANS[1])


class PublishPlan(PlanStep):
    """Say who may read it."""

    page_title = _("Say who may read the plan")
    lead = _("The website shows the plan with how far it is, and names no persons.")
    action = publish_plan
    form_class = PublishPlanForm
    said = _("Who may read the plan is changed.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {**super().initial(), "published": "yes" if self.plan.published else "no"}


class Itemising(PlanStep):
    """A step whose form says what is to be done, by whom."""

    form_class = PlanItemForm

    def form_inputs(self) -> dict[str, Any]:
        """Aims of the rulebook, people of the secretariat, members."""
        aims = self.rules[0].aims if self.rules[0] else {}
        return {
            "aims": [(key, say(aim.label)) for key, aim in aims.items()],
            "people": self._people(),
            "members": self._members(),
        }

    def _people(self) -> Choices:
        """The secretariat, and whoever sits in a body."""
        staff = {row.person for row in staff_on(self.actor.today).select_related("person")}
        people = staff | {row.mandate.person for row in held_on(self.actor.today)}
        return sorted(((str(person.public_id), person.name) for person in people), key=lambda pair: pair[1])

    def _members(self) -> Choices:
        rows = running_on(visible_memberships(self.actor).exclude(state__in=NOT_ADMITTED), self.actor.today)
        named = rows.order_by("organisation__name", "id")
        return [(str(row.organisation.public_id), row.organisation.name) for row in named]


class AddItem(Itemising):
    """Put an item into a draft."""

    page_title = _("Add an item")
    action = add_plan_item
    button = _("Add")
    said = _("The item stands in the plan.")

    def version(self) -> None:
        """Other items that came meanwhile are no clash."""

    def initial(self) -> dict[str, Any]:
        """Over the whole period."""
        return {**super().initial(), "starts_on": self.plan.starts_on, "ends_on": self.plan.ends_on}


class OfItem(OfPlan):
    """A page about one item."""

    item: PlanItem

    def prepare(self) -> None:
        """Find the item and its plan."""
        found = visible_items(self.actor).filter(public_id=self.kwargs["planned"]).first()
        if found is None:
            raise Http404
        self.item = found
        self.kwargs["plan"] = found.plan.public_id
        super().prepare()

    def subject(self) -> dict[str, Any]:
        """The item."""
        return {"item": self.item.public_id}

    def version(self) -> int:
        """As the item stands."""
        return self.item.version

    def content(self) -> dict[str, Any]:
        """Which item, in words."""
        return {**super().content(), "about": self.item.title}


class ChangeItem(OfItem, Itemising):
    """Change an item of a draft."""

    page_title = _("Change the item")
    action = change_plan_item
    form_class = ChangePlanItemForm
    said = _("The item is changed.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        names = ("aim", "title", "words", "starts_on", "ends_on", "position", "responsible")
        given = {name: getattr(self.item, name) for name in names}
        return {**super().initial(), **given, "organisation": public_id(self.item.organisation)}


class RemoveItem(OfItem, PlanStep):
    """Take an item out of a draft."""

    page_title = _("Take the item out")
    action = remove_plan_item
    form_class = StepForm
    button = _("Take out")
    danger = True
    said = _("The item is out of the plan.")


class Report(OfItem, PlanStep):
    """Say how far an item is."""

    page_title = _("Say how far it is")
    action = record_progress
    form_class = ProgressForm
    said = _("How far it is stands in the plan.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {**super().initial(), "state": self.item.state}
