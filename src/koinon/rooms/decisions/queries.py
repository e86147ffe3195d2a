"""The register, what follows from decisions, and what is waiting; limited to what the actor may see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.search.backends import get_search_backend

from koinon.core.actors import Actor
from koinon.core.models import Decision
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.assemblies.queries import meeting_seen
from koinon.rooms.bodies.queries import sits_in
from koinon.rooms.decisions.models import Consequence, RegisteredDecision
from koinon.rooms.decisions.texts import DECIDED
from koinon.rooms.memberships.queries import memberships_of
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce

State, Level = Consequence.State, RegisteredDecision.Level
# More than any register holds in decades; beyond it, words narrow nothing.
FOUND_AT_MOST = 5000
WORDS_AT_MOST = 6
WORD = re.compile(r"\w+")


def register() -> "QuerySet[RegisteredDecision]":
    """All decisions with what a page says of them, the latest first."""
    rows = RegisteredDecision.objects.select_related("cited", "vote__meeting", "carries_out__registered", "rules")
    return rows.defer("rules__texts").order_by("-cited__taken_on", "-id")


def visible_decisions(actor: Actor) -> "QuerySet[RegisteredDecision]":
    """The decisions that this actor may read: at the desk all; elsewhere what is public, members', or their body's."""
    rows = register()
    if actor.may("decisions.see"):
        return rows
    bodies = _sits_in(actor)
    levels = Q(level=Level.PUBLIC) | Q(level=Level.BODY, body__in=bodies)
    if bodies or speaks_for_a_member(actor):
        levels |= Q(level=Level.MEMBERS)
    return rows.filter(levels)


def public_decisions() -> "QuerySet[RegisteredDecision]":
    """What everybody may read."""
    return register().filter(level=Level.PUBLIC)


def reads_as_member(actor: Actor) -> bool:
    """Whether one reads what is for members: whoever speaks for one today, and whoever sits in a body."""
    return bool(_sits_in(actor)) or speaks_for_a_member(actor)


def speaks_for_a_member(actor: Actor) -> bool:
    """Whether one speaks for an organisation that is a member today."""
    spoken_for = actor.organisations("memberships.see")
    if not spoken_for:
        return False
    return memberships_of(spoken_for, actor.today).exists()


def _sits_in(actor: Actor) -> frozenset[str]:
    if actor.person is None:
        return frozenset()
    try:
        return sits_in(actor, rulebook_in_force(actor.today))
    except NoRuleInForce:
        return frozenset()


def holding(rows: "QuerySet[RegisteredDecision]", words: str) -> "QuerySet[RegisteredDecision]":
    """The decisions with words that begin with each of these: in number, title, text or explanation, by the index."""
    if not words.strip():
        return rows
    # The index reads its own signs in what is typed; people mean words.
    typed = WORD.findall(words)[:WORDS_AT_MOST]
    found = [_beginning(word) for word in typed]
    return rows.filter(pk__in=set.intersection(*found)) if found else rows.none()


def _beginning(word: str) -> set[int]:
    """The decisions in which a word begins like this: the index takes only the last of several words so.

    By relevance the embedded database would search anew for every row that it found; the register is sorted by day.
    """
    everything = RegisteredDecision.objects.order_by().only("pk")
    found = get_search_backend().autocomplete(word, everything, order_by_relevance=False)
    return {row.pk for row in found[:FOUND_AT_MOST]}


def carrying_out(actor: Actor, entry: RegisteredDecision) -> "QuerySet[RegisteredDecision]":
    """The decisions that carry another one out, as far as the actor may read them."""
    return visible_decisions(actor).filter(carries_out=entry.cited)


def unregistered_votes() -> "QuerySet[Vote]":
    """Closed votes that may have decided something and are not in the register, in the order of their close."""
    rows = Vote.objects.filter(state="closed", outcome__in=DECIDED, registered=None)
    return rows.select_related("meeting", "motion").order_by("closed_at", "id")


def unsettled_consequences() -> "QuerySet[Consequence]":
    """What should follow from a decision on record, or fall with it, and has not yet; what was refused is settled."""
    decided = RegisteredDecision.objects.filter(vote__item=OuterRef("item"))
    fell = Q(state=State.VOID, decision__adopted=False) & Exists(decided.filter(adopted=True))
    wanted = Q(state=State.WANTED) & Exists(decided)
    return Consequence.objects.filter(wanted | fell).order_by("item__position", "id")


def visible_consequences(actor: Actor) -> "QuerySet[Consequence]":
    """What follows from items: all at the desk, nothing elsewhere; members read it item by item."""
    rows = Consequence.objects.select_related("item__meeting", "motion", "decision__cited")
    return rows if actor.may("decisions.see") else rows.none()


def consequences_of_meeting(actor: Actor, meeting: UUID) -> "QuerySet[Consequence]":
    """What the items of a meeting bring about, for everybody who may see the meeting."""
    rows = Consequence.objects.select_related("item__meeting", "motion", "decision__cited").filter(
        item__meeting__public_id=meeting
    )
    return rows if meeting_seen(actor, meeting) else rows.none()


def refused_consequences(actor: Actor) -> "QuerySet[Consequence]":
    """What a decision should have brought about and a room refused: it waits for a hand at the desk."""
    return visible_consequences(actor).filter(state=State.REFUSED).order_by("settled_at", "id")


def left_consequences(actor: Actor) -> "QuerySet[Consequence]":
    """What was to follow from an item on which something else was decided, or nothing though the meeting is over."""
    over = ("closed", "minutes_approved")
    return visible_consequences(actor).filter(state=State.WANTED, item__meeting__state__in=over)


@dataclass(frozen=True, slots=True)
class Offered:
    """What a register can be narrowed by: bodies by key, and years, each only where something is there to read."""

    bodies: Sequence[str]
    years: Sequence[int]


def offered(rows: "QuerySet[RegisteredDecision]") -> Offered:
    """The bodies and years of some decisions, in one query."""
    pairs = set(rows.order_by().values_list("body", "year").distinct())
    return Offered(sorted({body for body, _year in pairs}), sorted({year for _body, year in pairs}, reverse=True))


def possible_origins(actor: Actor, entry: RegisteredDecision) -> "QuerySet[Decision]":
    """What a decision may carry out: what other bodies decided before it, in the register or cited from paper."""
    if not actor.may("decisions.see"):
        return Decision.objects.none()
    rows = Decision.objects.select_related("registered").exclude(body=entry.cited.body)
    return (
        rows.exclude(registered__adopted=False).filter(taken_on__lte=entry.cited.taken_on).order_by("-taken_on", "-id")
    )


def only_cited(actor: Actor) -> "QuerySet[Decision]":
    """Decisions that records cite and the register does not have: taken on paper, and not entered yet."""
    rows = Decision.objects.filter(registered=None).order_by("-taken_on", "-id")
    return rows if actor.may("decisions.see") else rows.none()


def decisions_on_item(actor: Actor, item: UUID) -> "QuerySet[RegisteredDecision]":
    """What was decided on an item, as far as the actor may read it."""
    return visible_decisions(actor).filter(vote__item__public_id=item)


def awaited_adoptions(actor: Actor, plan: UUID) -> "QuerySet[Consequence]":
    """The items that adopt a draft of the working plan if they are adopted themselves."""
    rows = visible_consequences(actor).filter(kind=Consequence.Kind.WORKING_PLAN, given__plan=str(plan))
    return rows.filter(state=State.WANTED)
