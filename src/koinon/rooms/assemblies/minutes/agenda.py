"""One item of the agenda for the minutes: its papers, who had an interest, its motions in order, its votes."""

from koinon.rooms.assemblies.minutes.account import Interest, Item, PutMotion
from koinon.rooms.assemblies.minutes.records import Records
from koinon.rooms.assemblies.minutes.votes import Hall, held_vote
from koinon.rooms.assemblies.models import AgendaItem, Vote
from koinon.rooms.assemblies.rules import rule_of
from koinon.statutes.assembly.amendments import Amendment, fallen, voting_order
from koinon.statutes.texts import say


def item_of(records: Records, hall: Hall, row: AgendaItem) -> Item:
    """An item with its papers, interests, motions and votes."""
    motions = _motions(records, row)
    titles = {motion.id: motion.title for motion in motions}
    return Item(
        id=str(row.public_id),
        position=row.position,
        title=say(row.label, hall.language),
        words=row.words,
        proposed_by=row.proposed_by.name if row.proposed_by else "",
        concerns=row.concerns.name if row.concerns else "",
        papers=tuple(paper.document.title for paper in row.papers.all()),
        interests=tuple(
            Interest(records.names.get(str(found.person), ""), found.words, hall.at(found.declared_at))
            for found in records.conflicts.get(row.pk, ())
        ),
        motions=motions,
        votes=tuple(
            held_vote(hall, vote, titles.get(_motion_id(records, row, vote.motion_id), say(row.label, hall.language)))
            for vote in records.votes.get(row.pk, ())
        ),
    )


def _motion_id(records: Records, row: AgendaItem, pk: int | None) -> str:
    found = records.motions.get(row.pk, ())
    return next((str(motion.public_id) for motion in found if motion.pk == pk), "")


def _motions(records: Records, row: AgendaItem) -> tuple[PutMotion, ...]:
    """The motions in the order of voting: the amendments to each before it."""
    found = {str(motion.pk): motion for motion in records.motions.get(row.pk, ())}
    if not found:
        return ()
    keys = {str(motion.public_id): key for key, motion in found.items()}
    amendments = [
        Amendment(
            key,
            motion.filed,
            str(motion.parent_id or "") or None,
            motion.reach,
            frozenset(keys[public_id] for public_id in motion.excludes if public_id in keys),
        )
        for key, motion in found.items()
    ]
    down = fallen(amendments, *(_decided(records, row, outcome) for outcome in ("adopted", "rejected")))
    put = []
    for key in voting_order(amendments, rule_of(records.meeting).amendments):
        motion = found[key]
        above = found.get(str(motion.parent_id)) if motion.parent_id else None
        title = above.title if above else ""
        put.append(PutMotion(str(motion.public_id), motion.title, motion.text, title, key in down))
    return tuple(put)


def _decided(records: Records, row: AgendaItem, outcome: str) -> frozenset[str]:
    """The motions that the last vote on each decided in a way."""
    last = {str(vote.motion_id): vote.outcome for vote in records.votes.get(row.pk, ()) if _decides(vote)}
    return frozenset(key for key, found in last.items() if found == outcome)


def _decides(vote: Vote) -> bool:
    return vote.motion_id is not None and vote.state == "closed" and vote.outcome in ("adopted", "rejected")
