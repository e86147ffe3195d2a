"""Which documents are there, and who may open them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from koinon.core.actors import Actor
from koinon.rooms.documents.models import Adoption, Document, Edition
from koinon.rooms.dues.queries import standings
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import NOT_ADMITTED, running_on
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.entitlements import entitlements
from koinon.statutes.rulebook import NoRuleInForce

# What the rulebook calls the right to the members' own documents.
RIGHT = "resources"
ENDS_SOON = timedelta(days=60)
SEARCHED = ("title", "summary", "publisher")


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody's reading goes: everything, what members may read, what single bodies may read."""

    everything: bool = False
    members: bool = False
    bodies: frozenset[UUID] = frozenset()


def reach_of(actor: Actor) -> Reach:
    """What an actor may open today: the desk all; others what is public, their membership and their bodies give."""
    if actor.may("documents.see"):
        return Reach(everything=True)
    return Reach(members=_has_members_right(actor), bodies=actor.bodies)


def _has_members_right(actor: Actor) -> bool:
    """Whether an organisation that one speaks for is a member today, to whom the rulebook grants the right."""
    if not actor.mandates:
        return False
    rows = Membership.objects.filter(organisation__public_id__in=actor.mandates).exclude(state__in=NOT_ADMITTED)
    members = list(running_on(rows, actor.today))
    try:
        rulebook = rulebook_in_force(actor.today) if members else None
    except NoRuleInForce:
        return False
    if rulebook is None or RIGHT not in rulebook.entitlements:
        return False
    known = [member for member in members if member.category in rulebook.categories]
    stand = standings(rulebook, known, actor.today)
    return any(entitlements(rulebook, member.category, stand[member.pk])[RIGHT].granted for member in known)


def visible_documents(actor: Actor) -> "QuerySet[Document]":
    """The documents this actor may open: at the desk all, elsewhere the published ones within one's reach."""
    return documents_within(reach_of(actor))


def documents_within(reach: Reach) -> "QuerySet[Document]":
    """The documents within a reach that was asked for already."""
    if reach.everything:
        return Document.objects.all()
    levels = Q(level=Document.Level.PUBLIC) | Q(level=Document.Level.BODY, body__in=reach.bodies)
    if reach.members:
        levels |= Q(level=Document.Level.MEMBERS)
    return published_documents().filter(levels)


def published_documents() -> "QuerySet[Document]":
    """The documents of which something is published, and which are not withdrawn."""
    return Document.objects.filter(Exists(Edition.objects.filter(document=OuterRef("pk"))), withdrawn_on=None)


def announced_documents() -> "QuerySet[Document]":
    """The documents that the street may know of: the public ones, and of those for members title and period."""
    return published_documents().filter(level__in=[Document.Level.PUBLIC, Document.Level.MEMBERS])


def visible_edition(actor: Actor, public_id: UUID) -> Edition | None:
    """One version of a document that the actor may open, the latest or an earlier one."""
    rows = Edition.objects.select_related("document").filter(public_id=public_id)
    found = rows.first()
    if found is None or not visible_documents(actor).filter(pk=found.document_id).exists():
        return None
    return found


def editions_of(documents: Iterable[int]) -> dict[int, list[Edition]]:
    """The versions of documents (by primary key), by language, the latest of each first."""
    found: dict[int, list[Edition]] = {}
    rows = Edition.objects.filter(document__in=list(documents)).order_by("language", "-number")
    for edition in with_adoptions(rows):
        found.setdefault(edition.document_id, []).append(edition)
    return found


def with_adoptions(editions: "QuerySet[Edition]") -> "QuerySet[Edition]":
    """Versions with the decision by which a body first adopted each: `adopted_body`, `adopted_on`, `adopted_as`.

    Asked along with the versions themselves: pages of meetings have no query to spare.
    """
    first = Adoption.objects.filter(edition=OuterRef("pk")).order_by("decision__taken_on", "id")
    return editions.annotate(
        adopted_body=Subquery(first.values("decision__body")[:1]),
        adopted_on=Subquery(first.values("decision__taken_on")[:1]),
        adopted_as=Subquery(first.values("decision__reference")[:1]),
    )


def editions_on(document: Document, day: date) -> list[Edition]:
    """The latest version of a document in each language that was published by a day.

    Where there was none yet, those of today: what an Assembly adopts is often laid out and published after it.
    """
    rows = list(Edition.objects.filter(document=document).order_by("language", "-number"))
    by_then = [edition for edition in rows if edition.published_on <= day]
    found: dict[str, Edition] = {}
    for edition in by_then or rows:
        found.setdefault(edition.language, edition)
    return list(found.values())


def lapsing_documents(actor: Actor) -> "QuerySet[Document]":
    """Documents in the library whose period is over or ends soon, and that nothing published follows."""
    followed = published_documents().filter(replaces=OuterRef("pk"))
    rows = visible_documents(actor).filter(withdrawn_on=None, ends_on__lte=actor.today + ENDS_SOON)
    return rows.exclude(Exists(followed)).order_by("ends_on", "id")


def with_placeholders(documents: "QuerySet[Document]") -> "QuerySet[Document]":
    """The documents in the library whose latest version, in some language, is a placeholder."""
    later = Edition.objects.filter(
        document=OuterRef("document"), language=OuterRef("language"), number__gt=OuterRef("number")
    )
    latest = Edition.objects.filter(~Exists(later), document=OuterRef("pk"), placeholder=True)
    return documents.filter(Exists(latest), withdrawn_on=None)


def has_lapsed(document: Document, on: date) -> bool:
    """Whether a document's period was over before a day."""
    return document.ends_on is not None and document.ends_on < on


def ends_soon(document: Document, on: date) -> bool:
    """Whether a document's period is over within two months."""
    return document.ends_on is not None and on <= document.ends_on <= on + ENDS_SOON


def holding(documents: "QuerySet[Document]", words: str) -> "QuerySet[Document]":
    """The documents that hold every word, whatever its capitals, in title, summary or publisher."""
    for word in words.split()[:10]:
        # SQLite folds the case of plain letters only; for the others the spellings people type are tried.
        spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
        found = Q()
        for spelling in spellings:
            for field in SEARCHED:
                found |= Q(**{f"{field}__icontains": spelling})
        documents = documents.filter(found)
    return documents
