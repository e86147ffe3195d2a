"""The room's periodic job: files that nothing points to any more. Run twice, or late, it does what is left."""

from koinon.core import clock
from koinon.core.actors import system_actor
from koinon.core.refusals import Refused
from koinon.core.schedule import scheduled
from koinon.rooms.documents.actions import erase_files


@scheduled("documents.erase_files", "20 5 * * *")
def erase() -> int:
    """Erase files after the other rooms have erased the records that they belonged to."""
    try:
        return erase_files(actor=system_actor(clock.now())).count
    except Refused:
        return 0
