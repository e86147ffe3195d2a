"""Remind members of what is overdue, step by step as the rulebook says."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from koinon.core.action import Declined, bulk_action
from koinon.core.actors import Actor
from koinon.core.facts.dues import ReminderSent
from koinon.core.outbox import Posting, enqueue_all
from koinon.core.refusals import Refusal
from koinon.core.words import day_in_words
from koinon.rooms.dues.actions.approval import NOT_THERE, invoices_for_update
from koinon.rooms.dues.models import Invoice, Reminder
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import Rulebook

TIME_TO_PAY = timedelta(days=14)


@bulk_action("dues.remind", needs="dues.remind", fact=ReminderSent, subjects="invoices", rule="invoicing")
def remind(invoices: Sequence[UUID], *, actor: Actor) -> list[ReminderSent | Declined]:
    """Send the next reminder of overdue invoices, when the rulebook's days have passed."""
    rulebook, found = rulebook_in_force(actor.today), invoices_for_update(invoices)
    steps = _steps_taken(found)
    results: list[ReminderSent | Declined] = []
    reminders, postings = [], []
    for public_id in invoices:
        row, taken = found.get(public_id), steps.get(public_id, 0)
        refusal = _refusal(row, taken, rulebook, actor.today)
        if row is None or refusal:
            results.append(Declined(public_id, refusal or NOT_THERE))
            continue
        pay_by = actor.today + TIME_TO_PAY
        reminders.append(
            Reminder(invoice=row, step=taken + 1, sent_on=actor.today, pay_by=pay_by, sent_by=actor.person)
        )
        postings.append(_posting(public_id, taken + 1))
        results.append(ReminderSent(public_id, row.organisation.public_id, taken + 1, pay_by, rulebook.version))
    Reminder.objects.bulk_create(reminders, batch_size=200)
    enqueue_all(postings)
    return results


def _steps_taken(found: dict[UUID, Invoice]) -> dict[UUID, int]:
    rows = Reminder.objects.filter(invoice__in=[row.pk for row in found.values()])
    return dict(rows.values("invoice__public_id").annotate(last=Max("step")).values_list("invoice__public_id", "last"))


def _refusal(row: Invoice | None, taken: int, rulebook: Rulebook, today: date) -> Refusal | None:
    if row is None:
        return NOT_THERE
    ladder = rulebook.invoicing.reminders
    if row.state != "issued" or row.kind != Invoice.Kind.INVOICE or row.due_on is None or row.due_on >= today:
        return Refusal("not_overdue", _("This invoice is not overdue."))
    if taken >= len(ladder):
        return Refusal(
            "ladder_ended",
            _("Every reminder that the rulebook knows was sent."),
            to_do=_("What follows is for those who decide on arrears."),
        )
    due = row.due_on + timedelta(days=ladder[taken].days_after_due)
    if today < due:
        return Refusal(
            "too_early",
            _("The next reminder is due on %(day)s.") % {"day": day_in_words(due)},
            to_do=_("Wait until then."),
        )
    return None


def _posting(invoice: UUID, step: int) -> Posting:
    return Posting(
        "dues.reminder_letter",
        {"invoice": str(invoice), "step": step},
        subject=invoice,
        dedupe=f"dues.reminder_letter:{invoice}:{step}",
    )
