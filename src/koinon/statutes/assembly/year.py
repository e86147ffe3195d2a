"""The confederation's year: its tasks with their days, from the calendar, the rulebook and the day of the Assembly."""

from dataclasses import dataclass
from datetime import date, timedelta

from koinon.statutes.assembly.notice import latest_day
from koinon.statutes.inputs import one_of
from koinon.statutes.rulebook.meeting_rules import At, YearStep
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A task of the year; without `on` where it hangs on a meeting that has no day yet.

    `at` names the rule that gives the day, where one does; `body` the body that meets then.
    """

    key: str
    label: LocalText
    leads_to: str
    on: date | None
    rule: str
    at: At | None = None
    body: str | None = None


def year_steps(rulebook: Rulebook, year: int, meeting_on: date | None) -> tuple[DatedStep, ...]:
    """The tasks of a year by their days, those without a day last; none where the rulebook has no year."""
    if rulebook.year is None:
        return ()
    steps = [
        DatedStep(
            key=step.key,
            label=step.label,
            leads_to=step.leads_to,
            on=_day(rulebook, step, year, meeting_on),
            rule=f"year.steps.{step.key}",
            at=step.at,
            body=rulebook.year.around if step.at == "meeting" else step.body,
        )
        for step in rulebook.year.steps
    ]
    return tuple(sorted(steps, key=lambda step: (step.on is None, step.on or date.max)))


def _day(rulebook: Rulebook, step: YearStep, year: int, meeting_on: date | None) -> date | None:
    if step.on is not None:
        return step.on.in_year(year)
    if step.at == "declarations_open":
        return rulebook.declarations.opens.in_year(year)
    if step.at == "declarations_close":
        return rulebook.declarations.closes.in_year(year)
    if meeting_on is None or rulebook.year is None:
        return None
    if step.at is not None:
        return meeting_days(rulebook, rulebook.year.around, meeting_on).get(step.at)
    return meeting_on + timedelta(days=(step.days_after or 0) - (step.days_before or 0))


def meeting_days(rulebook: Rulebook, body: str, meeting_on: date) -> dict[At, date]:
    """What must be done by when for a meeting of a body: the last day of each, by the rules that the body has."""
    one_of("body", body, rulebook.meetings)
    rule = rulebook.meetings[body]
    days: dict[At, date] = {
        "convocation_latest": latest_day(rule.notice, meeting_on),
        "record_date": meeting_on - timedelta(days=rule.record_days),
        "meeting": meeting_on,
    }
    if rule.supplement is not None:
        days["supplement_latest"] = meeting_on - timedelta(days=rule.supplement.days)
    if rule.candidate_days is not None:
        days["candidates_latest"] = meeting_on - timedelta(days=rule.candidate_days)
    return days
