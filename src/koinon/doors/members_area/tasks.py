"""A member's tasks in words, by date, with one button each; and where the year's fee has got to.

Which tasks there are, the room `tasks` derives from the records, as it does for the desk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.doors.members_area.claims import Shown
from koinon.doors.members_area.declaring import Declaring
from koinon.doors.members_area.meeting_tasks import MEETING_WORDS
from koinon.doors.members_area.reading import Reading, Task, task_row
from koinon.doors.shared import words
from koinon.rooms.rulebook.queries import Adopted
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked
from koinon.rooms.tasks.asked import Task as Found
from koinon.rooms.tasks.fees import questions_of
from koinon.rooms.tasks.queries import tasks_of_member
from koinon.statutes.fees import Fee


def tasks_of(reading: Reading, adopted: Adopted, fee: Fee | None) -> list[Task]:
    """All that is to be done, what is overdue first, then by date; the first button is the strong one."""
    visit = reading.visit
    found = tasks_of_member(Asked(visit.actor, adopted, visit.over))
    if fee is not None:
        declared = {key for one in reading.years if one.year == fee.year for key in one.asked}
        found += questions_of(fee, declared)
    said = [row for task in found for row in WORDS[task.kind.key](reading, task)]
    said.sort(key=lambda row: (row["state"] == "waiting", row["state"] != "overdue", row["due_on"] or date.max))
    for first in [row for row in said if row.get("url")][:1]:
        first["primary"] = True
    return said


def _declare(reading: Reading, task: Found) -> Iterator[Task]:
    """Figures to give, to replace or to send once more."""
    one = reading.year(task)
    if one is None:
        return
    title = {
        kinds.DECLARE: _("Declare your figures for the fee %(year)s"),
        kinds.REPLACE_ESTIMATE: _("Replace the estimate of your figures for the fee %(year)s"),
        kinds.SEND_CORRECTION: _("Send your corrected figures for the fee %(year)s"),
    }[task.kind]
    yield task_row(task, title % {"year": task.year}, _detail(one)) | (_way(one) if one.may_declare else {})


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


def _pay(reading: Reading, task: Found) -> Iterator[Task]:
    claim = next((claim for claim in reading.claims if claim.row.public_id == task.record), None)
    if claim is not None:
        paid = {"owed": words.money(claim.owed, claim.row.currency), "number": claim.row.full_number}
        title = _("Pay the fee %(year)s") % {"year": claim.row.year}
        way = {"url": claim.url, "action": _("How to pay")}
        yield task_row(task, title, _("%(owed)s, invoice %(number)s") % paid) | way


def _answer(reading: Reading, task: Found) -> Iterator[Task]:
    """A gap that no figure fills: the member tells us, or we find out."""
    gap = task.gap
    if gap is None:
        return
    title, year = words.say(gap.question), {"year": task.year}
    if gap.asks == "member":
        way = {"url": f"mailto:{reading.email}", "action": _("Write to us")} if reading.email else {}
        yield task_row(task, title, _("we need this for your fee %(year)s") % year) | way
    else:
        yield task_row(task, title, _("we are finding this out for your fee %(year)s") % year) | {"state": "waiting"}


def _address(reading: Reading, task: Found) -> Iterator[Task]:
    may = reading.visit.may("organisations.keep_own")
    way = {"url": reading.visit.url("change"), "action": _("Complete")} if may else {}
    yield task_row(task, _("Complete your address"), _("it stands on your invoices")) | way


def _confirm(reading: Reading, task: Found) -> Iterator[Task]:
    naming = reading.naming
    said = _("last confirmed on %(day)s") % {"day": words.long_date(naming.confirmed)}
    shown = task_row(task, _("Confirm who speaks for you"), said if naming.confirmed else _("not confirmed yet"))
    way = {"url": reading.visit.url("people"), "action": _("Look and confirm")}
    yield shown | (way if naming.may_confirm else {"detail": _("your contact does this")})


def _follow(reading: Reading, task: Found) -> Iterator[Task]:
    for ending in (row for row in reading.naming.rows if row.public_id == task.record):
        said = {"name": ending.person.name, "role": ending.role_words}
        title = _("Name who follows %(name)s as %(role)s") % said
        yield _led_on(reading, ending.role, task_row(task, title, _("nobody follows yet")))


def _name(reading: Reading, task: Found) -> Iterator[Task]:
    role, title, detail = {
        kinds.NAME_FINANCE_CONTACT: (
            "finance_contact",
            _("Name a finance contact"),
            _("until then invoices go to your contact"),
        ),
        kinds.NAME_DELEGATE: ("delegate", _("Name a delegate"), _("who votes for you in meetings")),
    }[task.kind]
    yield _led_on(reading, role, task_row(task, title, detail))


def _led_on(reading: Reading, role: str, task: Task) -> Task:
    """The way to the invitation; once somebody is asked, the task waits for their answer."""
    asked = [row.name for row in reading.naming.asked if row.role == role]
    if asked:
        return task | {"state": "waiting", "detail": _("%(name)s is asked and has not answered") % {"name": asked[0]}}
    if role not in reading.naming.may_name:
        return task | {"detail": _("your contact does this")}
    return task | {"url": f"{reading.visit.url('invite')}?role={role}", "action": _("Invite")}


def _statement(reading: Reading, task: Found) -> Iterator[Task]:
    way = {"url": reading.visit.url("statement"), "action": _("Read and answer")}
    yield task_row(task, _("You are heard before it is decided on your exclusion"), _("in person or in writing")) | way


WORDS: Mapping[str, Callable[[Reading, Found], Iterator[Task]]] = {
    kinds.DECLARE.key: _declare,
    kinds.REPLACE_ESTIMATE.key: _declare,
    kinds.SEND_CORRECTION.key: _declare,
    kinds.PAY.key: _pay,
    kinds.ANSWER.key: _answer,
    kinds.COMPLETE_ADDRESS.key: _address,
    kinds.CONFIRM_CONTACTS.key: _confirm,
    kinds.NAME_SUCCESSOR.key: _follow,
    kinds.NAME_FINANCE_CONTACT.key: _name,
    kinds.NAME_DELEGATE.key: _name,
    **MEETING_WORDS,
    kinds.GIVE_STATEMENT.key: _statement,
}


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
