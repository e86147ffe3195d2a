"""One item of the agenda in the minutes: papers, interests, motions, votes, and what the secretary wrote."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from koinon.adapters.pdf import MinutesPart, MinutesSection, MinutesTable
from koinon.adapters.pdf.minutes import Tone
from koinon.core.refusals import Words
from koinon.rooms.assemblies.minutes.account import Account, HeldVote, Item, PutMotion, Voice

TONES: dict[str, Tone] = {"adopted": "good", "elected": "good", "rejected": "wrong", "no_quorum": "wrong"}
# Somebody acts for a member in one of three ways; the delegate's is the one that needs no word.
VIA: dict[str, Words] = {"substitute": lazily("substitute"), "proxy": lazily("proxy")}


def paragraphs(text: str) -> tuple[str, ...]:
    """What somebody wrote, a paragraph each."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def item_section(account: Account, item: Item, words: str) -> MinutesSection:
    """All of an item."""
    parts = [_head(item), *(_motion(motion) for motion in item.motions)]
    if said := paragraphs(words):
        parts.append(MinutesPart(written=said))
    parts += [_vote(account, vote) for vote in item.votes]
    kept = tuple(part for part in parts if part != MinutesPart())
    nothing = (MinutesPart(words=(_("Nothing was put to the vote."),)),)
    return MinutesSection(f"{item.position}. {item.title}", kept or nothing, item.id)


def _head(item: Item) -> MinutesPart:
    pairs = (
        (_("Proposed by"), item.proposed_by),
        (_("Concerns"), item.concerns),
        (_("Papers"), ", ".join(item.papers)),
    )
    interests = tuple(
        (
            _("%(person)s declared an interest and did not vote.")
            if not row.words
            else _("%(person)s declared an interest and did not vote: %(words)s")
        )
        % {"person": row.person, "words": row.words}
        for row in item.interests
    )
    return MinutesPart(facts=tuple(pair for pair in pairs if pair[1]), words=(*paragraphs(item.words), *interests))


def _motion(motion: PutMotion) -> MinutesPart:
    title = (
        _("Amendment to “%(motion)s”: %(title)s") % {"motion": motion.amends, "title": motion.title}
        if motion.amends
        else _("Motion: %(title)s") % {"title": motion.title}
    )
    return MinutesPart(title, words=paragraphs(motion.text))


def _vote(account: Account, vote: HeldVote) -> MinutesPart:
    title = (_("Repeated vote: %(about)s") if vote.repeats else _("Vote: %(about)s")) % {"about": vote.about}
    hours = f"{vote.opened:%H:%M}" + (f"–{vote.closed:%H:%M}" if vote.closed else "")
    facts = [(_("Kind"), vote.kind), (_("Method"), vote.method), (_("Hour"), hours)]
    if vote.tellers:
        facts.append((_("Tellers"), ", ".join(vote.tellers)))
    if vote.counted_by:
        facts.append((_("Counted alike by"), ", ".join(vote.counted_by)))
    if vote.reason:
        facts.append((_("Why it was stopped"), vote.reason))
    stopped = vote.state == "stopped"
    return MinutesPart(
        title,
        vote.verdict,
        "attention" if stopped else TONES.get(vote.outcome, "attention"),
        tuple(facts),
        vote.sentences,
        table=_table(vote),
        named=tuple((_label(label, voices), _names(account, voices)) for label, voices in vote.named),
    )


def _table(vote: HeldVote) -> MinutesTable | None:
    if vote.scores:
        rows = tuple((row.candidate, row.votes, _("elected") if row.elected else "") for row in vote.scores)
        return MinutesTable("", (_("Candidate"), _("Votes"), _("Result")), rows, (1,))
    if vote.columns:
        heads = (_("Counted by"), _("Yes"), _("No"), _("Abstentions"), _("Invalid"))
        cells = tuple((row.weight, row.yes, row.no, row.abstain, row.invalid) for row in vote.columns)
        return MinutesTable("", heads, cells, (1, 2, 3, 4))
    return None


def _label(label: str, voices: tuple[Voice, ...]) -> str:
    return f"{label} ({len(voices)}):"


def _names(account: Account, voices: Iterable[Voice]) -> str:
    """Represented members with the person who acted, in the order of the roll."""
    return "; ".join(_voice(account.members[member], account.people[person], via) for member, person, via in voices)


def _voice(member: str, person: str, via: str) -> str:
    if member == person:
        return member
    detail = f"{person}, {VIA[via]}" if via in VIA else person
    return f"{member} ({detail})"
