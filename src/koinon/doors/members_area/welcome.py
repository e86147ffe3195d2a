"""The first weeks of a new member: what needs a hand now, what comes later, what is done. All of it from records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from koinon.core.permissions import MANDATES
from koinon.doors.members_area.claims import Shown
from koinon.doors.members_area.declaring import Declaring
from koinon.doors.members_area.mail import Mail
from koinon.doors.members_area.naming import Naming
from koinon.doors.members_area.reading import Reading, Task
from koinon.doors.members_area.tasks import steps_of
from koinon.doors.members_area.visit import Visit
from koinon.doors.shared import words
from koinon.statutes.periods import months_from

NEW_FOR_MONTHS = 12
ROLES = ("contact", "finance_contact", "delegate")


@dataclass(frozen=True, slots=True)
class FirstWeeks:
    """The steps of a new member, in the states they are in today."""

    now: Sequence[Task]
    later: Sequence[Task]
    done: Sequence[Task]

    @property
    def begun(self) -> bool:
        """Whether anything is done besides what the admission itself did: it names the contact."""
        return any(task["of"] != "contact" for task in self.done)

    @property
    def open(self) -> int:
        """How many steps are left."""
        return len(self.now) + len(self.later)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left of them."""
        return self.open == 0


def is_new(visit: Visit) -> bool:
    """Whether the organisation is in its first year as a member, or will begin it."""
    member, today = visit.membership, visit.actor.today
    if member is None or (member.ends_on is not None and member.ends_on < today):
        return False
    return today < months_from(member.starts_on, NEW_FOR_MONTHS)


def first_weeks(reading: Reading, current: Declaring | None, tasks: Sequence[Task]) -> FirstWeeks:
    """The steps of a new member: the tasks of "How we stand", what comes after them, and what is done already."""
    mail = Mail(reading.visit, reading.naming.rulebook)
    now = [task for task in [*tasks, *_to_choose(mail)] if task["state"] != "waiting"]
    for first in [task for task in now if task.get("url")][:1]:
        first["primary"] = True
    later = [task for task in tasks if task["state"] == "waiting"]
    done: list[Task] = []
    if current is not None:
        later += _ahead(current, reading.claims)
        done += _settled(current, reading.claims)
    return FirstWeeks(now, later, [*done, *_named(reading.naming), *_chosen(mail)])


def _to_choose(mail: Mail) -> Iterator[Task]:
    if mail.may_choose and mail.optional and mail.chosen_on is None:
        yield {
            "title": _("Choose what you get by mail"),
            "detail": _("until you say no, you get what membership brings"),
            "due_on": None,
            "state": "due",
            "url": mail.url,
            "action": _("Look and choose"),
        }


def _ahead(current: Declaring, claims: Sequence[Shown]) -> Iterator[Task]:
    """What of the year's fee cannot be done yet."""
    task: Task = {"due_on": None, "state": "waiting"}
    figures = _("Declare your figures for the fee %(year)s") % {"year": current.year}
    if current.asked and current.opens_later:
        day = words.long_date(current.window.starts_on)
        yield task | {"title": figures, "detail": _("you can begin on %(day)s") % {"day": day}}
    if not any(claim.claims and claim.row.year == current.year for claim in claims):
        waits = current.asked and current.in_force is None
        detail = _("the invoice follows your figures") if waits else _("the invoice is on its way")
        yield task | {"title": _("Pay the fee %(year)s") % {"year": current.year}, "detail": detail}


def _settled(current: Declaring, claims: Sequence[Shown]) -> Iterator[Task]:
    """What of the year's fee is done, with its day."""
    done: Task = {"state": "done", "detail": ""}
    declared = current.in_force
    if current.asked and declared is not None and declared.submitted_at is not None:
        title = _("Figures for the fee %(year)s declared") % {"year": current.year}
        yield done | {"of": "figures", "title": title, "due_on": declared.submitted_at}
    if steps_of(current, claims)[-1]["state"] == "done":
        paid = [claim.row for claim in claims if claim.row.year == current.year]
        received = [payment.received_on for row in paid for payment in row.payments.all()]
        title = _("Fee %(year)s paid") % {"year": current.year}
        yield done | {"of": "fee", "title": title, "due_on": max(received, default=None)}


def _named(naming: Naming) -> Iterator[Task]:
    """Who holds the roles that somebody should hold, each with the day since when."""
    for role in ROLES:
        for row in [row for row in naming.speaking if row.role == role][:1]:
            said = {"role": capfirst(str(MANDATES[role])), "name": row.person.name}
            title = _("%(role)s named: %(name)s") % said
            yield {"of": role, "state": "done", "detail": "", "title": title, "due_on": row.starts_on}


def _chosen(mail: Mail) -> Iterator[Task]:
    if mail.chosen_on is not None:
        title = _("Chosen what you get by mail")
        yield {"of": "mail", "state": "done", "detail": "", "title": title, "due_on": mail.chosen_on}
