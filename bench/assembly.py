"""An Assembly that votes: through the action layer and over HTTP, eight at once; the tally, a recount, a busy hall."""

import os
import sys
import threading
import time
from collections.abc import Sequence
from uuid import UUID, uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import world  # noqa: E402
from bench.measure import Figure, milliseconds, table, timed  # noqa: E402
from bench.phones import Hall, busy_hall, cast_all, percentile, signed_in, warmed  # noqa: E402
from bench.server import serving  # noqa: E402
from koinon.core.actors import Actor  # noqa: E402
from koinon.core.refusals import Refused  # noqa: E402
from koinon.rooms.assemblies.actions import (  # noqa: E402
    ItemDetails,
    MeetingDetails,
    Question,
    accept_proxy,
    cast_vote,
    close_vote,
    convene,
    give_proxy,
    open_meeting,
    open_vote,
    plan_meeting,
    set_agenda,
)
from koinon.rooms.assemblies.models import AgendaItem, Attendance, Ballot, Meeting, RollLine, Speaker, Vote  # noqa: E402
from koinon.rooms.assemblies.recount import recount  # noqa: E402
from koinon.rooms.assemblies.rules import with_rules  # noqa: E402
from koinon.rooms.memberships.models import Membership  # noqa: E402
from koinon.rooms.people.models import Mandate, Person  # noqa: E402
from koinon.rooms.people.queries import actor_for  # noqa: E402

SIZES = (100, 1_000)
CLIENTS, RUNS, RATE, TALLY = 8, 3, 200, 0.2
CALLED, HELD = world.at(5, 11), world.at(6, 18)
ITEMS = ("minutes", "activity_report", "accounts", "discharge", "budget", "working_plan")
CHOICES = ("yes", "yes", "no", "abstain")
PHONES, PROXIES, SECONDS = 300, 100, 10


