"""Applying in a browser: helpers that take an application from its first link to a form that is filled in."""

import re
from typing import Any

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.models import Application
from tests.files import pdf

LINK = re.compile(r"(/en/apply/link/[\w-]+/)")
ORGANISATION = {"name": "Federação Nova", "country": "PT", "website": "", "contact_name": "Ana Prado"}
ADDRESS = {"street": "Rua Nova 3", "postal_code": "1100", "city": "Lisbon"}


def mailed(client: Client) -> str:
    """Ask for a link; where it leads."""
    answer = client.post("/en/apply/", {"email": "ana@example.org"})
    assert answer.status_code == 302
    deliver_due()
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found[1]


def row() -> Application:
    """The one application."""
    return Application.objects.get()


def save(client: Client, step: str, **answers: str) -> Any:
    """Send a page of the form."""
    return client.post(f"/en/apply/form/{step}/", {"seen_version": row().version, **answers})


def filled(client: Client) -> None:
    """Everything answered, every paper sent."""
    save(client, "organisation", **ORGANISATION)
    save(client, "address", **ADDRESS)
    save(client, "questions-1", **{"fact-level": "national", "fact-worker_cooperatives": "yes"})
    save(client, "questions-4", **{"fact-cicopa": "joins_too"})
    save(client, "figures", **{"figure-cooperatives": "120", "figure-turnover": "80,000,000"})
    for item in ("letter", "statutes", "members", "accounts"):
        file = SimpleUploadedFile(f"{item}.pdf", pdf(), "application/pdf")
        assert client.post("/en/apply/papers/", {"item": item, "file": file}).status_code == 302
