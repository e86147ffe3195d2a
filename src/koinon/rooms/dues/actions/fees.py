"""Compute the year's fees and keep the proposals in step with what is known."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import Declined, bulk_action
from koinon.core.actors import Actor
from koinon.core.bulk import update_each
from koinon.core.facts.dues import FeeProposed
from koinon.core.refusals import Refusal, refuse
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import declarations_in_force
from koinon.rooms.dues.fees import explanation_of, fees_of_many
from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.models import Membership
from koinon.rooms.rulebook.queries import rulebook_for_year
from koinon.statutes.fees import Fee
from koinon.statutes.instalments import Instalment, instalments
from koinon.statutes.rulebook import NoRuleInForce, Rulebook

NOT_A_MEMBER_THEN = Refusal("not_a_member_then", _("This organisation was not a member in that year."))
UNKNOWN = Refusal("fee_unknown", _("The fee is not known: a figure or a decision is missing."))
DECIDED = Refusal("decided_already", _("The fee of this year is approved or issued already."))
LIVE = ("proposed", "approved", "issued", "paid")


@bulk_action("dues.propose_fees", needs="dues.propose", fact=FeeProposed, subjects="memberships", rule="fees")
def propose_fees(memberships: Sequence[UUID], *, actor: Actor, year: int) -> list[FeeProposed | Declined]:
    """Compute members' fees for a year and propose an invoice for each part, or bring a proposal up to date.

    What is approved or issued is left alone; a fee that is not known yet is declined with what is missing.
    """
    try:
        rulebook = rulebook_for_year(year)
    except NoRuleInForce:
        refuse("no_rulebook", _("No rulebook is in force for %(year)s.") % {"year": year})
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    members = {row.public_id: row for row in rows.filter(public_id__in=memberships).order_by("id")}
    batch = _Batch(rulebook, list(members.values()), year, actor)
    results: list[FeeProposed | Declined] = []
    for public_id in memberships:
        member = members.get(public_id)
        if member is None:
            results.append(Declined(public_id, Refusal("not_found", _("There is no such membership."))))
        else:
            results += batch.propose(member)
    batch.write()
    return results


class _Batch:
    """The proposals of one chunk: what is there, what is to be made, what is to be changed."""

    def __init__(self, rulebook: Rulebook, members: Sequence[Membership], year: int, actor: Actor) -> None:
        self.rulebook, self.year, self.actor = rulebook, year, actor
        keys = [member.pk for member in members]
        self.fees = fees_of_many(rulebook, members, year)
        self.declarations = declarations_in_force(keys, year)
        self.live: dict[int, dict[int, Invoice]] = {}
        for invoice in _live_invoices(keys, year):
            self.live.setdefault(invoice.membership_id or 0, {})[invoice.part] = invoice
        self.made: list[Invoice] = []
        self.changed: list[Invoice] = []

    def propose(self, member: Membership) -> list[FeeProposed | Declined]:
        fee, live = self.fees.get(member.pk), self.live.get(member.pk, {})
        if fee is None or (member.ends_on is not None and member.ends_on.year < self.year):
            return [Declined(member.public_id, NOT_A_MEMBER_THEN)]
        if fee.amount is None:
            return [Declined(member.public_id, UNKNOWN)]
        decided = {part for part, invoice in live.items() if invoice.state != "proposed"}
        parts = [part for part in instalments(self.rulebook, fee) if part.part not in decided]
        if not parts:
            return [Declined(member.public_id, DECIDED)]
        return [self._propose_part(member, part, live.get(part.part), fee) for part in parts]

    def _propose_part(
        self,
        member: Membership,
        part: Instalment,
        invoice: Invoice | None,
        fee: Fee,
    ) -> FeeProposed:
        declaration: Declaration | None = self.declarations.get(member.pk)
        if invoice is None:
            invoice = Invoice(
                organisation=member.organisation,
                membership=member,
                year=self.year,
                part=part.part,
                state="proposed",
                currency=fee.currency,
            )
            self.made.append(invoice)
        else:
            invoice.version += 1
            self.changed.append(invoice)
        invoice.declaration, invoice.amount = declaration, part.amount
        invoice.illustrative = fee.illustrative
        invoice.explanation = explanation_of(fee, part)
        invoice.rulebook = self.rulebook.version
        return FeeProposed(
            invoice.public_id,
            member.organisation.public_id,
            self.year,
            part.part,
            part.amount,
            invoice.rulebook,
        )

    def write(self) -> None:
        Invoice.objects.bulk_create(self.made, batch_size=200)
        fields = ["declaration", "amount", "illustrative", "explanation", "rulebook", "version"]
        update_each(self.changed, fields)


def _live_invoices(memberships: Sequence[int], year: int) -> Iterable[Invoice]:
    rows = Invoice.objects.select_for_update().filter(membership__in=memberships, year=year, state__in=LIVE)
    return rows.filter(kind=Invoice.Kind.INVOICE, purpose=Invoice.Purpose.MEMBERSHIP_FEE).order_by("id")
