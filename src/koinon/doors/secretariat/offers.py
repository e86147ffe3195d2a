"""Which steps a record's page offers: those the record's state allows and the person at the desk may take."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.refusals import Words
from koinon.doors.secretariat.steps import AnyAction, Procedure, Step, may_take
from koinon.rooms.admissions.actions import record_elsewhere
from koinon.rooms.declarations.actions import adopt_estimate, lock_declarations
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.actions import (
    approve_invoices,
    cancel_invoice,
    issue_invoices,
    propose_fees,
    record_payment,
    remind,
    send_back_invoice,
    send_quote,
    waive_consequences,
    withdraw_invoice,
)
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.rules import PROCEDURE
from koinon.rooms.memberships.actions import admit_member, end_membership
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.actions import (
    change_organisation,
    keep_confederation_record,
    record_fact,
    rename_organisation,
    set_identifier,
)
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.actions import confirm_contacts, invite_person, name_for_organisation
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.transitions import INVOICE

APPROVE: Procedure = (PROCEDURE, "approve")
ISSUE: Procedure = (PROCEDURE, "issue")
ESTIMATE: Procedure = ("estimate", "adopt")
WAIVER: Procedure = ("waiver", "grant")
# Steps that undo: they stand back, and their own page asks once more.
LAST = ("withdraw", "cancel")
OFFER = tuple[str, Words, AnyAction, Procedure | None]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks at a record, and the rules that say which office takes which step."""

    actor: Actor
    rulebook: Rulebook | None
    fee_rules: Rulebook | None

    def may(self, action: AnyAction, procedure: Procedure | None = None) -> bool:
        """Whether this person may take the step."""
        return may_take(self.actor, action, procedure, self.rulebook)


@dataclass(frozen=True, slots=True)
class FeeSoFar:
    """What decides which steps this year's fee still needs."""

    figures_missing: bool
    decided: bool


def for_organisation(
    asker: Asker, organisation: Organisation, membership: Membership | None, fee: FeeSoFar
) -> dict[str, list[Step]]:
    """The steps of an organisation's page, by the part of the page they belong to."""
    one = [organisation.public_id]
    found: dict[str, list[Step]] = {
        "record": _ways(
            asker,
            one,
            [
                ("desk:change-organisation", _("Change the record"), change_organisation, None),
                ("desk:rename", _("Record a new name"), rename_organisation, None),
                ("desk:set-number", _("Set a number"), set_identifier, None),
            ],
        ),
        "facts": _ways(asker, one, [("", _("Record"), record_fact, None)]),
        "people": _ways(
            asker,
            one,
            [
                ("desk:name-person", _("Name somebody"), name_for_organisation, None),
                ("desk:invite", _("Invite somebody"), invite_person, None),
                ("desk:confirm-contacts", _("Contacts are confirmed"), confirm_contacts, None),
            ],
        ),
        "membership": _for_membership(asker, organisation, membership),
        "money": _for_fee(asker, membership, fee),
    }
    if membership is None and hasattr(organisation, "confederation"):
        offer = ("desk:house", _("Change address and account"), keep_confederation_record, None)
        found["house"] = _ways(asker, one, [offer])
    return found


def _for_membership(asker: Asker, organisation: Organisation, membership: Membership | None) -> list[Step]:
    if membership is None:
        ways = _ways(asker, [organisation.public_id], [("desk:admit", _("Admit as a member"), admit_member, None)])
        ours = hasattr(organisation, "confederation")
        return ways if ours else [*ways, *_quote(asker, organisation)]
    elsewhere = _elsewhere(asker, organisation, membership)
    offers: list[OFFER] = [("desk:waive", _("Keep its rights despite arrears"), waive_consequences, WAIVER)]
    life = Step(_("Change or end the membership"), reverse("desk:membership", args=[membership.public_id]))
    recorded = [life] if asker.may(end_membership) else []
    return [*elsewhere, *_ways(asker, [membership.public_id], offers), *recorded]


