"""What the property tests about assemblies are tried on: rolls with split votes, people, proxies, ballots, caps.

They are made by a random generator that Hypothesis seeds, which is ten times as fast as drawing each part; a failure
names the seed.
"""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from koinon.statutes.assembly.amendments import Amendment
from koinon.statutes.assembly.carriage import Barred, Carriage, carriage
from koinon.statutes.assembly.names import NameBallot
from koinon.statutes.assembly.proxies import Proxy, holds_enough
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.tally import Ballot, Choice, Counts, Electorate, ballot_of
from koinon.statutes.assembly.voices import Piece, Voice, pieces
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.weight_rules import Cap

from .cases import roll_of, rulebook

CHOICES: tuple[Choice, ...] = ("yes", "no", "abstain", "invalid")
CANDIDATES = ("Anna", "Bruno", "Carla", "Dario", "Elena")
BOOKS = ("cecop", "league")
randoms = st.randoms(use_true_random=True)


@dataclass(frozen=True)
class Hall:
    """A meeting at a moment."""

    roll: Roll
    cards: tuple[Piece, ...]
    carriage: Carriage

    @property
    def whole(self) -> dict[str, Fraction]:
        """All votes on the roll."""
        return self.roll.totals()


def some(random: Random, items: list[str] | tuple[str, ...], most: int) -> frozenset[str]:
    """Up to so many of them."""
    return frozenset(random.sample(items, random.randint(0, min(most, len(items)))))


def voices_of(random: Random, member: str, votes: int) -> tuple[Voice, ...]:
    """Nobody, a delegate with substitutes, or two who share the votes."""
    kind = random.choice(["none", "one", "split", "split"])
    if kind == "none":
        return ()
    if kind == "one" or votes == 1:
        return (Voice(f"{member}0", tuple(f"{member}{n}" for n in range(1, random.randint(1, 3)))),)
    first = random.randint(1, votes - 1)
    return (Voice(f"{member}0", votes=first), Voice(f"{member}1", (f"{member}2",), votes - first))


def hall(random: Random) -> Hall:
    """A roll, its delegates, who is there, the proxies that were accepted, and who is barred."""
    rules = rulebook("league").meetings["congress"]
    assert rules.proxies is not None
    names = "ABCDEFG"[: random.randint(1, 7)]
    votes = {name: random.randint(1, 20) for name in names}
    roll = roll_of(
        rulebook("league"), "congress", {name: {"heads": 1, "votes": number} for name, number in votes.items()}
    )
    cards = pieces(roll, {name: voices_of(random, name, number) for name, number in votes.items()}, rules.split)
    people = [person for card in cards for person in card.speakers]
    proxies: list[Proxy] = []
    for giver in random.sample(names, random.randint(0, len(names))):
        new = Proxy(giver, giver, random.choice(names), "accepted")
        if new.holder != giver and not holds_enough(rules.proxies, proxies, new):
            proxies.append(new)
    present = some(random, people, len(people))
    barred = Barred(some(random, people, 2), some(random, tuple(names), 1))
    return Hall(roll, cards, carriage(cards, proxies, rules.proxies, present, "item", barred))


def votes_cast(random: Random) -> tuple[Hall, list[Ballot]]:
    """Some of the pieces that are carried, cast."""
    found = hall(random)
    return found, [
        ballot_of(piece, random.choice(CHOICES)) for piece in found.carriage.carried if random.random() < 0.7
    ]


def capped_votes(random: Random) -> tuple[dict[str, int], dict[str, str], Cap]:
    """Votes of members of some countries, and a cap on countries."""
    most = random.choice([3, 20, 60])
    votes = {f"m{n}": random.randint(1, most) for n in range(random.randint(0, 14))}
    countries = ["IT", "FR", "ES", "PT", "DE", "PL"][: random.randint(1, 6)]
    cap = Cap(
        share=Fraction(random.randint(1, 5), random.randint(5, 9)),
        measured=random.choice(["before", "after"]),
        rest=random.choice(["largest_remainder", "lapses"]),
        if_impossible="open",
        label={},
    )
    return votes, {member: random.choice(countries) for member in votes}, cap


def poll(random: Random) -> tuple[Rulebook, dict[str, Counts], Electorate]:
    """A tally by every weight key, and bases that hold it."""
    book = rulebook(random.choice(BOOKS))
    tally, present, entitled = {}, {}, {}
    for key in book.weights:
        most = random.choice([1, 4, 30])
        tally[key] = Counts(*(Fraction(random.randint(0, most)) for _column in CHOICES))
        present[key] = tally[key].cast + random.choice([0, 0, 1, 7])
        entitled[key] = present[key] + random.choice([0, 0, 1, 40])
    return book, tally, Electorate(present, entitled)


def race(random: Random) -> tuple[int, list[NameBallot]]:
    """Seats and weighted ballots, with at most as many names as there are seats."""
    seats = random.randint(1, 4)
    ballots = [
        NameBallot(
            str(place),
            0,
            tuple(random.sample(CANDIDATES, random.randint(0, seats))),
            Fraction(random.randint(1, 6), random.choice([1, 1, 2])),
        )
        for place in range(random.randint(0, 12))
    ]
    return seats, ballots


def amendments(random: Random) -> list[Amendment]:
    """Amendments, some of them to earlier ones."""
    found: list[Amendment] = []
    for place in range(random.randint(0, 7)):
        earlier = [item.key for item in found]
        parent = random.choice([None, None, *earlier])
        found.append(Amendment(f"A{place}", place, parent, random.choice([None, 0, 1, 2]), some(random, earlier, 2)))
    return found
