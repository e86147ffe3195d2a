"""The life of a membership in words: how it began, what changed, what is under way, how it ended."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.rooms.memberships.history import Happened
from koinon.rooms.memberships.models import ExclusionProceeding, WithdrawalNotice
from koinon.statutes.rulebook import Rulebook

Event = dict[str, Any]
Said = tuple[str, str]


def events_of(history: Iterable[Happened], rulebook: Rulebook | None, today: date) -> list[Event]:
    """What happened and what is to come, the latest first."""
    rows = sorted(history, key=lambda row: row.on, reverse=True)
    return [_event(row, rulebook, today) for row in rows]


def _event(row: Happened, rulebook: Rulebook | None, today: date) -> Event:
    title, detail = SAID[row.kind](row, rulebook) if row.kind in SAID else (row.kind, row.decision)
    return {"on": row.on, "title": title, "detail": detail, "ahead": row.on > today}


def _begun_or_ended(row: Happened, _rulebook: Rulebook | None) -> Said:
    titles = {
        "admit": _("Admitted"),
        "resign": _("Resigned"),
        "lapse": _("Membership lapsed"),
        "exclude": _("Excluded"),
    }
    return titles[row.kind], row.decision


def _merged(row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Became part of %(name)s") % {"name": row.said}, row.decision


def _notice(row: Happened, _rulebook: Rulebook | None) -> Said:
    says = {"how": dict(WithdrawalNotice.Way.choices).get(row.said, ""), "day": words.long_date(row.until)}
    return _("Notice of withdrawal"), _("%(how)s; to take effect on %(day)s") % says


def _notice_runs(_row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Last day, by its notice"), ""


def _taken_back(_row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Notice taken back"), ""


def _category(row: Happened, rulebook: Rulebook | None) -> Said:
    after = _kind(rulebook, row.said)
    if row.before == row.said:
        return _("%(kind)s, under another criterion") % {"kind": after}, row.decision
    return _("%(kind)s from now on") % {"kind": after}, _before(_kind(rulebook, row.before), row.decision)


def _named(row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Named %(name)s") % {"name": row.said}, _before(row.before, row.decision)


def _before(name: str, decision: str) -> str:
    return _("before: %(name)s (%(decision)s)") % {"name": name, "decision": decision}


def _kind(rulebook: Rulebook | None, key: str) -> str:
    known = rulebook.categories.get(key) if rulebook else None
    return words.say(known.label) if known else key


def _proposed(row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Exclusion proposed"), row.decision


def _invited(row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Invited to be heard"), _("until %(day)s") % {"day": words.long_date(row.until)}


def _to_be_heard(_row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Last day to be heard"), ""


def _heard(row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Hearing on record"), str(dict(ExclusionProceeding.Answer.choices).get(row.said, ""))


def _dropped(row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("Proceeding dropped"), row.said


def _absorbed(row: Happened, _rulebook: Rulebook | None) -> Said:
    return _("%(name)s became part of it") % {"name": row.said}, row.decision


SAID: Mapping[str, Callable[[Happened, Rulebook | None], Said]] = {
    "admit": _begun_or_ended,
    "resign": _begun_or_ended,
    "lapse": _begun_or_ended,
    "exclude": _begun_or_ended,
    "merge": _merged,
    "notice": _notice,
    "notice_runs": _notice_runs,
    "notice_taken_back": _taken_back,
    "category": _category,
    "named": _named,
    "proposed": _proposed,
    "invited": _invited,
    "to_be_heard": _to_be_heard,
    "heard": _heard,
    "dropped": _dropped,
    "absorbed": _absorbed,
}
