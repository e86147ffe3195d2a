"""The agenda of a meeting with its texts, papers and results, to be read before, in and after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from koinon.core.actors import Actor
from koinon.doors.live.asking import Asked, Line, Text, asked_in_words, lines_of
from koinon.doors.live.looking import Look, at_a_look
from koinon.doors.shared.library import ShownDocument, shown_documents
from koinon.rooms.assemblies.live import motions_and_papers, scene_of
from koinon.rooms.assemblies.models import Motion
from koinon.rooms.documents.queries import visible_documents


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with all that belongs to it."""

    line: Line
    words: str
    texts: Sequence[Text]
    papers: Sequence[ShownDocument]
    votes: Sequence[Asked]


@require_safe
@at_a_look
def agenda(look: Look) -> HttpResponse:
    """Every item with its explanation, motions, papers, and what was decided."""
    scene, meeting = scene_of(look.seen), look.seen.meeting
    motions, papers = motions_and_papers(look.seen)
    shown = _papers(look.visit.actor, papers)
    entries = [
        Entry(
            line,
            item.words,
            _texts(motions.get(item.pk, ())),
            [shown[document] for document in papers.get(item.pk, ()) if document in shown],
            [asked_in_words(meeting, scene, vote) for vote in scene.votes if vote.item_id == item.pk],
        )
        for line, item in zip(lines_of(scene), scene.items, strict=True)
    ]
    return look.visit.show("agenda.html", {"entries": entries})


def _texts(motions: Sequence[Motion]) -> list[Text]:
    return [Text(row.title, row.text, row.parent.text if row.parent else "", row.parent is not None) for row in motions]


def _papers(actor: Actor, papers: Mapping[int, Sequence[int]]) -> Mapping[int, ShownDocument]:
    """The papers that the actor may open, by primary key; the others are not shown."""
    wanted = {document for documents in papers.values() for document in documents}
    if not wanted:
        return {}
    found = shown_documents(visible_documents(actor).filter(pk__in=wanted), actor.today)
    return {document.row.pk: document for document in found}
