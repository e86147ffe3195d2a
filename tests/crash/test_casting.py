"""Killed while votes are cast, at random points: every ballot that was acknowledged is counted, and the vote goes on.

The seed is printed; KOINON_CRASH_SEED repeats a run. KOINON_CRASH_POINTS says how often to kill (20 in CI).
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from koinon.core.actors import Actor
from koinon.core.models import JournalEntry
from koinon.rooms.assemblies.actions import cast_vote
from koinon.rooms.assemblies.models import Ballot
from koinon.rooms.assemblies.recount import recount
from koinon.rooms.memberships.actions import admit_member
from koinon.rooms.organisations.actions import OrganisationDetails, record_organisation
from koinon.rooms.people.actions import add_person, name_for_organisation
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import actor_for
from tests.processes import running
from tests.rooms.assemblies.meeting import MEETING_ON, PLANNED, Gathering, convened
from tests.world import ASSEMBLY, World, moment

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]
VOTERS = 40
POINTS = int(os.environ.get("KOINON_CRASH_POINTS", "20"))
SEED = int(os.environ.get("KOINON_CRASH_SEED", random.SystemRandom().randrange(10**6)))

# A process that is ready to vote and forks for each order; the forked one casts vote after vote, and acknowledges each
# as a web server would: once the action has returned.
READY = """
import os, sys
from uuid import UUID
from django.db import connections
from koinon.rooms.assemblies.actions import cast_vote
from tests.crash.test_casting import voter
for order in sys.stdin:
    vote, *emails = order.split()
    actors = [voter(email) for email in emails]
    connections.close_all()
    child = os.fork()
    if child == 0:
        for actor, email in zip(actors, emails):
            cast_vote(actor=actor, vote=UUID(vote), choice="yes")
            os.write(1, (email + "\\n").encode())
        os._exit(0)
    os.write(1, f"{child}\\n".encode())
    os.write(1, f"ended {os.waitpid(child, 0)[1]}\\n".encode())
"""


def voter(email: str) -> Actor:
    """A delegate on the day of the meeting."""
    return actor_for(Person.objects.get(email=email), moment(MEETING_ON), "test")


@pytest.fixture
def found(world: World) -> Gathering:
    """An open Assembly of many members, all there."""
    emails = [_member(world, number) for number in range(VOTERS)]
    found = convened(world)
    for number, _email in enumerate(emails):
        found.comes(f"voter{number}")
    found.opens()
    return found


def _member(world: World, number: int) -> str:
    officer, email = world.actor("membership", PLANNED), f"voter{number}@example.org"
    organisation = record_organisation(actor=officer, details=OrganisationDetails(f"Federation {number}", "IT"))
    given = {"criterion": "national_organisation", "starts_on": date(2026, 1, 1), "decision": ASSEMBLY}
    admit_member(actor=officer, organisation=organisation.organisation, **given)
    person = add_person(actor=officer, email=email, name=f"Voter {number}").person
    mandate = {"role": "delegate", "starts_on": date(2026, 1, 1)}
    name_for_organisation(actor=officer, person=person, organisation=organisation.organisation, **mandate)
    world.people[f"voter{number}"] = person
    return email


def cast_emails(vote: UUID) -> set[str]:
    """Whose ballots are on record."""
    people = Ballot.objects.filter(vote__public_id=vote).values_list("person", flat=True)
    return set(Person.objects.filter(public_id__in=people).values_list("email", flat=True))


def test_killed_at_random_points(found: Gathering, capsys: pytest.CaptureFixture[str]) -> None:
    dice, reached = random.Random(SEED), []
    vote, everybody = found.asks(), [f"voter{number}@example.org" for number in range(VOTERS)]
    acknowledged: set[str] = set()
    whole = 0.0
    with running(READY) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for point in range(POINTS + 1):
            left = sorted(set(everybody) - cast_emails(vote))
            if not left:
                found.closes(vote)
                vote, acknowledged, left = found.asks(), set(), everybody
            process.stdin.write(" ".join([str(vote), *left]) + "\n")
            process.stdin.flush()
            lines = iter(process.stdout.readline, "")
            child, begun = _first_number(lines, acknowledged), time.monotonic()
            if point:
                time.sleep(dice.uniform(0, whole))
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            for line in lines:
                if line.startswith("ended"):
                    break
                acknowledged.add(line.strip())
            whole = whole or time.monotonic() - begun
            on_record = cast_emails(vote)
            assert acknowledged <= on_record, "an acknowledged ballot is lost"
            # One more may be there: killed between its commit and the word that it was.
            assert len(on_record) - len(acknowledged) <= (1 if point else 0)
            acknowledged = on_record
            reached.append(len(on_record))
    with capsys.disabled():
        print(f"\n{connection.vendor}: killed {POINTS} times, seed {SEED}; cast by then: {reached}")  # noqa: T201
    assert any(0 < count < VOTERS for count in reached), "no kill fell into the middle; another seed may"
    _finish(found, vote, everybody)


def _first_number(lines: Iterator[str], acknowledged: set[str]) -> int:
    """The process that casts; what it acknowledged before its number was told is noted."""
    for line in lines:
        if line.strip().isdigit():
            return int(line)
        acknowledged.add(line.strip())
    raise AssertionError("the process ended")


def _finish(found: Gathering, vote: UUID, everybody: list[str]) -> None:
    """The vote goes on after the restart: all others vote, it is closed, and each ballot is counted once."""
    for email in sorted(set(everybody) - cast_emails(vote)):
        cast_vote(actor=voter(email), vote=vote, choice="yes")
    closed = found.closes(vote)
    assert closed.result["majority"]["parts"][0]["counts"]["yes"] == str(VOTERS)
    again = recount(found.row)
    assert (again.agree, again.differences) == (again.votes, [])
    lines = JournalEntry.objects.filter(action="assemblies.cast_vote", subject=vote)
    assert lines.count() == VOTERS