def main(kind: str) -> None:
    """Hold an Assembly of each size and a busy hall, print the tables."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    world.build_house()
    desk = world.officer("secretary_general", HELD)
    figures: list[Figure] = []
    by_action, over_http = {}, {}
    for size in SIZES:
        _build_up_to(size)
        meeting = _held(desk)
        voters = _voters(meeting)
        by_action[size] = _by_action(desk, meeting, voters, figures)
        over_http[size] = _over_http(desk, meeting, voters, figures)
    figures += [
        Figure("votes per second, 1,000 voters against 100", "ratio", [by_action[1_000] / by_action[100]], 0.9, True),
        Figure("the same over HTTP", "ratio", [over_http[1_000] / over_http[100]], 0.9, True),
    ]
    table(f"An Assembly that votes on {kind}", figures)
    table(f"{PHONES} phones, {PROXIES} proxies, one motion on {kind}", _hall_figures(_hall(desk)))


def _by_action(desk: Actor, meeting: Meeting, voters: Sequence[Actor], figures: list[Figure]) -> float:
    """Add the figures of the action layer; return the median of votes a second."""
    rates, tallies = zip(*(_vote(desk, meeting, voters) for _run in range(RUNS)), strict=True)
    figures += [
        Figure(f"votes cast, {len(voters):,} voters, {CLIENTS} at once", "votes/s", rates, RATE, True),
        Figure(f"tally of {len(voters):,} votes", "s", tallies, TALLY),
        Figure("a chair who closes while eight vote", "s", [_close_meanwhile(desk, meeting, voters)]),
        Figure(f"recount of {RUNS + 1} votes of {len(voters):,}", "s", timed(lambda: _recount(meeting), 1)),
    ]
    return sorted(rates)[RUNS // 2]


def _over_http(desk: Actor, meeting: Meeting, voters: Sequence[Actor], figures: list[Figure]) -> float:
    """Add the figures over HTTP; return the median of votes a second."""
    cookies = signed_in([actor.person for actor in voters if actor.person])
    rates, waits = [], []
    with serving(_on_the_day()) as (port, _pid):
        warmed(port, meeting.public_id, cookies)
        for _run in range(RUNS):
            vote = _opened(desk, meeting, "working_plan")
            seconds, waited = cast_all(port, meeting.public_id, vote, cookies, CLIENTS)
            rates.append(len(voters) / seconds)
            waits.append(percentile([one.seconds for one in waited], 0.95))
            _closed_whole(desk, vote, len(voters))
    figures += [
        Figure(f"over HTTP, {len(voters):,} voters, {CLIENTS} clients", "votes/s", rates, RATE, True),
        Figure("acknowledged, 95th percentile", "ms", milliseconds(waits)),
    ]
    return sorted(rates)[RUNS // 2]


def _on_the_day() -> dict[str, str]:
    """The environment of a server whose calendar shows the day of the meeting."""
    return {**os.environ, "KOINON_CLOCK_OFFSET": str(int((HELD - timezone.now()).total_seconds()))}


def _opened(desk: Actor, meeting: Meeting, key: str) -> UUID:
    item = AgendaItem.objects.get(meeting=meeting, key=key).public_id
    return open_vote(actor=desk, item=item, question=Question()).vote


def _closed_whole(desk: Actor, vote: UUID, voters: int) -> None:
    """Close a vote; stops where a ballot was lost or counted twice."""
    close_vote(actor=desk, vote=vote)
    counts = Vote.objects.get(public_id=vote).result["majority"]["parts"][0]["counts"]
    ballots = Ballot.objects.filter(vote__public_id=vote)
    kept, counted = ballots.count(), sum(int(number) for number in counts.values())
    if not kept == counted == ballots.values("member").distinct().count() == voters:
        raise SystemExit(f"{voters} acknowledged, {kept} on record, {counted} counted; the figures mean nothing")


def _hall(desk: Actor) -> Hall:
    """Hold an Assembly whose delegates have phones and proxies; all vote on one motion."""
    meeting = _held(desk, comes=PHONES)
    voters = _voters(meeting)
    there, absent = voters[:PHONES], voters[PHONES : PHONES + PROXIES]
    for giver, holder in zip(absent, there, strict=False):
        given = give_proxy(actor=desk, meeting=meeting.public_id, giver=_member(giver), holder=_member(holder))
        accept_proxy(actor=desk, proxy=given.proxy)
    cookies = signed_in([actor.person for actor in there if actor.person])
    with serving(_on_the_day()) as (port, _pid):
        vote = _opened(desk, meeting, "budget")
        hall = busy_hall(port, meeting.public_id, vote, cookies, SECONDS)
    acknowledged = sum(one.ballots for one in hall.acknowledged)
    if acknowledged != PHONES + PROXIES:
        raise SystemExit(f"{acknowledged} ballots were acknowledged; the figures mean nothing")
    _closed_whole(desk, vote, acknowledged)
    return hall


def _member(actor: Actor) -> UUID:
    return next(iter(actor.mandates))


def _hall_figures(hall: Hall) -> list[Figure]:
    waits = [one.seconds for one in hall.acknowledged]
    return [
        Figure("acknowledged, median", "ms", milliseconds([percentile(waits, 0.5)])),
        Figure("acknowledged, 95th percentile", "ms", milliseconds([percentile(waits, 0.95)]), 1000),
        Figure("acknowledged, longest", "ms", milliseconds([max(waits)])),
        Figure("ballots acknowledged, on record and counted once", "", [sum(one.ballots for one in hall.acknowledged)]),
        Figure("answer to a phone that asks, 95th percentile", "ms", milliseconds([percentile(hall.looks, 0.95)])),
        Figure("phones and votes answered", "req/s", [(len(hall.looks) + len(waits)) / SECONDS]),
        Figure("screen behind an acknowledged vote, longest", "s", [hall.late()], 2),
    ]


def _build_up_to(size: int) -> None:
    """Nine of ten members have the vote; add until so many do, and give each a delegate."""
    while (voting := Membership.objects.exclude(category="network").count()) < size:
        world.build_members(max(1, (size - voting) * 10 // 9))
    contacts = Mandate.objects.filter(over="organisation", role="contact")
    named = Mandate.objects.filter(role="delegate").values("subject")
    Mandate.objects.bulk_create(
        [
            Mandate(
                person_id=row.person_id, over=row.over, subject=row.subject, role="delegate", starts_on=row.starts_on
            )
            for row in contacts.exclude(subject__in=named)
        ],
        batch_size=500,
    )


def _held(desk: Actor, comes: int | None = None) -> Meeting:
    """A meeting that is open; of those who speak for a member, so many came, without a number all."""
    early = desk.on(CALLED)
    details = MeetingDetails("assembly", "hybrid", HELD, place="Brussels", ordinary=True)
    meeting = plan_meeting(actor=early, details=details).meeting
    set_agenda(actor=early, meeting=meeting, items=[ItemDetails(key) for key in ITEMS], seen_version=1)
    convene(actor=early, meeting=meeting, seen_version=2)
    open_meeting(actor=desk, meeting=meeting)
    row = with_rules().get(public_id=meeting)
    people = Speaker.objects.filter(meeting=row).values_list("person", flat=True).order_by("person").distinct()[:comes]
    stays = [Attendance(meeting=row, person=person, came_at=row.opened_at) for person in people]
    Attendance.objects.bulk_create(stays, batch_size=500)
    return row


def _voters(meeting: Meeting) -> list[Actor]:
    people = Speaker.objects.filter(meeting=meeting).values("person")
    rows = Person.objects.filter(public_id__in=people).order_by("public_id")
    voters = [actor_for(person, HELD, "bench") for person in rows]
    if len(voters) != RollLine.objects.filter(roll__meeting=meeting, entitled=True).count():
        raise SystemExit("not every member has a delegate; the figures mean nothing")
    return voters


def _vote(desk: Actor, meeting: Meeting, voters: Sequence[Actor]) -> tuple[float, float]:
    """Votes a second, and seconds of the tally; stops where a ballot was lost."""
    item = AgendaItem.objects.get(meeting=meeting, key="accounts").public_id
    vote = open_vote(actor=desk, item=item, question=Question()).vote
    shares = [voters[start::CLIENTS] for start in range(CLIENTS)]
    threads = [threading.Thread(target=_cast, args=(vote, share)) for share in shares]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cast = time.perf_counter() - started
    if Ballot.objects.filter(vote__public_id=vote).count() != len(voters):
        raise SystemExit("ballots are lost; the figures mean nothing")
    (tally,) = timed(lambda: close_vote(actor=desk, vote=vote), 1)
    counts = Vote.objects.get(public_id=vote).result["majority"]["parts"][0]["counts"]
    if sum(int(number) for number in counts.values()) != len(voters):
        raise SystemExit("not every ballot was counted; the figures mean nothing")
    return len(voters) / cast, tally


def _cast(vote: UUID, voters: Sequence[Actor]) -> None:
    try:
        for number, actor in enumerate(voters):
            cast_vote.once(str(uuid4()), actor=actor, vote=vote, choice=CHOICES[number % len(CHOICES)])
    finally:
        connections.close_all()


def _close_meanwhile(desk: Actor, meeting: Meeting, voters: Sequence[Actor]) -> float:
    """Seconds that the close takes while votes arrive; stops where a ballot was acknowledged and not counted."""
    item = AgendaItem.objects.get(meeting=meeting, key="budget").public_id
    vote = open_vote(actor=desk, item=item, question=Question()).vote
    acknowledged = [0] * CLIENTS
    threads = [
        threading.Thread(target=_cast_until_closed, args=(vote, voters[start::CLIENTS], acknowledged, start))
        for start in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(len(voters) / RATE / 4)
    (waited,) = timed(lambda: close_vote(actor=desk, vote=vote), 1)
    for thread in threads:
        thread.join()
    counts = Vote.objects.get(public_id=vote).result["majority"]["parts"][0]["counts"]
    ballots = Ballot.objects.filter(vote__public_id=vote).count()
    if not sum(acknowledged) == ballots == int(counts["yes"]):
        raise SystemExit(f"{sum(acknowledged)} acknowledged, {ballots} on record, {counts['yes']} counted")
    print(f"{ballots} of {len(voters)} voted before the close; each of them is counted.")
    return waited


def _cast_until_closed(vote: UUID, voters: Sequence[Actor], acknowledged: list[int], place: int) -> None:
    try:
        for actor in voters:
            cast_vote(actor=actor, vote=vote, choice="yes")
            acknowledged[place] += 1
    except Refused as refused:
        if refused.refusal.code != "vote_closed":
            raise
    finally:
        connections.close_all()


def _recount(meeting: Meeting) -> None:
    found = recount(meeting)
    if found.differences or found.agree != RUNS + 1:
        raise SystemExit(f"the recount differs; the figures mean nothing: {found.differences}")


if __name__ == "__main__":
    main(sys.argv[1])
