"""Say what one wants to get by mail."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.people import MailChosen
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.people.models import MailPreference, Person
from koinon.rooms.people.queries import mail_chosen_by
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce
from koinon.statutes.rulebook.member_rules import MailTopic


@action("people.choose_mail", needs="people.choose_mail", over="organisation")
def choose_mail(*, actor: Actor, organisation: UUID, topics: Mapping[str, bool]) -> MailChosen:
    """Keep which mail somebody who speaks for an organisation wants, and from when."""
    known = _topics(actor)
    for topic, wanted in topics.items():
        _check(known.get(topic), wanted)
    assert actor.person is not None  # who holds a mandate is somebody
    row = locked(Person.objects.all(), actor.person)
    before = mail_chosen_by(actor.person)
    said = {topic: wanted for topic, wanted in topics.items() if topic not in before or before[topic].wanted != wanted}
    MailPreference.objects.bulk_create(
        MailPreference(person=row, topic=topic, wanted=wanted, at=actor.at) for topic, wanted in said.items()
    )
    return MailChosen(row.public_id, organisation, dict(topics))


def _topics(actor: Actor) -> Mapping[str, MailTopic]:
    try:
        return rulebook_in_force(actor.today).mail
    except NoRuleInForce:
        return {}


def _check(topic: MailTopic | None, wanted: bool) -> None:
    if topic is None:
        refuse("topic_unknown", _("There is no such mail."), to_do=_("Choose from what is listed."))
    if topic.statutory and not wanted:
        refuse(
            "always_sent",
            _("This mail has legal effect and is always sent."),
            to_do=_("If it should reach somebody else, name them in your place."),
        )
