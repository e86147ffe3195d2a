"""An invoice, credit note or reminder as a paper: from the stored record to the PDF, and kept once it is made."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from koinon.adapters import pdf, storage
from koinon.adapters.pdf import formats
from koinon.core.refusals import refuse
from koinon.rooms.dues.models import Invoice, Reminder
from koinon.rooms.dues.queries import paid_amount
from koinon.rooms.organisations.models import Confederation, Identifier
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.rulebook.models import RulebookVersion
from koinon.statutes.fee_line import FeeLine
from koinon.statutes.fees import fee_from_data
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.texts import say


@storage.keeps_files("dues")
def papers_kept(digests: Collection[str]) -> Iterable[str]:
    """Of some files, those that are the paper of an invoice or credit note."""
    return Invoice.objects.filter(paper__in=digests).values_list("paper", flat=True)


def stored_paper(invoice: Invoice) -> bytes:
    """The PDF of an issued invoice or credit note: rendered once, then always the same bytes."""
    if invoice.number is None:
        refuse("not_issued", _("There is no paper before the invoice is issued."))
    if invoice.paper:
        return storage.private_store().get(invoice.paper)
    content = pdf.render_invoice(paper_of(invoice))
    invoice.paper = storage.private_store().put(content)
    Invoice.objects.filter(pk=invoice.pk, paper="").update(paper=invoice.paper)
    return content


def reminder_paper(reminder: Reminder) -> bytes:
    """The PDF of a reminder, as it stands today."""
    return pdf.render_invoice(paper_of(reminder.invoice, reminder))


def paper_of(invoice: Invoice, reminder: Reminder | None = None) -> pdf.InvoicePaper:
    """Everything that stands on the paper of an invoice, or of a reminder of it."""
    house = confederation()
    if house is None or invoice.issued_on is None:
        refuse("no_confederation", _("The confederation's own record is missing."))
    recipient = invoice.recipient
    language = str(recipient.get("language", "en"))
    fee = fee_from_data(invoice.explanation)
    with translation.override(language):
        purpose = _("Membership fee %(year)s") % {"year": invoice.year}
    written_on = reminder.sent_on if reminder else invoice.issued_on
    return pdf.InvoicePaper(
        kind="reminder" if reminder else invoice.kind,  # type: ignore[arg-type]
        language=language,
        number=invoice.full_number,
        issued_on=invoice.issued_on,
        issuer=issuer(house),
        recipient=pdf.Recipient(name=str(recipient["name"]), address=tuple(recipient["lines"])),
        purpose=purpose,
        lines=(pdf.PaperLine(say(fee.label, language), invoice.amount, purpose, invoice.illustrative),),
        total=invoice.amount,
        # Midday at the seat: the paper's bytes must not depend on when the worker came round to it.
        written_at=timezone.make_aware(datetime.combine(written_on, time(12))),
        currency=invoice.currency,
        year=invoice.year,
        due_on=None if invoice.kind == Invoice.Kind.CREDIT_NOTE else invoice.due_on,
        explanation=tuple(explanation_line(line, language) for line in fee.lines),
        rulebook=rulebook_line(fee.rulebook, language),
        structured_reference=invoice.reference,
        vat_note=house.vat_note or None,
        illustrative=invoice.illustrative or house.illustrative,
        invented=bool(recipient.get("invented")),
        corrects=_correction(invoice),
        reminder=_reminder_facts(invoice, reminder) if reminder else None,
    )


def issuer(house: Confederation) -> pdf.Issuer:
    """The confederation as it signs its papers."""
    organisation = house.organisation
    numbers = dict(organisation.identifiers.values_list("scheme", "value"))
    town = " ".join(part for part in (organisation.postal_code, organisation.city) if part)
    return pdf.Issuer(
        name=house.bank_name or organisation.name,
        short_name=organisation.short_name,
        address=tuple(line for line in (organisation.street, town) if line),
        email=house.email,
        phone=house.phone,
        enterprise_number=numbers.get(Identifier.Scheme.ENTERPRISE, ""),
        iban=house.iban,
        bic=house.bic,
    )


def explanation_line(line: FeeLine, language: str) -> pdf.ExplanationLine:
    """One step of a fee's account, said in a language."""
    return pdf.ExplanationLine(
        label=say(line.label, language),
        amount=line.amount,
        value=line.value,
        unit=line.unit,
        kind=line.kind,
        lower=line.lower,
        upper=line.upper,
        rate=line.rate,
        illustrative=line.illustrative,
        phrase=say(line.phrase, language),
        lower_included=line.lower_included,
    )


def rulebook_line(reference: RulebookReference, language: str) -> str:
    """The rules a fee was reckoned by: their name, since when, and by which decision."""
    adopted = RulebookVersion.objects.filter(hash=reference.version).select_related("decision").first()
    words: Mapping[str, object] = {
        "name": say(reference.name, language),
        "day": formats.day(reference.in_force_from, formats.locale_of(language)) if reference.in_force_from else "",
        "decision": adopted.decision if adopted else "",
    }
    with translation.override(language):
        return _("%(name)s, in force since %(day)s (%(decision)s)") % words


def _correction(invoice: Invoice) -> pdf.Correction | None:
    corrected = invoice.corrects
    if corrected is None or corrected.issued_on is None:
        return None
    return pdf.Correction(corrected.full_number, corrected.issued_on, invoice.reason)


def _reminder_facts(invoice: Invoice, reminder: Reminder) -> pdf.ReminderFacts:
    owed: Decimal = invoice.amount - paid_amount(invoice)
    return pdf.ReminderFacts(
        sequence=reminder.step, written_on=reminder.sent_on, open_amount=owed, pay_by=reminder.pay_by
    )
