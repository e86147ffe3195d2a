"""What is published: a file that somebody sent, checked and kept; or a link."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from pydantic import PlainSerializer

from koinon.adapters import storage
from koinon.adapters.received_files import TYPES, FileRefused, checked_file
from koinon.core.refusals import Words, refuse
from koinon.rooms.documents.models import Edition

LONGEST_LINK = 500
REFUSED: Mapping[str, tuple[Words, Words]] = MappingProxyType(
    {
        "empty": (_("The file is empty."), _("Check it on your side and send it again.")),
        "type_unknown": (
            _("Files of this type are not taken."),
            _("Send a PDF, or a Word, Excel, PowerPoint or OpenDocument file without macros."),
        ),
        "not_its_type": (
            _("The file is not what its name says."),
            _("Save it anew in the program it was made with, and send that."),
        ),
        "unreadable": (
            _("The file is damaged or built in a way that cannot be checked."),
            _("Save it anew, or as a PDF, and send that."),
        ),
        "locked": (_("The file is locked by a password."), _("Send it without one.")),
        "active": (
            _("The file holds scripts, macros, attachments or parts that are fetched from elsewhere."),
            _("Save it as a plain PDF and send that."),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; the journal keeps its name and checksum."""

    name: str
    content: Annotated[bytes, PlainSerializer(lambda content: hashlib.sha256(content).hexdigest())]


@dataclass(frozen=True, slots=True)
class Link:
    """An address under which the document stands elsewhere."""

    address: str


def described(source: Upload | Link) -> Edition:
    """An edition, not yet saved, that holds what was sent; refuses what must not be published."""
    return _of_link(source.address.strip()) if isinstance(source, Link) else _of_file(source)


def _of_file(upload: Upload) -> Edition:
    try:
        known = checked_file(upload.name, upload.content, settings.KOINON_LARGEST_UPLOAD)
    except FileRefused as refused:
        words, to_do = REFUSED.get(refused.code, (_("The file is too large."), _too_large()))
        refuse(f"file_{refused.code}", words, to_do=to_do)
    # A file without a row, should the rest fail, is no harm: nobody can name it, and the next sweep erases it.
    return Edition(
        file_name=known.name,
        file_type=known.type.key,
        size=len(upload.content),
        sha256=storage.private_store().put(upload.content),
    )


def _too_large() -> Words:
    return lazystr(_("Send one of at most %(size)s.") % {"size": filesizeformat(settings.KOINON_LARGEST_UPLOAD)})


def _of_link(address: str) -> Edition:
    try:
        URLValidator(schemes=["https"])(address)
        clean = len(address) <= LONGEST_LINK and urlsplit(address).username is None
    except (ValidationError, ValueError):
        clean = False
    if not clean:
        refuse(
            "link_wrong",
            _("This is no address that can be published."),
            to_do=_("Give the whole address, beginning with https://, without a password in it."),
        )
    return Edition(link=address)


@storage.keeps_files("documents")
def files_kept(digests: Collection[str]) -> Iterable[str]:
    """Of some files, those that are a version of a document, an earlier or withdrawn one too."""
    return Edition.objects.filter(sha256__in=digests).values_list("sha256", flat=True)


def stored_file(edition: Edition) -> bytes:
    """The bytes of an edition, checked against its checksum."""
    return storage.private_store().get(edition.sha256)


def media_type(edition: Edition) -> str:
    """What a browser is told that the file is."""
    return TYPES[edition.file_type].media_type if edition.file_type in TYPES else "application/octet-stream"
