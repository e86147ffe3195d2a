"""Seats in bodies as members see them: those that their people hold, and one's own with what one agreed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.members_area.forms import KeyedForm
from koinon.doors.members_area.visit import Visit
from koinon.doors.shared.words import say
from koinon.rooms.bodies.models import HeldSeat, SelfDescription
from koinon.rooms.bodies.queries import held_on, visible_seats
from koinon.statutes.rulebook import Rulebook


class PublishForm(KeyedForm):
    """What may be published of a seat."""

    seat = forms.UUIDField(widget=forms.HiddenInput)
    publish = forms.ChoiceField(
        label=_("What may be published"), widget=forms.RadioSelect, choices=HeldSeat.Publish.choices
    )


class DescriptionForm(forms.Form):
    """What is counted of oneself. It carries no key: what is said under one could not be forgotten."""

    use_required_attribute = False
    gender = forms.ChoiceField(
        label=_("Count me as"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("do not count me")), *SelfDescription.Gender.choices],
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """A held seat in words."""

    row: HeldSeat
    body: str
    seat: str
    over: bool = False
    form: PublishForm | None = None


def seats_in_words(rows: Iterable[HeldSeat], rulebook: Rulebook | None) -> list[Seat]:
    """Held seats with the names that the rules in force give to body and seat."""
    return [Seat(row, *_names(row, rulebook)) for row in rows]


def own_seats(rows: Iterable[HeldSeat], rulebook: Rulebook | None, today: Any) -> list[Seat]:
    """The same with the form by which their holder says what may be published."""
    return [
        Seat(
            row,
            *_names(row, rulebook),
            over=row.ends_on is not None and row.ends_on < today,
            form=PublishForm(
                initial={"seat": row.public_id, "publish": row.publish}, auto_id=f"id_{row.public_id.hex}_%s"
            ),
        )
        for row in rows
    ]


def seats_of_member(visit: Visit, rulebook: Rulebook | None) -> list[Seat]:
    """The seats that the organisation's people hold today, as far as the visitor may see them. One query."""
    seen = visible_seats(visit.actor).filter(organisation__public_id=visit.over)
    rows = held_on(visit.actor.today).filter(pk__in=seen.values("pk")).order_by("body_id", "id")
    return seats_in_words(rows, rulebook)


def _names(row: HeldSeat, rulebook: Rulebook | None) -> tuple[str, str]:
    body = rulebook.bodies.get(row.body.key) if rulebook else None
    if body is None:
        return row.body.key, row.seat
    return say(body.label), next((say(seat.label) for seat in body.seats if seat.key == row.seat), row.seat)
