"""Today: what needs a hand, and where we are in the year."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from koinon.core.models import JournalEntry, JournalHead, OutboxMessage, ScheduledRun
from koinon.core.permissions import ROLES
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.journal_words import action_words
from koinon.doors.secretariat.today import TODAY, WAITING, WEEK, Desk, Row, desk_of, rows_of
from koinon.doors.secretariat.wheel import wheel_of
from koinon.doors.secretariat.year_words import unplanned_words, year_lines

PARTS = (
    (TODAY, _("To do today")),
    (WEEK, _("This week")),
    (WAITING, _("Waits for others")),
)
LOOKED_BACK = 500
A_DAY = timedelta(days=1)


class Today(DeskPage):
    """The desk's first page."""

    template_name = "secretariat/today.html"
    page_title = _("Today")
    header_icon = "home"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Only itself: this is where everything begins."""
        return [{"label": self.get_page_title(), "url": None}]

    def content(self) -> dict[str, Any]:
        """The rows by urgency, the wheel, what happened since yesterday."""
        desk = desk_of(self.actor, self.adopted)
        rows = rows_of(desk)
        shown = {
            "today": desk.today,
            "parts": [(words, [_shown(row, desk) for row in rows if row.urgency == part]) for part, words in PARTS],
            "nothing": not rows,
            "wheel": wheel_of(desk.today, desk.fee_rules, desk.stand),
            "so_far": desk.so_far,
            "year": desk.year,
        }
        if desk.stand:
            shown["lines"] = year_lines(desk.stand, self.actor)
            shown["unplanned"] = unplanned_words(desk.stand.unplanned) if desk.stand.unplanned else None
        if self.actor.may("journal.see"):
            shown["lately"] = self._lately()
        elif self.actor.may("outbox.see"):
            shown["machine"] = machine()
        return shown

    def _lately(self) -> list[tuple[int, str]]:
        """What was done since yesterday, counted among the latest entries."""
        since = self.actor.at - A_DAY
        latest = JournalEntry.objects.order_by("-id").values_list("action", "at")[:LOOKED_BACK]
        done = Counter(action for action, at in latest if at is not None and since <= at <= self.actor.at)
        return [(count, action_words(action)) for action, count in done.most_common(6)]


def _shown(row: Row, desk: Desk) -> dict[str, Any]:
    return {
        "row": row,
        "mine": desk.is_mine(row),
        "state": "overdue" if row.late else "waiting" if row.urgency == WAITING else "due",
        "whose": [ROLES[role] for role in row.roles if role in ROLES],
    }


def machine() -> dict[str, Any]:
    """How the machine runs, without a word about members: three queries."""
    states = dict(OutboxMessage.objects.order_by().values_list("state").annotate(Count("pk")))
    return {
        "states": [(state, label, states.get(state, 0)) for state, label in OutboxMessage.State.choices],
        "head": JournalHead.objects.filter(id=1).first(),
        "last_run": ScheduledRun.objects.order_by("-id").values_list("fired_at", flat=True).first(),
    }
