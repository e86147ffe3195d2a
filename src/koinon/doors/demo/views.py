"""The demo's own pages: whom one can be, and the mail that never left."""

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from koinon.core.models import OutboxMessage
from koinon.doors.demo import letters as kept
from koinon.doors.demo.cast import Part, read_record
from koinon.doors.demo.parts import MEMBERS, PLAYABLE, STAFF
from koinon.doors.shared import words
from koinon.rooms.people.models import Person

BACKEND = "koinon.rooms.people.backends.MandateBackend"
PER_PAGE = 40
# Letters carry the address that the demo had when they were written; its port may be another one now.
LOCAL_ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost)(?::\d+)?(?=/)")
View = Callable[..., HttpResponseBase]


def demo_only(view: View) -> View:
    """Answers nowhere but in the demo, even if an address led here."""

    def guarded(request: HttpRequest, **values: Any) -> HttpResponseBase:
        if not settings.KOINON_DEMO:
            raise Http404
        return view(request, **values)

    return never_cache(guarded)


@demo_only
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Whom one can be in the demo, with a button each."""
    record = read_record(settings.VAR)
    known = {part.part: part for part in record.people} if record else {}
    groups = [
        (_("The secretariat"), _played(known, STAFF)),
        (_("Members, each with its own page"), _played(known, MEMBERS)),
    ]
    return render(request, "demo/people.html", {"groups": groups, "empty": not known})


def _played(known: dict[str, Part], wanted: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"person": known[key], "part": PLAYABLE[key]} for key in wanted if key in known]


@demo_only
def sign_in(request: HttpRequest, person: UUID) -> HttpResponse:
    """Sign in as an invented person. The link only asks; the button does it."""
    played = get_object_or_404(Person, public_id=person, invented=True, is_active=True)
    if request.method == "POST":
        login(request, played, backend=BACKEND)
        return redirect("arrive")
    record = read_record(settings.VAR)
    part = next((part for part in record.people if part.person == str(person)), None) if record else None
    playable = PLAYABLE.get(part.part) if part else None
    return render(request, "demo/sign_in.html", {"person": played, "part": part, "playable": playable})


@demo_only
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The mail that would have left, latest first."""
    rows = OutboxMessage.objects.exclude(kind__startswith="reaction:").order_by("-id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    columns = [{"label": label} for label in (_("Letter"), _("To"), _("Day"), _("State"))]
    shown = [_row(message) for message in page]
    return render(request, "demo/outbox.html", {"page": page, "columns": columns, "rows": shown})


def _row(message: OutboxMessage) -> list[Any]:
    heads = [kept.head_of(file) for file in kept.files_of(message.public_id)]
    url = reverse("demo:letters", kwargs={"message": message.public_id})
    first = heads[0] if heads else None
    return [
        {"text": first.subject if first and first.subject else _kind(message), "url": url},
        ", ".join(head.to for head in heads) or _("nobody"),
        words.long_date(first.sent_at) if first and first.sent_at else "",
        {"text": _("Kept")} if heads else {"state": "failed" if message.state == "failed" else "waiting"},
    ]


def _kind(message: OutboxMessage) -> str:
    known = {
        "mail": _("Letter"),
        "dues.invoice_letter": _("Letter with an invoice or credit note"),
        "dues.reminder_letter": _("Letter with a reminder"),
        "dues.quote_letter": _("Letter with a quote"),
    }
    return known.get(message.kind, message.kind)


@demo_only
@require_safe
def letters(request: HttpRequest, message: UUID) -> HttpResponse:
    """The letters that one outbox message became, as text."""
    row = _message(message)
    shown = [kept.letter_of(file) for file in kept.files_of(message)]
    here = f"{request.scheme}://{request.get_host()}"
    texts = [LOCAL_ADDRESS.sub(here, letter.text) for letter in shown]
    context = {"message": row, "title": _kind(row), "letters": list(zip(shown, texts, strict=True))}
    return render(request, "demo/letters.html", context)


@demo_only
@require_safe
def attachment(request: HttpRequest, message: UUID, letter: int, attachment: int) -> HttpResponseBase:
    """Download what a letter encloses; never shown in place, so that nothing in it can run."""
    _message(message)
    try:
        found = kept.letter_of(kept.files_of(message)[letter]).enclosures[attachment]
    except IndexError:
        raise Http404 from None
    pdf = found.content.startswith(b"%PDF-")
    kind = "application/pdf" if pdf else "application/octet-stream"
    return FileResponse(io.BytesIO(found.content), as_attachment=True, filename=found.name, content_type=kind)


def _message(message: UUID) -> OutboxMessage:
    return get_object_or_404(OutboxMessage.objects.exclude(kind__startswith="reaction:"), public_id=message)
