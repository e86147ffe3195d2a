"""Letters that name an organisation: the invitation to speak for one, and what became of it."""

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
from koinon.rooms.people.models import Invitation, Person
from koinon.rooms.people.queries import actor_for


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


@handler("people.invitation_outcome")
def deliver_outcome(payload: Mapping[str, Any]) -> None:
    """Tell whoever sent an invitation whether it was accepted, declined or not answered in time.

    Whoever speaks neither for the organisation nor for the secretariat any more is told nothing.
    """
    row = Invitation.objects.filter(public_id=UUID(payload["invitation"])).first()
    sender = Person.objects.filter(public_id=row.invited_by).first() if row and row.invited_by else None
    if row is None or sender is None:
        return
    if not actor_for(sender, clock.now(), "worker").may("people.see", row.organisation):
        return
    house = confederation()
    with translation.override(sender.language):
        subject, text = _outcome(payload["outcome"])
        told = {"name": payload["name"], "role": row.role_words, "organisation": name_of(row.organisation)}
        send_letter(
            Letter(
                to=sender.email,
                subject=subject % told,
                text=text % told,
                message_id=message_id(payload["message"]),
                language=sender.language,
                reply_to=house.email if house else "",
            )
        )


def _outcome(outcome: str) -> tuple[str, str]:
    if outcome == Invitation.State.ACCEPTED:
        return _("%(name)s accepted"), _("%(name)s has accepted to be %(role)s of %(organisation)s.\n")
    if outcome == Invitation.State.DECLINED:
        return (
            _("%(name)s declined"),
            _("%(name)s does not want to be %(role)s of %(organisation)s. Invite somebody else if you need to.\n"),
        )
    return (
        _("%(name)s has not answered"),
        _(
            "%(name)s has not answered the invitation to be %(role)s of %(organisation)s, and its time is over."
            " Invite them anew, or somebody else.\n"
        ),
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
