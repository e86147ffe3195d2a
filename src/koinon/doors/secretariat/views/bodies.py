"""Bodies at the desk: all of them, and one with its seats, its history and what may be done with them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koinon.core.models import JournalEntry
from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.journal_words import told
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.shared.bodies import balance_rows, months_words
from koinon.doors.shared.words import say
from koinon.rooms.bodies.actions import elect
from koinon.rooms.bodies.composition import Composed, composed
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import SeatOn, coming_seats, past_seats, seat_of, visible_seats
from koinon.statutes.assembly.composition import CompositionFinding
from koinon.statutes.rulebook.body_rules import Body

BODIES = (_("Bodies"), "desk:bodies")
JOURNAL_SHOWN = 12
PAST_SHOWN = 200


class Bodies(DeskPage):
    """All bodies that the rulebook names."""

    needs = "bodies.see"
    template_name = "secretariat/bodies.html"
    page_title = _("Bodies")
    header_icon = "site"

    def content(self) -> dict[str, Any]:
        """Each body, and of those that persons sit in how they are made up."""
        rulebook = self.rules[0]
        if rulebook is None:
            return {"bodies": []}
        made_up = {found.rules.key: found for found in composed(rulebook, self.actor.today)}
        return {"bodies": [(rules, made_up.get(key)) for key, rules in rulebook.bodies.items()]}


class OfBody(DeskPage):
    """A page about one body, named by the rulebook's key for it."""

    needs = "bodies.see"
    body: Body

    def prepare(self) -> None:
        """Find the body in the rules in force."""
        found = self.rules[0].bodies.get(self.kwargs["body"]) if self.rules[0] else None
        if found is None:
            raise Http404
        self.body = found

    @property
    def today(self) -> Any:
        """The day."""
        return self.actor.today

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the body."""
        page = reverse("desk:body", args=[self.body.key])
        return ((BODIES[0], reverse(BODIES[1])), (say(self.body.label), page))


class BodyPage(OfBody):
    """The page."""

    template_name = "secretariat/body.html"
    header_icon = "site"

    def get_page_title(self) -> str:
        """Its name."""
        return say(self.body.label)

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return super().trail()[:1]

    @cached_property
    def labels(self) -> dict[str, str]:
        """The seats' names."""
        return {seat.key: say(seat.label) for seat in self.body.seats}

    def content(self) -> dict[str, Any]:
        """Its rules and, where persons sit in it, who they are, who was there, and the steps."""
        rulebook = self.rules[0]
        shown: dict[str, Any] = {"body": self.body, "labels": self.labels}
        shown["term"] = months_words(self.body.term.months) if self.body.term else ""
        shown["elected_by"] = rulebook.bodies.get(self.body.elected_by or "") if rulebook else None
        shown["larger"] = rulebook.bodies.get(self.body.subset_of or "") if rulebook else None
        if rulebook is None or self.body.made_of == "members":
            return shown
        (found,) = composed(rulebook, self.today, [self.body.key])
        rows = visible_seats(self.actor).filter(body__key=self.body.key)
        keeps = may_take(self.actor, elect)
        return {
            **shown,
            "found": found,
            "seats": [self._seat(row, found) for row in found.seats],
            "all_invented": bool(found.seats) and all(row.invented for row in found.seats),
            "findings": [finding_words(one, self.labels) for one in found.findings],
            "vacated": [(row, self.labels.get(row.seat, row.seat)) for row in found.vacated],
            "balance": balance_rows(found),
            "coming": [self._seat(seat_of(row), found) for row in coming_seats(rows, self.today)],
            "past": [(row, self.labels.get(row.seat, row.seat)) for row in past_seats(rows, self.today)[:PAST_SHOWN]],
            "keeps": keeps,
            "steps": [Step(_("Record an election"), reverse("desk:elect", args=[self.body.key]))] if keeps else [],
            "journal": self._journal(),
        }

    def _seat(self, row: SeatOn, found: Composed) -> dict[str, Any]:
        ending = next((one for one in found.endings if one.seat is row), None)
        return {
            "row": row,
            "label": self.labels.get(row.seat, row.seat),
            "held": row.held,
            "state": ending_words(ending.months) if ending else None,
            "publish": row.held.get_publish_display() if row.held else "",
        }

    def _journal(self) -> list[dict[str, Any]]:
        if not self.actor.may("journal.see"):
            return []
        held = HeldSeat.objects.filter(body__key=self.body.key).values("public_id")
        return told(JournalEntry.objects.filter(subject__in=held).order_by("-id"), JOURNAL_SHOWN)


def ending_words(months: int) -> tuple[str, str]:
    """That a term ends, in a word with its tone."""
    if not months:
        return str(_("Term over")), "attention"
    words = ngettext("Ends within %(months)s month", "Ends within %(months)s months", months)
    return words % {"months": months}, "attention"


def finding_words(found: CompositionFinding, labels: dict[str, str]) -> str:
    """What does not fit in a body, as a sentence."""
    number = found.number
    said: dict[str, str] = {
        "too_few": ngettext("%(seat)s: %(n)s seat is vacant.", "%(seat)s: %(n)s seats are vacant.", number),
        "too_many": ngettext(
            "%(seat)s: %(n)s person more than the rulebook has seats.",
            "%(seat)s: %(n)s persons more than the rulebook has seats.",
            number,
        ),
        "outside": ngettext(
            "%(n)s person here does not sit in the larger body.",
            "%(n)s persons here do not sit in the larger body.",
            number,
        ),
        "not_in_office": _("%(seat)s: somebody sits here without holding the office."),
        "on_two_seats": _("Somebody holds two seats here."),
    }
    return str(said[found.kind]) % {"seat": labels.get(found.seat, found.seat), "n": number}


def member_choices(rows: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    """Members for a select box."""
    return [(str(public_id), name) for public_id, name in rows]
