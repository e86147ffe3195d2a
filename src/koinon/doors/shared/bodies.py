"""Bodies in words: how balanced one is, and what is shown of a seat to those who may not see everything."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from koinon.adapters.identifiers import country_name
from koinon.rooms.bodies.composition import Composed
from koinon.rooms.bodies.models import HeldSeat, SelfDescription

GENDERS = dict(SelfDescription.Gender.choices)


@dataclass(frozen=True, slots=True)
class Balance:
    """How many of the elected come from where, or are what they said: words, and each count with its words."""

    label: str
    counts: Sequence[tuple[str, int]]
    note: str = ""


def months_words(months: int) -> str:
    """How long a term is: in years where it is whole years."""
    if months % 12:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return ngettext("%(n)s year", "%(n)s years", months // 12) % {"n": months // 12}


def balance_rows(found: Composed) -> list[Balance]:
    """What the rulebook wants shown of a body's balance; nothing of a body to which nobody is elected."""
    words = {"gender": _by_gender, "country": _by_country}
    return [words[of](counts) for of, counts in found.balance.items() if counts]


def public_balance(found: Composed) -> list[Balance]:
    """The same for everybody: countries only of those who agreed to show for whom they sit there."""
    shown = Counter(row.country if may_show(row.held)[1] else "" for row in found.seats if row.held)
    ordered = dict(sorted(shown.items(), key=lambda item: (not item[0], -item[1], item[0])))
    kept = {of: ordered if of == "country" else counts for of, counts in found.balance.items()}
    return balance_rows(replace(found, balance=kept))


def _by_gender(counts: Mapping[str, int]) -> Balance:
    said = [(str(GENDERS[key]), number) for key, number in counts.items() if key]
    unsaid = counts.get("", 0)
    if not said:
        return Balance(_("Gender"), [], _("Nobody has said anything, so nothing is counted."))
    return Balance(_("Gender"), [*said, *([(_("did not say"), unsaid)] if unsaid else [])])


def _by_country(counts: Mapping[str, int]) -> Balance:
    language = get_language() or "en"
    named = [(country_name(key, language) if key else _("not said"), number) for key, number in counts.items()]
    return Balance(_("Country of the member"), named)


def may_show(held: HeldSeat | None) -> tuple[bool, bool]:
    """Whether the name, and whether the organisation, may be published."""
    publish = held.publish if held else HeldSeat.Publish.NOTHING
    name = publish == HeldSeat.Publish.NAME
    return name, name or publish == HeldSeat.Publish.ORGANISATION
