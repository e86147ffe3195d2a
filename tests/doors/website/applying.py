"""Somebody who applies on the website: asks for a link, comes in by it, sends pages of the form."""

import re
from typing import Any

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.access import page_seal
from koinon.rooms.admissions.models import Application
from tests.files import pdf

LINK = re.compile(r"(/en/apply/link/[\w-]+/)")
ORGANISATION = {"name": "Federação Nova", "country": "PT", "website": "", "contact_name": "Ana Prado"}
ADDRESS = {"street": "Rua Nova 3", "postal_code": "1100", "city": "Lisbon"}


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


def filled(client: Client) -> None:
    """Everything answered, every paper sent."""
    save(client, "organisation", **ORGANISATION)
    save(client, "address", **ADDRESS)
    save(client, "questions", **{"fact-level": "national", "fact-worker_cooperatives": "yes"})
    save(client, "questions", **{"fact-cicopa": "joins_too"})
    save(client, "figures", **{"figure-cooperatives": "120", "figure-turnover": "80,000,000"})
    for item in ("letter", "statutes", "members", "accounts"):
        file = SimpleUploadedFile(f"{item}.pdf", pdf(), "application/pdf")
        assert client.post("/en/apply/papers/", {"item": item, "file": file}).status_code == 302
