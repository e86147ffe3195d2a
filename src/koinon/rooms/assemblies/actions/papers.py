"""Papers that come after the agenda was set, or after the meeting was convened."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import PaperPut
from koinon.core.refusals import refuse
from koinon.rooms.assemblies.actions.planning import item_with_meeting
from koinon.rooms.assemblies.models import ItemPaper
from koinon.rooms.assemblies.rules import check_state, rule_of
from koinon.rooms.documents.models import Document


@action("assemblies.put_paper", needs="assemblies.prepare")
def put_paper(*, actor: Actor, item: UUID, document: UUID, key: str = "") -> PaperPut:
    """Put a paper of the library on an item of an agenda; `key` is the rulebook's for a paper that it asks for."""
    found, row = item_with_meeting(item)
    check_state(row, "planned", "convened", "open")
    standard = next((rule for rule in rule_of(row).agenda if rule.key == found.key), None)
    if key and key not in {paper.key for paper in (standard.papers if standard else ())}:
        refuse(
            "paper_unasked", _("The rulebook asks for no such paper on this item."), to_do=_("Put it there as another.")
        )
    paper = Document.objects.filter(public_id=document, withdrawn_on=None).first()
    if paper is None:
        refuse("paper_missing", _("A paper is not in the library."), to_do=_("Put it there first."))
    there = found.papers.filter(document=paper)
    if there.exists() or (key and found.papers.filter(key=key).exists()):
        refuse(
            "paper_there_already",
            _("This item has that paper already."),
            kept=_("What is there stays: people may have read it."),
            to_do=_("Publish a new version of it in the library, or put the other paper beside it."),
        )
    ItemPaper.objects.create(item=found, key=key, document=paper)
    row.version += 1
    row.save(update_fields=["version"])
    return PaperPut(found.public_id, row.public_id, document)
