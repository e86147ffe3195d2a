"""Which rules were in force on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from django.db.models import Min, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.refusals import refuse
from koinon.rooms.rulebook.models import RulebookVersion
from koinon.statutes.rulebook import NoRuleInForce, Rulebook, parse_rulebook
from koinon.statutes.rulebook.keeping_rules import KeepingRules


def versions() -> "QuerySet[RulebookVersion]":
    """All adopted versions, latest first."""
    return RulebookVersion.objects.select_related("decision").order_by("-in_force_from", "-id")


def version_in_force(on: date) -> RulebookVersion:
    """The version in force on a day: of those adopted for the same day, the one adopted last."""
    row = versions().defer("texts").filter(in_force_from__lte=on).first()
    if row is None:
        first = RulebookVersion.objects.aggregate(first=Min("in_force_from"))["first"]
        raise NoRuleInForce(on, first)
    return row


def rulebook_in_force(on: date) -> Rulebook:
    """The rules in force on a day; raises NoRuleInForce before the first version. One query when warm."""
    row = version_in_force(on)
    return _read(row.hash, row.pk, row.in_force_from)


def keeping_on(day: date) -> KeepingRules | None:
    """How long personal data is kept by the rules in force on a day; None where they do not say."""
    try:
        return rulebook_in_force(day).keeping
    except NoRuleInForce:
        return None


def rulebook_of_version(row: RulebookVersion) -> Rulebook:
    """The rules of one adopted version."""
    return _read(row.hash, row.pk, row.in_force_from)


def rulebook_of_hash(version: str) -> Rulebook | None:
    """The rules that something was decided by, named by their version; None where that was never adopted here."""
    row = versions().defer("texts").filter(hash=version).first()
    return _read(row.hash, row.pk, row.in_force_from) if row else None


def rulebook_for_year(year: int) -> Rulebook:
    """The rules by which a fee year is reckoned: those in force on its first day, or the first of that year."""
    if not MINYEAR <= year <= MAXYEAR:
        refuse("year_unknown", _("There is no such year."), to_do=_("Choose another year."))
    try:
        return rulebook_in_force(date(year, 1, 1))
    except NoRuleInForce:
        return rulebook_in_force(date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Adopted:
    """All adopted versions, latest first, for pages that need the rules of several days."""

    rows: Sequence[RulebookVersion]

    def on(self, day: date) -> Rulebook | None:
        """The rules in force on a day; None before the first version."""
        row = next((row for row in self.rows if row.in_force_from <= day), None)
        return rulebook_of_version(row) if row else None

    def for_year(self, year: int) -> Rulebook | None:
        """The rules by which a fee year is reckoned; None where there are none."""
        return self.on(date(year, 1, 1)) or self.on(date(year, 12, 31))


def adopted_rules() -> Adopted:
    """The adopted versions, in one query."""
    return Adopted(list(versions().defer("texts")))


@lru_cache(maxsize=32)
def _read(_hash: str, pk: int, in_force_from: date) -> Rulebook:
    texts = RulebookVersion.objects.values_list("texts", flat=True).get(pk=pk)
    return replace(parse_rulebook(texts), in_force_from=in_force_from)


def four_eyes(procedure: str, on: date) -> bool:
    """Whether the rules in force on a day forbid one person two steps of a procedure on the same subject."""
    rule = rulebook_in_force(on).procedures.get(procedure)
    return rule is not None and rule.four_eyes


def may_take_step(actor: Actor, procedure: str, step: str) -> bool:
    """Whether the rules in force give a step of a procedure to a role that the actor holds."""
    return holds_office(rulebook_in_force(actor.today), actor, procedure, step)


def holds_office(rulebook: Rulebook, actor: Actor, procedure: str, step: str) -> bool:
    """The same by rules that are at hand already."""
    rule = rulebook.procedures.get(procedure)
    steps = rule.steps if rule else ()
    return any(step == known.key and actor.roles & set(known.roles) for known in steps)


def check_step(actor: Actor, procedure: str, step: str) -> None:
    """Refuse a step that the rulebook gives to other offices.

    Offices share steps out among people. The house itself holds none: where a permission lets it act, it carries out
    what a body decided, and no office stands between.
    """
    if actor.kind != "system" and not may_take_step(actor, procedure, step):
        refuse(
            "step_of_others",
            _("The rulebook gives this step to another office."),
            to_do=_("Ask a colleague who holds that office."),
        )


def changed_files(older: RulebookVersion | None, newer: RulebookVersion) -> Sequence[str]:
    """The files whose text differs between two versions."""
    before = older.texts if older else {}
    return sorted(name for name in {*before, *newer.texts} if before.get(name) != newer.texts.get(name))
