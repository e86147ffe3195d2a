"""Erase the private files of whatever was erased, in this room or another."""

from django.utils.translation import gettext_lazy as _

from koinon.adapters.storage import private_store, sweep
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.documents import FilesErased
from koinon.core.refusals import refuse


@action("documents.erase_files", needs="documents.tidy")
def erase_files(*, actor: Actor) -> FilesErased:
    """Erase the private files that no record points to any more, and those that a crash left behind."""
    erased = sweep(private_store())
    if not erased:
        refuse("nothing_to_erase", _("A record points to every file."))
    return FilesErased(erased)
