"""Somebody who applies on the website: asks for a link, comes in by it, sends pages of the form."""

import re
from typing import Any

from django.core import mail
from django.test import Client

from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.access import page_seal
from koinon.rooms.admissions.models import Application

LINK = re.compile(r"(/en/apply/link/[\w-]+/)")


def mailed(client: Client, email: str = "ana@example.org", query: str = "") -> str:
    """Ask for a link; where it leads."""
    answer = client.post(f"/en/apply/{query}", {"email": email})
    assert answer.status_code == 302
    deliver_due()
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found[1]


def arrived(client: Client, email: str = "ana@example.org", query: str = "") -> Any:
    """Come in by a new link."""
    answer = client.post(mailed(client, email, query))
    assert answer.status_code == 302
    return answer


def row(email: str = "ana@example.org") -> Application:
    """The application of an address."""
    return Application.objects.get(email=email)


def save(client: Client, step: str, *, of: Application | None = None, **answers: str) -> Any:
    """Send a page of the form, as its application shows it."""
    shown = of or row()
    form = {"seen_version": shown.version, "page": page_seal(shown), **answers}
    return client.post(f"/en/apply/form/{step}/", form)
