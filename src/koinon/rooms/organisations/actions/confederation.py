"""Keep the confederation's own record."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import InvalidIdentifier, check_bic, check_email, check_iban
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.organisations import ConfederationRecordKept
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.organisations.models import Confederation, Organisation


@dataclass(frozen=True, slots=True)
class ConfederationDetails:
    """How the confederation is reached and paid."""

    email: str
    phone: str = ""
    bank_name: str = ""
    iban: str = ""
    bic: str = ""
    vat_note: str = ""
    illustrative: bool = False


@action("organisations.keep_confederation_record", needs="organisations.keep_confederation")
def keep_confederation_record(
    *, actor: Actor, organisation: UUID, details: ConfederationDetails
) -> ConfederationRecordKept:
    """Say which organisation the confederation is, how it is reached and where it is paid."""
    row = locked(Organisation.objects.all(), organisation)
    try:
        values = {
            "email": check_email(details.email),
            "phone": details.phone.strip()[:40],
            "bank_name": details.bank_name.strip()[:70],
            "iban": check_iban(details.iban) if details.iban else "",
            "bic": check_bic(details.bic) if details.bic else "",
            "vat_note": details.vat_note.strip()[:300],
            "illustrative": details.illustrative,
        }
    except InvalidIdentifier as problem:
        refuse("record_invalid", problem.words, to_do=problem.suggestion or _("Correct it and send it again."))
    Confederation.objects.update_or_create(id=1, defaults={"organisation": row, **values})
    return ConfederationRecordKept(row.public_id)
