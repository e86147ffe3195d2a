"""Minutes of an Assembly of 40 votes by 300 delegates: drafted from the records, read, and laid out as a PDF."""

import sys
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench import world  # noqa: E402
from bench.assembly import CHOICES, HELD, build_up_to, held_with  # noqa: E402
from bench.measure import Figure, table, timed  # noqa: E402
from koinon.core.actors import Actor  # noqa: E402
from koinon.rooms.assemblies.actions import (  # noqa: E402
    Question,
    close_meeting,
    close_vote,
    draft_minutes,
    open_vote,
)
from koinon.rooms.assemblies.minutes.reading import SeenMinutes, minutes_seen  # noqa: E402
from koinon.rooms.assemblies.models import (  # noqa: E402
    AgendaItem,
    Ballot,
    Meeting,
    Minutes,
    MinutesAccount,
    MinutesVersion,
    Piece,
    Vote,
)
from koinon.rooms.assemblies.papers import minutes_paper, minutes_pdf  # noqa: E402

DELEGATES, VOTES, RUNS, GOAL = 300, 40, 5, 2.0


def main(kind: str) -> None:
    """Hold the Assembly, draft its minutes a few times, print the table."""
    call_command("migrate", verbosity=0)
    world.build_house()
    desk = world.officer("secretary_general", HELD)
    build_up_to(DELEGATES)
    meeting = held_with(desk)
    for number in range(VOTES):
        _vote(desk, meeting, number)
    close_meeting(actor=desk, meeting=meeting.public_id)
    drafts = timed(lambda: draft_minutes(actor=desk, meeting=meeting.public_id), RUNS, prepare=_forget)
    seen = minutes_seen(desk, meeting.public_id)
    if seen is None or sum(len(item.votes) for item in seen.account.items) != VOTES:
        raise SystemExit("not every vote stands in the minutes; the figures mean nothing")
    # A later one in the same process finds the fonts read and much of its layout remembered.
    first, *again = timed(lambda: minutes_pdf(seen.row, seen.shown), RUNS)
    table(
        f"Minutes of {VOTES} votes by {DELEGATES} delegates on {kind}",
        [
            Figure("draft from the records", "s", drafts, GOAL),
            Figure("the text that the page shows", "s", timed(lambda: minutes_paper(seen.row, seen.shown), RUNS)),
            Figure("PDF, the first of a process", "s", [first]),
            Figure("PDF, again", "s", again),
            Figure("draft and first PDF", "s", [draft + first for draft in drafts], GOAL),
            Figure("size of the PDF", "kB", [_size(seen)]),
        ],
    )


def _vote(desk: Actor, meeting: Meeting, number: int) -> None:
    """A vote by show of names; ballots are written as casting them would."""
    item = AgendaItem.objects.filter(meeting=meeting)[number % 6]
    vote = open_vote(actor=desk, item=item.public_id, question=Question(decision="ordinary")).vote
    row = Vote.objects.get(public_id=vote)
    Ballot.objects.bulk_create(
        [
            Ballot(
                vote=row,
                member=piece.member,
                place=piece.place,
                person=UUID(piece.speakers[0]),
                via="delegate",
                choice=CHOICES[(place + number) % len(CHOICES)],
                weights=piece.weights,
                cast_at=HELD,
            )
            for place, piece in enumerate(Piece.objects.filter(meeting=meeting))
        ],
        batch_size=500,
    )
    close_vote(actor=desk, vote=vote)


def _forget() -> None:
    """Every run drafts the first version."""
    MinutesVersion.objects.all().delete()
    MinutesAccount.objects.all().delete()
    Minutes.objects.all().delete()


def _size(seen: SeenMinutes) -> float:
    return len(minutes_pdf(seen.row, seen.shown)) / 1000


if __name__ == "__main__":
    main(sys.argv[1])
