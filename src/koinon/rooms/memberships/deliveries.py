"""The letter that invites a member to be heard before it is decided on its exclusion."""

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
from koinon.rooms.memberships.actions.excluding import LETTER
from koinon.rooms.memberships.models import ExclusionProceeding
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.deliveries import message_id, send_letter
from koinon.rooms.people.naming import CONTACT
from koinon.rooms.people.queries import addresses_for


@handler(LETTER)
def deliver_hearing_letter(payload: Mapping[str, Any]) -> None:
    """Mail the invitation to the member's contacts, unless the proceeding was closed meanwhile."""
    rows = ExclusionProceeding.objects.select_related("membership__organisation")
    case = rows.get(public_id=UUID(payload["proceeding"]))
    if case.closed_on is not None or case.answer_by is None:
        return
    organisation = case.membership.organisation
    people = addresses_for([organisation.public_id], [CONTACT], clock.today()).get(organisation.public_id)
    if not people:
        raise PermanentFailure(f"{organisation} has no current contact to invite")
    house = confederation()
    for person in people:
        with translation.override(person.language):
            subject, text = _words(case)
        send_letter(
            Letter(
                to=person.email,
                subject=subject,
                text=text,
                message_id=message_id(f"{payload['message']}.{person.public_id}"),
                language=person.language,
                reply_to=house.email if house else "",
            )
        )


def _words(case: ExclusionProceeding) -> tuple[str, str]:
    organisation = case.membership.organisation
    page = reverse("members:statement", kwargs={"organisation": organisation.public_id})
    places = {
        "organisation": organisation.name,
        "grounds": case.grounds,
        "until": date_format(case.answer_by, "j F Y") if case.answer_by else "",
        "hearing": case.hearing,
        "address": settings.KOINON_URL.rstrip("/") + page,
    }
    text = _(
        "A proceeding was opened that may end in the exclusion of %(organisation)s. The grounds:\n\n%(grounds)s\n\n"
        "Before anything is decided you are heard. You have until %(until)s.\n"
    )
    if case.hearing:
        text += _("You can come: %(hearing)s\n")
    text += _(
        "You can answer in writing here, or by answering this mail:\n%(address)s\n\nNothing has been decided yet.\n"
    )
    return _("You are heard: %(organisation)s") % places, text % places
