"""Letters that name an organisation: the invitation to speak for one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koinon.adapters.mail import Letter
from koinon.core import clock
from koinon.core.outbox import PermanentFailure, handler
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.organisations.queries import confederation, name_of
from koinon.rooms.people.deliveries import message_id, send_letter
from koinon.rooms.people.models import Invitation


@handler("people.invitation_letter")
def deliver_invitation(payload: Mapping[str, Any]) -> None:
    """Mail the link that answers an invitation, unless it was answered or withdrawn meanwhile."""
    row = Invitation.objects.filter(public_id=UUID(payload["invitation"])).first()
    if row is None or row.state != Invitation.State.OPEN:
        return
    organisation = name_of(row.organisation)
    if not organisation:
        raise PermanentFailure("there is no such organisation")
    house = confederation()
    with translation.override(row.language):
        words = _words(row, organisation, house.organisation if house else None, payload)
        send_letter(
            Letter(
                to=row.email,
                subject=_("%(organisation)s asks you to be its %(role)s") % words,
                text=_text(row) % words,
                message_id=message_id(payload["message"]),
                language=row.language,
                reply_to=house.email if house else "",
            )
        )


def _words(
    row: Invitation, organisation: str, house: Organisation | None, payload: Mapping[str, Any]
) -> dict[str, str]:
    address = reverse("website:invitation", kwargs={"letter": payload["token"]})
    return {
        "name": row.name,
        "sender": str(payload.get("from") or "") or organisation,
        "organisation": organisation,
        "house": (house.short_name or house.name) if house else "",
        "role": row.role_words,
        "starts": date_format(row.starts_on, "j F Y"),
        "ends": date_format(row.ends_on, "j F Y") if row.ends_on else "",
        "expires": date_format(clock.day_of(row.expires_at), "j F Y"),
        "address": settings.KOINON_URL.rstrip("/") + address,
    }


def _text(row: Invitation) -> str:
    term = _("from %(starts)s to %(ends)s") if row.ends_on else _("from %(starts)s on")
    return (
        _("%(name)s, %(sender)s asks you to be %(role)s of %(organisation)s at %(house)s,")
        + f" {term}.\n\n"
        + _(
            "Say yes or no here:\n%(address)s\n\n"
            "The link is for you alone and works until %(expires)s. Opening it changes nothing yet.\n"
            "If you do not know what this is about, do nothing: nobody is named without a yes.\n"
        )
    )
