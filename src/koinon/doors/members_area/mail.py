"""What somebody gets by mail because they speak for a member, and what of it they have switched off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from koinon.doors.members_area.visit import Visit
from koinon.doors.shared import words
from koinon.rooms.people.models import MailPreference
from koinon.rooms.people.queries import mail_chosen_by
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.member_rules import MailTopic


@dataclass(frozen=True, slots=True)
class Topic:
    """Mail on one topic: what it is, and whether it is wanted since when."""

    rule: MailTopic
    said: MailPreference | None

    @property
    def wanted(self) -> bool:
        """Whether it comes: until somebody says no, it does."""
        return self.rule.statutory or self.said is None or self.said.wanted

    @property
    def since(self) -> date | None:
        """When its reader said so; None where they have not spoken."""
        return words.day_of(self.said.at) if self.said and not self.rule.statutory else None


@dataclass
class Mail:
    """All that comes by mail to this visitor for this organisation, in one query."""

    visit: Visit
    rulebook: Rulebook | None

    @property
    def url(self) -> str:
        """Where it is chosen."""
        return self.visit.url("mail")

    @property
    def may_choose(self) -> bool:
        """Whether the visitor chooses here; the secretariat does not get a member's mail."""
        return self.visit.may("people.choose_mail")

    @cached_property
    def said(self) -> Mapping[str, MailPreference]:
        """What the visitor has said so far."""
        return mail_chosen_by(self.visit.actor.person) if self.may_choose else {}

    @cached_property
    def topics(self) -> Sequence[Topic]:
        """What goes to a holder of the visitor's roles over a member of its category."""
        member, held = self.visit.membership, self.visit.actor.mandates.get(self.visit.over, frozenset())
        rules = self.rulebook.mail_for(member.category, held) if self.rulebook and member else ()
        return [Topic(rule, self.said.get(rule.key)) for rule in rules]

    @property
    def optional(self) -> Sequence[Topic]:
        """What may be switched off."""
        return [topic for topic in self.topics if not topic.rule.statutory]

    @property
    def always(self) -> Sequence[Topic]:
        """What is sent whatever one says, because it has legal effect."""
        return [topic for topic in self.topics if topic.rule.statutory]

    @property
    def chosen_on(self) -> date | None:
        """When the visitor last spoke on any of it; None while they never have."""
        return max((topic.since for topic in self.optional if topic.since), default=None)
