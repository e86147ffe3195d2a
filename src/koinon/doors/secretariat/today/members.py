"""In words: what members owe, and what their records leave open."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import TODAY, WEEK, Desk, Row, Words, row, sample
from koinon.doors.shared import words
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def _declare(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s member has not declared", "%(count)s members have not declared", task.count)
    if task.year != desk.year:
        title = ngettext(
            "%(count)s member has not declared for %(year)s",
            "%(count)s members have not declared for %(year)s",
            task.count,
        )
    return row(task, title, _declarations(task, "missing"), _("See who"), due_on=task.due_on)


def _look_at_figures(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s declaration looks unusual", "%(count)s declarations look unusual", task.count)
    return row(task, title, _declarations(task, "warned"), _("Look at the figures"))


def _declarations(task: Task, state: str) -> str:
    return f"{reverse('desk:declarations')}?{urlencode({'year': task.year, 'state': state})}"


def _name_contact(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s member has no current contact", "%(count)s members have no current contact", task.count)
    return row(task, title, _needing("no_contact"), _("See who"))


def _await_contact(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "The contact of %(count)s member is invited and has not answered",
        "The contacts of %(count)s members are invited and have not answered",
        task.count,
    )
    return row(task, title, _needing("contact_asked"), _("See who"))


def _confirm_contacts(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "%(count)s member has not confirmed its contacts this year",
        "%(count)s members have not confirmed their contacts this year",
        task.count,
    )
    return row(task, title, _needing("unconfirmed"), _("See who"))


def _complete_address(desk: Desk, task: Task) -> Row:
    title = ngettext("Of %(count)s member no address is known", "Of %(count)s members no address is known", task.count)
    return row(task, title, _needing("no_address"), _("See who"))


def _needing(what: str) -> str:
    return f"{reverse('desk:organisations')}?needs={what}"


def _name_successor(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s contact's mandate ends soon", "%(count)s contacts' mandates end soon", task.count)
    first = reverse("desk:organisation", args=[task.record])
    return row(task, title, first, _("See the first"), urgency=WEEK, due_on=task.due_on)


def _answer(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s fee is not known", "%(count)s fees are not known", task.count)
    alone, run = reverse("desk:organisation", args=[task.record]), f"{reverse('desk:run', args=[task.year])}#fees"
    url, action = (alone, _("See the record")) if task.count == 1 else (run, _("See the run"))
    asks, question = (task.gap.asks, words.say(task.gap.question)) if task.gap else ("", "")
    roles = ("treasurer",) if asks == "treasurer" else task.kind.roles
    detail = _("%(question)s %(names)s") % {"question": question, "names": sample(task)}
    return row(task, title, url, action, detail, urgency=TODAY, roles=roles)


def _look_at_misfits(desk: Desk, task: Task) -> Row:
    title = ngettext("%(count)s member no longer fits", "%(count)s members no longer fit", task.count)
    return row(task, title, reverse("desk:eligibility"), _("See why"))


def _ask_for_facts(desk: Desk, task: Task) -> Row:
    title = ngettext(
        "Of %(count)s member it is not known whether it still fits",
        "Of %(count)s members it is not known whether they still fit",
        task.count,
    )
    return row(task, title, f"{reverse('desk:eligibility')}?fit=not_known", _("See what is missing"))


WORDS: Words = {
    kinds.DECLARE.key: _declare,
    kinds.LOOK_AT_FIGURES.key: _look_at_figures,
    kinds.NAME_CONTACT.key: _name_contact,
    kinds.AWAIT_CONTACT.key: _await_contact,
    kinds.CONFIRM_CONTACTS.key: _confirm_contacts,
    kinds.COMPLETE_ADDRESS.key: _complete_address,
    kinds.NAME_SUCCESSOR.key: _name_successor,
    kinds.ANSWER.key: _answer,
    kinds.LOOK_AT_MISFITS.key: _look_at_misfits,
    kinds.ASK_FOR_FACTS.key: _ask_for_facts,
}
