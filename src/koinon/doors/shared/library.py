"""Documents of the library in words, and the one view that hands out their files, to whom they are for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from babel import Locale, UnknownLocaleError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.doors.shared import words
from koinon.doors.shared.entrance import actor_of
from koinon.rooms.assemblies.represented import paper_of_a_meeting
from koinon.rooms.documents.files import media_type, stored_file
from koinon.rooms.documents.models import Document, Edition
from koinon.rooms.documents.queries import editions_of, ends_soon, has_lapsed, visible_edition

# A public file may be kept by whoever fetched it for a while; what was withdrawn goes soon after.
PUBLIC_FOR = "public, max-age=300"
# Nothing in a file may run or load, should a browser open it in spite of being told to keep it.
SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


@require_safe
def edition_file(request: HttpRequest, edition: UUID) -> HttpResponse:
    """The file of one version of a document; for those who may not open it there is none."""
    actor = actor_of(request, "library")
    found = visible_edition(actor, edition) or paper_of_a_meeting(actor, edition)
    if found is None or not found.sha256:
        raise Http404
    public = found.document.level == Document.Level.PUBLIC and found.document.withdrawn_on is None
    headers = {
        "Content-Disposition": content_disposition_header(True, download_name(found)) or "attachment",
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": PUBLIC_FOR if public and not request.user.is_authenticated else "private, no-store",
    }
    return HttpResponse(stored_file(found), content_type=media_type(found), headers=headers)


def download_name(edition: Edition) -> str:
    """What the file is called where it is kept: title, language and version, never what a sender called it."""
    title = slugify(edition.document.title)[:80].strip("-") or "document"
    return f"{title}-{edition.language}-v{edition.number}.{edition.file_type}"


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """One version of a document as a page names it."""

    row: Edition

    @property
    def url(self) -> str:
        """Where it opens: our own view, or the address it stands under elsewhere."""
        return self.row.link or reverse("edition", args=[self.row.public_id])

    @property
    def language(self) -> str:
        """Its language, in the reader's."""
        return language_name(self.row.language)

    @property
    def adopted(self) -> str:
        """By which body and when it was adopted, in words; empty where it was not."""
        body = getattr(self.row, "adopted_body", None)
        if not body:
            return ""
        day: date = self.row.adopted_on  # type: ignore[attr-defined]
        reference: str = self.row.adopted_as  # type: ignore[attr-defined]
        return _("adopted by %(body)s on %(day)s (%(is)s)") % {
            "body": body,
            "day": words.long_date(day),
            "is": reference,
        }

    @property
    def what(self) -> str:
        """Type and size of a file; the host that a link leads to."""
        if self.row.link:
            return _("link to %(host)s") % {"host": urlsplit(self.row.link).hostname or ""}
        return f"{self.row.file_type.upper()}, {filesizeformat(self.row.size)}"


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document as a page shows it, on a day: the latest version in each language, and those before."""

    row: Document
    on: date
    latest: Sequence[ShownEdition] = ()
    earlier: Sequence[ShownEdition] = ()

    @property
    def period(self) -> str:
        """The days it is valid for, in words; empty where it has none."""
        return period_words(self.row.starts_on, self.row.ends_on)

    @property
    def lapsed(self) -> bool:
        """Whether its period is over."""
        return has_lapsed(self.row, self.on)

    @property
    def ends_soon(self) -> bool:
        """Whether its period is over within two months."""
        return ends_soon(self.row, self.on)

    @property
    def placeholder(self) -> bool:
        """Whether a version that is offered only stands in for the document."""
        return any(edition.row.placeholder for edition in self.latest)

    @property
    def for_few(self) -> bool:
        """Whether it is not for everybody."""
        return self.row.level != Document.Level.PUBLIC


def shown_documents(documents: Iterable[Document], on: date) -> list[ShownDocument]:
    """Documents with their versions, in one more query."""
    rows = list(documents)
    found = editions_of(row.pk for row in rows)
    return [shown_document(row, found.get(row.pk, ()), on) for row in rows]


def shown_document(row: Document, editions: Iterable[Edition], on: date) -> ShownDocument:
    """A document with its versions, which come by language with the latest first."""
    latest: dict[str, ShownEdition] = {}
    earlier: list[ShownEdition] = []
    for edition in editions:
        shown = ShownEdition(edition)
        if latest.setdefault(edition.language, shown) is not shown:
            earlier.append(shown)
    return ShownDocument(row, on, list(latest.values()), earlier)


def by_kind(documents: Iterable[ShownDocument]) -> list[tuple[str, list[ShownDocument]]]:
    """Documents under the names of their kinds, in the order of the kinds; what has lapsed comes last."""
    kept: Mapping[str, list[ShownDocument]] = {kind: [] for kind in Document.Kind.values}
    for shown in sorted(documents, key=lambda shown: shown.lapsed):
        kept[shown.row.kind].append(shown)
    return [(str(Document.Kind(kind).label), rows) for kind, rows in kept.items() if rows]


def period_words(starts_on: date | None, ends_on: date | None) -> str:
    """2021 to 2025 where a period is made of whole years; else its days."""
    if starts_on and ends_on:
        if (starts_on.month, starts_on.day, ends_on.month, ends_on.day) == (1, 1, 12, 31):
            first, last = starts_on.year, ends_on.year
            return str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
        days = {"first": words.long_date(starts_on), "last": words.long_date(ends_on)}
        return _("%(first)s to %(last)s") % days
    if starts_on:
        return _("since %(day)s") % {"day": words.long_date(starts_on)}
    return _("until %(day)s") % {"day": words.long_date(ends_on)} if ends_on else ""


def language_name(code: str) -> str:
    """The name of a language in the reader's own; its code where nobody has a name for it."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(words.locale())
    except (UnknownLocaleError, ValueError):
        name = None
    return (name or code).capitalize()
