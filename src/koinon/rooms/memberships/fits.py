"""Which members fit, do not, or cannot be judged: of all of them, remembered until something is done.

Judging 10,000 members takes the better part of a second, and the answer changes only with the day or with an
action. Two actions that end in another order than they began may hide one from the mark: for a minute at most.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.cache import cache

from koinon.core.models import JournalEntry
from koinon.rooms.memberships.eligibility import Fit, fit_of_members
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_on
from koinon.statutes.rulebook import Rulebook

KEPT = 60
Fits = Mapping[Fit, Sequence[int]]


def fits_of_all(rulebook: Rulebook, on: date) -> Fits:
    """The members of a day by how they fit, as primary keys in the order of names: one query where it is known.

    Everybody is judged, whoever asks: it is for those who may see all members.
    """
    last = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first()
    key = f"koinon.memberships.fits:{rulebook.version}:{on.isoformat()}:{last}"
    known: Fits | None = cache.get(key)
    if known is None:
        known = _judged(rulebook, on)
        cache.set(key, known, KEPT)
    return known


def _judged(rulebook: Rulebook, on: date) -> Fits:
    found: dict[Fit, list[int]] = {"misfit": [], "not_known": [], "fits": []}
    for row in fit_of_members(rulebook, running_on(Membership.objects.all(), on), on).values():
        found[row.fit].append(row.membership)
    return found