def _elsewhere(asker: Asker, organisation: Organisation, membership: Membership) -> list[Step]:
    """The memberships elsewhere that the member's category goes together with."""
    category = asker.rulebook.categories.get(membership.category) if asker.rulebook else None
    if category is None or not asker.may(record_elsewhere):
        return []
    return [
        Step(
            _("Record membership of %(body)s") % {"body": body},
            reverse("desk:elsewhere", args=[organisation.public_id, body]),
        )
        for body in category.also_member_of
    ]


def _quote(asker: Asker, organisation: Organisation) -> list[Step]:
    """What membership would cost, for one that is no member."""
    if not asker.may(send_quote):
        return []
    return [Step(_("Send a quote"), f"{reverse('desk:new-quote')}?organisation={organisation.public_id}")]


def _for_fee(asker: Asker, membership: Membership | None, fee: FeeSoFar) -> list[Step]:
    if membership is None or fee.decided:
        return []
    today, rules = asker.actor.today, asker.fee_rules
    args = [membership.public_id, today.year]
    steps = []
    if asker.may(propose_fees):
        label = _("Compute the fee %(year)s") % {"year": today.year}
        steps.append(Step(label, reverse("desk:compute-fee", args=args), press=True))
    if fee.figures_missing and rules and today > rules.declarations.closes.in_year(today.year):
        steps += _ways(asker, args, [("desk:estimate", _("Adopt an estimate"), adopt_estimate, ESTIMATE)])
    return steps


def for_declaration(asker: Asker, declaration: Declaration) -> list[Step]:
    """The steps of a declaration's page."""
    steps = []
    if declaration.state == "submitted" and asker.may(lock_declarations):
        url = reverse("desk:lock-declaration", args=[declaration.public_id])
        steps.append(Step(_("Lock the figures"), url, press=True, version=declaration.version))
    if declaration.state in ("submitted", "locked") and asker.may(propose_fees):
        url = reverse("desk:compute-fee", args=[declaration.membership.public_id, declaration.year])
        steps.append(Step(_("Compute the fee"), url, press=True))
    return steps


def for_invoice(asker: Asker, invoice: Invoice) -> list[Step]:
    """The steps of an invoice's page, the one that comes next first."""
    if invoice.kind != Invoice.Kind.INVOICE:
        return []
    offers: list[tuple[str, str, Words, AnyAction, Procedure | None, bool]] = [
        ("approve", "desk:approve-invoice", _("Approve the amount"), approve_invoices, APPROVE, True),
        ("issue", "desk:issue-invoice", _("Issue the invoice"), issue_invoices, ISSUE, True),
        ("pay", "desk:record-payment", _("Record a payment"), record_payment, None, False),
        ("remind", "desk:remind", _("Send the next reminder"), remind, None, True),
        ("send_back", "desk:send-back", _("Take the approval back"), send_back_invoice, APPROVE, True),
        ("withdraw", "desk:withdraw", _("Drop the proposal"), withdraw_invoice, None, False),
        ("cancel", "desk:cancel-invoice", _("Cancel by credit note"), cancel_invoice, None, False),
    ]
    steps: list[Step] = []
    for event, name, label, action, procedure, press in offers:
        if _possible(invoice, event, asker.actor) and asker.may(action, procedure):
            kind = "plain" if event in LAST else "primary" if not steps else "quiet"
            version = invoice.version if press else None
            steps.append(Step(label, reverse(name, args=[invoice.public_id]), kind, press, version))
    return steps


def _possible(invoice: Invoice, event: str, actor: Actor) -> bool:
    if event == "remind":
        return invoice.state == "issued" and invoice.due_on is not None and invoice.due_on < actor.today
    return INVOICE.allows(invoice.state, event)


def _ways(asker: Asker, args: Iterable[Any], offers: Iterable[OFFER]) -> list[Step]:
    """The offers that this person may take, as ways to their forms."""
    return [
        Step(label, reverse(name, args=list(args)) if name else "")
        for name, label, action, procedure in offers
        if asker.may(action, procedure)
    ]
