"""What people agree to: what is published of their seat, and what is counted of themselves."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import Private, action
from koinon.core.actors import Actor
from koinon.core.facts.bodies import PublicationAgreed, SelfDescribed
from koinon.core.locking import locked
from koinon.core.refusals import refuse, refuse_not_found
from koinon.rooms.bodies.models import HeldSeat, SelfDescription
from koinon.rooms.people.models import Person


@action("bodies.agree_to_publish", needs="bodies.speak_for_oneself")
def agree_to_publish(*, actor: Actor, seat: UUID, publish: str) -> PublicationAgreed:
    """Agree to what is published of one's seat, or take it back; at the desk on the word of whoever holds it."""
    row = locked(HeldSeat.objects.select_related("mandate__person"), seat)
    _check_own(actor, row.mandate.person.public_id)
    if publish not in HeldSeat.Publish.values:
        refuse("choice_unknown", _("That cannot be agreed to."), to_do=_("Choose one of the list."))
    if publish == row.publish:
        refuse("agreed_already", _("That is what was agreed already."), kept=_("It stays as it is."))
    row.publish, row.version = publish, row.version + 1
    row.agreed_at = None if publish == HeldSeat.Publish.NOTHING else actor.at
    row.save(update_fields=["publish", "agreed_at", "version"])
    return PublicationAgreed(row.public_id, publish)


# What was said must go when it is taken back, so the journal never learns it.
@action("bodies.describe_oneself", needs="bodies.speak_for_oneself", private=Private.INPUTS)
def describe_oneself(*, actor: Actor, person: UUID, gender: str) -> SelfDescribed:
    """Say which gender is counted in a body's balance, or take it back with an empty answer: it is erased then."""
    row = locked(Person.objects.all(), person)
    _check_own(actor, row.public_id)
    if gender and gender not in SelfDescription.Gender.values:
        refuse("choice_unknown", _("That cannot be counted."), to_do=_("Choose one of the list, or nothing."))
    if not gender:
        SelfDescription.objects.filter(person=row).delete()
    else:
        SelfDescription.objects.update_or_create(person=row, defaults={"gender": gender, "said_at": actor.at})
    return SelfDescribed(row.public_id)


def _check_own(actor: Actor, person: UUID) -> None:
    """Only whoever it is about, and those who keep the bodies, on their word; for others it is not there."""
    if actor.person != person and not actor.may("bodies.keep"):
        refuse_not_found()
