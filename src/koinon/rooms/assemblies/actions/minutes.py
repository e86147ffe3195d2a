"""Minutes: drafted from the records, completed by the secretary, corrected where a meeting asks for it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.canonical import digest
from koinon.core.facts.minutes import MinutesCorrected, MinutesDrafted, MinutesWritten
from koinon.core.refusals import Words, refuse, refuse_not_found, refuse_stale
from koinon.core.words import one_line, prose
from koinon.rooms.assemblies.minutes import WrittenWords, account_of, digest_of, read_records
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Minutes, MinutesAccount, MinutesVersion
from koinon.rooms.assemblies.rules import check_state, meeting_for_update
from koinon.rooms.people.queries import names_of
from koinon.statutes.transitions import MINUTES

LONGEST = 20_000
STATES: Mapping[str, Words] = {
    "drafted": _("drafted, and not completed"),
    "completed": _("completed, and wait for the signature of the chair"),
    "signed": _("signed by the chair"),
    "sent": _("signed and sent"),
    "approved": _("approved, and stay as they are"),
}


@action("assemblies.draft_minutes", needs="assemblies.conduct")
def draft_minutes(*, actor: Actor, meeting: UUID) -> MinutesDrafted:
    """Draft the minutes of a closed meeting from its records; drafted anew, they keep what was written beside."""
    row = meeting_for_update(meeting)
    check_state(row, "closed")
    minutes = Minutes.objects.filter(meeting=row).first()
    if minutes is None:
        language = settings.LANGUAGE_CODE
        minutes = Minutes.objects.create(meeting=row, language=language, state=MINUTES.initial, version=0)
    else:
        step(minutes, "draft")
    account = account_of(read_records(row), minutes.language).as_data()
    before = minutes.versions.order_by("-number").first()
    drawn = MinutesAccount(
        minutes=minutes, happened=account, hash=digest(account), drawn_at=actor.at, drawn_by=actor.person
    )
    if before is not None and before.account.hash == drawn.hash:
        refuse(
            "same_as_before",
            _("The records say the same as when these minutes were drafted last."),
            to_do=_("Write beside them what is missing."),
        )
    drawn.save()
    words = before.words if before else WrittenWords(keeper=_name(actor)).as_data()
    version = _kept(minutes, actor, drawn, words)
    return MinutesDrafted(row.public_id, minutes.public_id, version.number, version.hash)


@action("assemblies.write_minutes", needs="assemblies.conduct")
def write_minutes(*, actor: Actor, meeting: UUID, words: WrittenWords, seen_version: int) -> MinutesWritten:
    """Write down what was said beside what happened, as a version of its own; it is not handed on yet."""
    row, minutes = minutes_for_update(meeting, seen_version)
    return _written(row, minutes, actor, words, "write")


@action("assemblies.complete_minutes", needs="assemblies.conduct")
def complete_minutes(*, actor: Actor, meeting: UUID, words: WrittenWords, seen_version: int) -> MinutesWritten:
    """Complete the minutes as their secretary, and hand them to the chair of the meeting to be signed."""
    row, minutes = minutes_for_update(meeting, seen_version)
    _check_keeper(words)
    return _written(row, minutes, actor, words, "complete")


@action("assemblies.correct_minutes", needs="assemblies.conduct")
def correct_minutes(
    *, actor: Actor, meeting: UUID, words: WrittenWords, reason: str, seen_version: int
) -> MinutesCorrected:
    """Correct signed minutes as members or the approving meeting asked: a new version, which the chair signs anew."""
    row, minutes = minutes_for_update(meeting, seen_version)
    step(minutes, "correct")
    _check_keeper(words)
    if not one_line(reason):
        refuse("reason_needed", _("A correction needs a reason."), to_do=_("Say who asked for what."))
    version = _next(row, minutes, actor, words, one_line(reason)[:300])
    return MinutesCorrected(row.public_id, version.number, version.hash, version.reason)


def minutes_for_update(meeting: UUID, seen_version: int | None = None) -> tuple[Meeting, Minutes]:
    """A meeting and its minutes, both held by the lock on the meeting."""
    row = meeting_for_update(meeting)
    minutes = Minutes.objects.filter(meeting=row).first()
    if minutes is None:
        refuse(
            "no_minutes",
            _("There are no minutes of this meeting yet."),
            to_do=_("Have them drafted from its records first."),
        )
    if seen_version is not None and minutes.version != seen_version:
        refuse_stale()
    minutes.meeting = row
    return row, minutes


def step(minutes: Minutes, event: str) -> None:
    """Take a step in the life of minutes; refuses one that they do not have."""
    if not MINUTES.allows(minutes.state, event):
        refuse(
            "minutes_state",
            _("These minutes are %(state)s; that step is not possible now.") % {"state": STATES[minutes.state]},
            to_do=_("Look at them as they stand now."),
        )
    minutes.state = MINUTES.apply(minutes.state, event)


def latest_of(minutes: Minutes) -> MinutesVersion:
    """The version that was written last."""
    return minutes.versions.select_related("account").latest("number")


def _written(row: Meeting, minutes: Minutes, actor: Actor, words: WrittenWords, event: str) -> MinutesWritten:
    step(minutes, event)
    version = _next(row, minutes, actor, words)
    return MinutesWritten(row.public_id, version.number, version.hash, minutes.state == "completed")


def _next(row: Meeting, minutes: Minutes, actor: Actor, words: WrittenWords, reason: str = "") -> MinutesVersion:
    clean = _clean(row, words)
    return _kept(minutes, actor, latest_of(minutes).account, clean.as_data(), reason)


def _kept(
    minutes: Minutes, actor: Actor, account: MinutesAccount, words: dict[str, Any], reason: str = ""
) -> MinutesVersion:
    """Write a version down, and the minutes with it."""
    last = minutes.versions.order_by("-number").values_list("number", flat=True).first()
    version = MinutesVersion.objects.create(
        minutes=minutes,
        number=(last or 0) + 1,
        account=account,
        words=words,
        hash=digest_of(account.hash, words),
        reason=reason,
        written_at=actor.at,
        written_by=actor.person,
    )
    minutes.version += 1
    minutes.save(update_fields=["state", "version"])
    return version


def _clean(row: Meeting, words: WrittenWords) -> WrittenWords:
    """What was written, without what steers a printer; refuses what is too long, and words on another's items."""
    known = {
        str(item) for item in AgendaItem.objects.filter(meeting=row, stands=True).values_list("public_id", flat=True)
    }
    if set(words.items) - known:
        refuse_not_found()
    texts = (words.opening, words.incidents, words.closing, *words.items.values())
    if len(one_line(words.keeper)) > 200 or any(len(text) > LONGEST for text in texts):
        refuse(
            "words_too_long",
            _("One of these texts is longer than %(most)s characters.") % {"most": LONGEST},
            to_do=_("Shorten it, or put it into a paper of its own."),
        )
    return WrittenWords(
        keeper=one_line(words.keeper),
        opening=prose(words.opening),
        items={key: prose(text) for key, text in sorted(words.items.items()) if prose(text)},
        incidents=prose(words.incidents),
        closing=prose(words.closing),
    )


def _check_keeper(words: WrittenWords) -> None:
    if not one_line(words.keeper):
        refuse(
            "keeper_missing",
            _("Minutes say who kept them."),
            kept=_("Nothing was changed."),
            to_do=_("Name whoever kept the minutes."),
        )


def _name(actor: Actor) -> str:
    return next(iter(names_of([actor.person]).values()), "")
