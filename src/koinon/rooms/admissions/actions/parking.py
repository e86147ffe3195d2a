"""Keep what was typed after a stay had ended. It lies with its application, and only who comes into that sees it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import AnswersParked
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.admissions.access import sealed_application
from koinon.rooms.admissions.actions.steps import LONGEST_WORDS, check_editable
from koinon.rooms.admissions.models import WITH_WRITERS, Application, ParkedAnswers

# More than any page of the form has; beyond that it is none of ours.
MOST_FIELDS, MOST_PLACES, LONGEST_PLACE = 30, 12, 40


@action("admissions.park_answers", needs="admissions.apply", redacted=("page", "typed"))
def park_answers(*, actor: Actor, page: str, place: str, typed: Mapping[str, str]) -> AnswersParked:
    """Keep what was typed on a page whose stay had ended, until its writer comes back by a new link.

    `page` is the seal of the page it was typed on: it proves that the page was shown to whoever had the application
    open, and names the application. Nobody is let in by it.
    """
    found = sealed_application(page)
    row = Application.objects.filter(public_id=found).first() if found else None
    if row is None:
        refuse(
            "page_unknown",
            _("This page did not come from us as it was sent, so what was typed on it is not kept."),
            to_do=_("Ask for a new link and type it again; what was saved is there."),
        )
    row = locked(Application.objects.all(), row.public_id)
    if row.state not in (*WITH_WRITERS, "refused"):
        check_editable(row)
    _check_size(row, place, typed)
    ParkedAnswers.objects.update_or_create(
        application=row,
        place=place,
        defaults={"typed": {_clean(key): _clean(value) for key, value in typed.items()}, "parked_at": actor.at},
    )
    return AnswersParked(row.public_id, place)


def _check_size(row: Application, place: str, typed: Mapping[str, str]) -> None:
    """Refuse what no page of ours would send."""
    lengths = [len(key) + len(value) for key, value in typed.items()]
    others = row.parked.exclude(place=place).count()
    fields = bool(lengths) and len(lengths) <= MOST_FIELDS and max(lengths) <= LONGEST_WORDS + LONGEST_PLACE
    if not fields or not 0 < len(place) <= LONGEST_PLACE or others >= MOST_PLACES:
        refuse("too_much", _("That is more than a page of the application holds."), to_do=_("Shorten it."))


def _clean(typed: str) -> str:
    """Without the sign that PostgreSQL stores in no text, nor in the name of a field."""
    return typed.replace("\x00", "")
