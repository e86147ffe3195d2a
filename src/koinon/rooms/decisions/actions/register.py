"""Enter decisions into the register: those that a vote took, and those that were taken on paper."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.decisions import DecisionRegistered
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import one_line, prose
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.decisions.models import DecisionSeries, RegisteredDecision
from koinon.rooms.decisions.numbers import next_number, reference_of
from koinon.rooms.decisions.rules import level_of_body, level_of_vote
from koinon.rooms.decisions.texts import body_name, decided, is_decided
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce
from koinon.statutes.texts import say

LONGEST_TITLE = 200


@action("decisions.register_decision", needs="decisions.register", rule="decisions")
def register_decision(*, actor: Actor, vote: UUID) -> DecisionRegistered:
    """Enter into the register what a vote decided, under the next number of its body and year."""
    row = locked(Vote.objects.select_related("meeting__rules", "item__concerns", "motion__item__meeting"), vote)
    if not is_decided(row):
        refuse("nothing_decided", _("This vote has decided nothing."), to_do=_("Wait until it has."))
    if RegisteredDecision.objects.filter(vote=row).exists():
        refuse("registered_already", _("This decision stands in the register already."))
    said, body, label = decided(row), row.meeting.body, body_name(row)
    year = said.taken_on.year
    number = _take_number(body, year, label)
    reference = DecisionReference(label, said.taken_on, reference_of(label, year, number))
    entry = RegisteredDecision.objects.create(
        cited=cited(reference, max(actor.today, said.taken_on)),
        body=body,
        year=year,
        number=number,
        vote=row,
        kind=row.decision or row.election,
        title=said.title[:LONGEST_TITLE],
        text=said.text,
        words=said.words,
        adopted=said.adopted,
        about_persons=said.about_persons,
        level=level_of_vote(rulebook_of(row.meeting), row),
        rules=row.meeting.rules,
        registered_at=actor.at,
    )
    return _entered(entry, rulebook_of(row.meeting).version)


def _take_number(body: str, year: int, label: str) -> int:
    DecisionSeries.objects.get_or_create(body=body, year=year)
    series = DecisionSeries.objects.select_for_update().get(body=body, year=year)
    series.last = next_number(series, label)
    series.save(update_fields=["last"])
    return series.last


@dataclass(frozen=True, slots=True)
class PaperDecision:
    """A decision as the minutes on paper have it; `body` is the rulebook's key, `reference` what it is cited by."""

    body: str
    decision: DecisionReference
    title: str
    text: str
    adopted: bool = True


@action("decisions.enter_from_paper", needs="decisions.keep")
def enter_from_paper(*, actor: Actor, given: PaperDecision) -> DecisionRegistered:
    """Enter a decision that was taken on paper, under the number that it has there; what cites it is linked at once."""
    title, text = one_line(given.title)[:LONGEST_TITLE], prose(given.text)
    if not title or not text:
        refuse("words_missing", _("A decision needs a title and its text."), to_do=_("Write both as in the minutes."))
    row = cited(given.decision, actor.today)
    if RegisteredDecision.objects.filter(cited=row).exists():
        refuse("registered_already", _("This decision stands in the register already."))
    entry = RegisteredDecision.objects.create(
        cited=row,
        body=given.body,
        year=row.taken_on.year,
        title=title,
        text=text,
        adopted=given.adopted,
        level=_level_on_paper(actor, given),
        registered_at=actor.at,
    )
    return _entered(entry)


def _level_on_paper(actor: Actor, given: PaperDecision) -> str:
    try:
        rulebook = rulebook_in_force(actor.today)
    except NoRuleInForce:
        refuse("no_rulebook", _("No rulebook is in force, so no body is known."), to_do=_("Adopt the rulebook first."))
    body = rulebook.bodies.get(given.body)
    if body is None:
        refuse("body_unknown", _("The rulebook has no such body."), to_do=_("Choose one of its bodies."))
    if given.decision.body not in body.label.values():
        refuse(
            "body_contradicts",
            _("The decision is cited as one of %(cited)s, and the body is called %(body)s.")
            % {"cited": given.decision.body, "body": say(body.label, "en")},
            to_do=_("Name the body as the rulebook does."),
        )
    return level_of_body(rulebook, given.body)


def _entered(entry: RegisteredDecision, rulebook: str = "") -> DecisionRegistered:
    index.insert_or_update_object(entry)
    return DecisionRegistered(
        entry.public_id,
        entry.body,
        entry.reference,
        entry.cited.taken_on,
        entry.adopted,
        entry.level,
        entry.vote.public_id if entry.vote else None,
        rulebook,
    )
