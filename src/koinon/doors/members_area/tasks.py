"""What needs a member's hand, by date, with one button each; and where the year's fee has got to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.doors.members_area.claims import Shown, open_claims
from koinon.doors.members_area.declaring import Declaring
from koinon.doors.members_area.visit import Visit
from koinon.doors.shared import words
from koinon.rooms.declarations.models import Declaration
from koinon.statutes.fees import Fee
from koinon.statutes.missing import Missing

Task = dict[str, Any]


def tasks_of(
    visit: Visit,
    years: Sequence[Declaring],
    claims: Sequence[Shown],
    fee: Fee | None,
    email: str,
    about_people: Sequence[Task] = (),
) -> list[Task]:
    """All that is to be done, what is overdue first, then by date; the first button is the strong one."""
    found = [task for standing in years for task in _declare(standing)]
    found += [_pay(claim) for claim in open_claims(claims)]
    if fee is not None:
        declared = {key for standing in years if standing.year == fee.year for key in standing.asked}
        gaps = [gap for gap in fee.missing if gap.reason != "not_given" or gap.key not in declared]
        found += [_answer(gap, fee, email) for gap in gaps]
    if not visit.organisation.street and not visit.organisation.city:
        found.append(_address(visit))
    found += about_people
    found.sort(key=lambda task: (task["state"] == "waiting", task["state"] != "overdue", task["due_on"] or date.max))
    for first in [task for task in found if task.get("url")][:1]:
        first["primary"] = True
    return found


def _declare(standing: Declaring) -> list[Task]:
    draft, in_force = standing.draft, standing.in_force
    if not standing.asked or standing.opens_later or (in_force and not draft and not _estimated(in_force)):
        return []
    task: Task = {"title": _title(standing), "due_on": None, "state": "due", "detail": _detail(standing)}
    if in_force is None:
        task |= {"due_on": standing.due_on, "state": "overdue" if standing.closed else "due"}
    if standing.may_declare:
        task |= _way(standing)
    return [task]


def _title(standing: Declaring) -> str:
    if standing.in_force is None:
        said = _("Declare your figures for the fee %(year)s")
    elif standing.draft is None:
        said = _("Replace the estimate of your figures for the fee %(year)s")
    else:
        said = _("Send your corrected figures for the fee %(year)s")
    return said % {"year": standing.year}


def _detail(standing: Declaring) -> str:
    if not standing.may_declare:
        return _("your contact or finance contact does this")
    if standing.draft is not None:
        return _("a draft is kept")
    if standing.in_force is not None:
        return _("an estimate stands in for them")
    return _("still taken, and marked late") if standing.closed else ""


def _way(standing: Declaring) -> Task:
    draft, year = standing.draft, standing.year
    if draft is not None and not standing.missing_from(draft):
        return {"url": standing.visit.url("check", year=year), "action": _("Check and send")}
    action = _("Declare") if draft is None else _("Go on")
    return {"url": standing.visit.url("figures", year=year), "action": action}


def _estimated(declaration: Declaration) -> bool:
    return declaration.kind == Declaration.Kind.ESTIMATE


def _pay(claim: Shown) -> Task:
    paid = {"owed": words.money(claim.owed, claim.row.currency), "number": claim.row.full_number}
    return {
        "title": _("Pay the fee %(year)s") % {"year": claim.row.year},
        "due_on": claim.row.due_on,
        "detail": _("%(owed)s, invoice %(number)s") % paid,
        "state": "overdue" if claim.overdue else "due",
        "url": claim.url,
        "action": _("How to pay"),
    }


def _answer(gap: Missing, fee: Fee, email: str) -> Task:
    """A gap that no figure fills: the member tells us, or we find out."""
    task: Task = {"due_on": None, "title": words.say(gap.question)}
    if gap.asks == "member":
        needed = _("we need this for your fee %(year)s") % {"year": fee.year}
        way = {"url": f"mailto:{email}", "action": _("Write to us")} if email else {}
        return task | {"state": "due", "detail": needed} | way
    return task | {
        "state": "waiting",
        "detail": _("we are finding this out for your fee %(year)s") % {"year": fee.year},
    }


def _address(visit: Visit) -> Task:
    task: Task = {"due_on": None, "title": _("Complete your address"), "state": "due"}
    task["detail"] = _("it stands on your invoices")
    if visit.may("organisations.keep_own"):
        task |= {"url": visit.url("change"), "action": _("Complete")}
    return task


def steps_of(standing: Declaring, claims: Sequence[Shown]) -> list[dict[str, Any]]:
    """Where the fee of a year has got to: figures, invoice, payment."""
    asked_for = [claim for claim in claims if claim.claims and claim.row.year == standing.year]
    issued = [claim for claim in asked_for if claim.row.state != "cancelled"]
    steps = []
    if standing.asked:
        url = standing.visit.url("declaration", year=standing.year)
        steps.append((_("Figures"), standing.in_force is not None, url))
    steps.append((_("Invoice"), bool(issued), issued[0].url if issued else ""))
    steps.append((_("Payment"), bool(issued) and not any(claim.owed for claim in issued), ""))
    ahead = next((place for place, step in enumerate(steps) if not step[1]), len(steps))
    return [
        {"label": label, "url": url if done else "", "state": _step_state(place, ahead)}
        for place, (label, done, url) in enumerate(steps)
    ]


def _step_state(place: int, current: int) -> str:
    return "done" if place < current else "current" if place == current else "ahead"
