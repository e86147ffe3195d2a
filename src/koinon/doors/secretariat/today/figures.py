"""What needs a hand about figures and the fees that stand on them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat import arrears
from koinon.doors.secretariat.today.rows import KEEPERS, OFFICES, TODAY, WAITING, WEEK, Desk, Row, first_of, sample
from koinon.doors.secretariat.unknown_fees import unknown_fees
from koinon.doors.shared import words
from koinon.rooms.declarations.queries import visible_declarations
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Organisation

SOON = timedelta(days=7)


def warned(desk: Desk) -> Iterator[Row]:
    """Submitted figures that look unusual and are not locked yet."""
    rows = visible_declarations(desk.actor).filter(year=desk.year, state="submitted").exclude(warnings=[])
    count, names = first_of(rows.order_by("submitted_at", "id"), "membership__organisation__name")
    if count:
        title = ngettext("%(count)s declaration looks unusual", "%(count)s declarations look unusual", count)
        yield Row(
            title=title % {"count": count},
            urgency=TODAY,
            roles=KEEPERS,
            url=_declarations(desk, "warned"),
            action=_("Look at the figures"),
            detail=sample(names, count),
        )


def undeclared(desk: Desk) -> "QuerySet[Membership] | None":
    """Members that still have to declare, from the day the declaration opens; None where nobody has to."""
    if desk.fee_rules is None or desk.so_far is None or not desk.so_far.missing:
        return None
    if desk.today < desk.fee_rules.declarations.opens.in_year(desk.year):
        return None
    return arrears.without_figures(desk.members, desk.year, desk.fee_rules)


def undeclared_row(desk: Desk, count: int, names: Sequence[str]) -> Row:
    """How many still have to declare, and by when."""
    closes = desk.fee_rules.declarations.closes.in_year(desk.year) if desk.fee_rules else desk.today
    late = desk.today > closes
    title = ngettext("%(count)s member has not declared", "%(count)s members have not declared", count)
    return Row(
        title=title % {"count": count},
        urgency=TODAY if late else WEEK if closes - desk.today <= SOON else WAITING,
        roles=KEEPERS,
        url=_declarations(desk, "missing"),
        action=_("See who"),
        detail=sample(names, count),
        due_on=closes,
        late=late,
    )


def open_fees(desk: Desk) -> Iterator[Row]:
    """Fees that can be computed; and those that stay unknown, with what is missing, though all is declared."""
    count = desk.so_far.can_be_computed if desk.so_far else 0
    unknown = unknown_fees(desk.members, desk.year, desk.fee_rules, count)
    asked: dict[tuple[str, str], list[Organisation]] = {}
    for fee in unknown:
        for gap in fee.gaps:
            asked.setdefault((words.say(gap.question), gap.asks), []).append(fee.member.organisation)
    for (question, asks), of in asked.items():
        yield _unknown(desk, question, asks, of)
    if desk.fee_rules is not None and count > len(unknown):
        yield _to_compute(desk, count - len(unknown))


def _unknown(desk: Desk, question: str, asks: str, of: list[Organisation]) -> Row:
    count, names = len(of), [organisation.name for organisation in of]
    title = ngettext("%(count)s fee is not known", "%(count)s fees are not known", count) % {"count": count}
    alone = reverse("desk:organisation", args=[of[0].public_id])
    return Row(
        title=title,
        urgency=TODAY,
        roles=("treasurer",) if asks == "treasurer" else KEEPERS,
        url=alone if count == 1 else f"{reverse('desk:run', args=[desk.year])}#fees",
        action=_("See the record") if count == 1 else _("See the run"),
        detail=_("%(question)s %(names)s") % {"question": question, "names": sample(names, count)},
    )


def _to_compute(desk: Desk, count: int) -> Row:
    title = ngettext("%(count)s fee is not computed yet", "%(count)s fees are not computed yet", count)
    return Row(
        title=title % {"count": count},
        urgency=WEEK,
        roles=OFFICES,
        url=f"{reverse('desk:run', args=[desk.year])}#fees",
        action=_("Go to the run"),
        detail=ngettext("Nothing is left to declare for it.", "Nothing is left to declare for them.", count),
    )


def _declarations(desk: Desk, state: str) -> str:
    return f"{reverse('desk:declarations')}?{urlencode({'year': desk.year, 'state': state})}"
