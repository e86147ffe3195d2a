"""The demo's working plans: the one that last year's Assembly adopted, and the draft for the coming one; invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.doors.demo.network.assembly import ASSEMBLY
from koinon.doors.demo.network.steps import Network
from koinon.rooms.admissions.models import Application
from koinon.rooms.assemblies.models import AgendaItem
from koinon.rooms.decisions.actions import (
    PlanDetails,
    PlanItemDetails,
    add_plan_item,
    draft_plan,
    publish_plan,
    record_progress,
    want_consequence,
)
from koinon.rooms.decisions.models import PlanItem, WorkingPlan
from koinon.rooms.decisions.wanted import AdoptedPlan, Ratification

PLAN, ADMISSIONS = "working_plan", "admissions"


@dataclass(frozen=True, slots=True)
class Intention:
    """Something that the year is for: the aim, who is responsible at the secretariat, from which month to which."""

    aim: str
    title: str
    office: str
    months: tuple[int, int]
    words: str = ""


INTENTIONS = (
    Intention("representing", "A common position on public procurement", "policy", (2, 9), "Heard first: all members."),
    Intention("representing", "Meetings with the Commission on the social economy action plan", "policy", (1, 12)),
    Intention("supporting", "Two sessions of mutual learning on business transfers", "membership", (4, 11)),
    Intention("developing", "Contacts in two countries without a member", "membership", (3, 12)),
    Intention("visibility", "Twelve stories of worker cooperatives on the website", "communications", (1, 12)),
    Intention("research", "A study on business transfers to employees", "policy", (5, 12)),
)


def draft(network: Network, _keys: Sequence[str]) -> None:
    """The policy officer drafts the year's plan; adopted, it comes into force by the Assembly's vote on its item."""
    year, policy = network.year, network.office("policy")
    details = PlanDetails(f"Working plan {year}", date(year, 1, 1), date(year, 12, 31))
    plan: UUID = draft_plan(actor=policy, details=details).plan
    for intention in INTENTIONS:
        first, last = intention.months
        add_plan_item(
            actor=network.office("policy"),
            plan=plan,
            details=PlanItemDetails(
                aim=intention.aim,
                title=intention.title,
                starts_on=date(year, first, 1),
                ends_on=date(year, last, 28),
                words=intention.words,
                responsible=network.staff[intention.office].public_id,
            ),
        )
    want_consequence(actor=network.office("secretary_general"), item=_item(network, PLAN), wanted=AdoptedPlan(plan))


def report(network: Network, _keys: Sequence[str]) -> None:
    """The plan in force is shown on the website, and what became of its items is recorded."""
    plan = WorkingPlan.objects.get(state=WorkingPlan.State.ADOPTED)
    publish_plan(actor=network.office("policy"), plan=plan.public_id, published=True, seen_version=plan.version)
    states = (
        ("done", "Adopted by the Board in September."),
        ("done", ""),
        ("done", "Held in Bilbao and online."),
        ("under_way", "One federation is founding itself."),
        ("done", ""),
        ("dropped", "Taken into the plan of the year after: no funds were found."),
    )
    for item, (state, words) in zip(PlanItem.objects.filter(plan=plan), states, strict=True):
        record_progress(
            actor=network.office("policy"), item=item.public_id, state=state, words=words, seen_version=item.version
        )


def await_ratification(network: Network, keys: Sequence[str]) -> None:
    """What the coming Assembly says on an admission is carried out by itself."""
    (key,) = keys
    application = Application.objects.get(organisation__public_id=network.organisations[key], state="ratification")
    want_consequence(
        actor=network.office("secretary_general"),
        item=_item(network, ADMISSIONS),
        wanted=Ratification(application.public_id),
    )


def _item(network: Network, key: str) -> UUID:
    rows = AgendaItem.objects.filter(meeting__body=ASSEMBLY, meeting__starts_at__year=network.year, key=key)
    found: UUID = rows.values_list("public_id", flat=True).get()
    return found
