"""One membership: what happened in it, what is under way, and what can be recorded."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.steps import AnyAction, StepPage, may_take
from koinon.doors.secretariat.under_way import Life, life_of
from koinon.doors.secretariat.views.organisation import membership_of_year
from koinon.doors.shared.membership_life import events_of
from koinon.rooms.dues.leaving import still_owed
from koinon.rooms.memberships.actions import (
    change_category,
    end_membership,
    invite_to_be_heard,
    merge_member,
    open_exclusion,
    record_notice,
    revoke_category_change,
    take_back_notice,
)
from koinon.rooms.memberships.actions.excluding import heard_so_far
from koinon.rooms.memberships.history import history_of
from koinon.rooms.memberships.models import Membership
from koinon.statutes.hearing import may_exclude


class OfMembership(DeskPage):
    """A page about one membership, named by its public id."""

    needs = "memberships.see"
    membership: Membership

    def prepare(self) -> None:
        """Find the membership."""
        self.membership = membership_of_year(self.actor, self.kwargs["membership"])
        self.today = self.actor.today

    def trail(self) -> Any:
        """The list, the organisation, its membership."""
        organisation = self.membership.organisation
        return (
            (gettext_lazy("Organisations"), reverse("desk:organisations")),
            (organisation.name, reverse("desk:organisation", args=[organisation.public_id])),
            (gettext_lazy("Membership"), reverse("desk:membership", args=[self.membership.public_id])),
        )

    @cached_property
    def life(self) -> Life:
        """What is under way."""
        return life_of(self.actor, self.membership)


class LifeStep(OfMembership, StepPage):
    """A step about a membership, from its page and back to it."""

    def subject(self) -> dict[str, Any]:
        """The membership."""
        return {"membership": self.membership.public_id}

    def version(self) -> int | None:
        """As the membership stands."""
        return self.membership.version


class MembershipPage(OfMembership):
    """The page."""

    template_name = "secretariat/membership.html"
    header_icon = "group"

    def get_page_title(self) -> str:
        """Whose membership."""
        return _("Membership of %(name)s") % {"name": self.membership.organisation.name}

    def trail(self) -> Any:
        """The list, the organisation."""
        return super().trail()[:2]

    def content(self) -> dict[str, Any]:
        """Its life, what is under way with its steps, what it owes, what can be recorded."""
        member, life, rulebook = self.membership, self.life, self.rules[0]
        leaves = member.ends_on is not None and self.actor.may("dues.see")
        return {
            "membership": member,
            "category": rulebook.categories.get(member.category) if rulebook else None,
            "criterion": rulebook.criteria.get(member.criterion) if rulebook else None,
            "life": life,
            "today": self.today,
            "successor": life.merger,
            "events": events_of(history_of(self.actor, member.organisation), rulebook, self.today),
            "owed": still_owed(member, member.ends_on, self.today) if leaves and member.ends_on else None,
            "verdict": self._verdict(),
            "under_way": list(self._under_way()),
            "ways": list(self._ways()),
        }

    def _verdict(self) -> Any:
        """What is missing before it may be decided on an exclusion."""
        case, rulebook = self.life.proceeding, self.rules[0]
        return may_exclude(rulebook, heard_so_far(case), self.today) if case and rulebook else None

    def _under_way(self) -> Iterator[tuple[str, str]]:
        """The next steps of what is under way: label and address."""
        life = self.life
        key = self.membership.public_id
        if life.proceeding and may_take(self.actor, invite_to_be_heard):
            if life.proceeding.state in ("opened", "invited"):
                again = _("Invite it anew") if life.proceeding.invited_on else _("Invite it to be heard")
                yield again, reverse("desk:invite-to-be-heard", args=[key])
            if life.proceeding.state in ("invited", "heard"):
                yield _("Record how it was heard"), reverse("desk:record-hearing", args=[key])
            if (verdict := self._verdict()) is not None and verdict.allowed:
                yield _("Record its exclusion"), reverse("desk:exclude", args=[key])
            yield _("Drop the proceeding"), reverse("desk:drop-exclusion", args=[key])
        if life.notice and life.notice.last_day >= self.today and may_take(self.actor, take_back_notice):
            yield _("Take the notice back"), reverse("desk:take-back-notice", args=[key])
        if life.to_come and may_take(self.actor, revoke_category_change):
            yield _("Take the change of category back"), reverse("desk:revoke-change", args=[key])

    def _ways(self) -> Iterator[dict[str, Any]]:
        """What can be recorded now: label, address, and what it does."""
        if self.membership.state != "admitted":
            return
        offers: list[tuple[bool, str, AnyAction, Words, Words]] = [
            (True, "change-category", change_category, _("Change the category"),
             _("It goes on as a member of another kind, from a day that a body names.")),
            (not self.life.notice, "record-notice", record_notice, _("Record a letter of withdrawal"),
             _("The rulebook says from the day it came when the membership ends.")),
            (True, "merge", merge_member, _("Merge it into another member"),
             _("It ends, and its history points to the successor. What it owes it goes on owing.")),
            (not self.life.proceeding, "open-exclusion", open_exclusion, _("Propose its exclusion"),
             _("The member reads the grounds and is heard before anything is decided.")),
            (True, "end-membership", end_membership, _("End it by a decision"),
             _("For a membership that lapses, or a member that may leave at once.")),
        ]  # fmt: skip
        for possible, name, act, label, words in offers:
            if possible and may_take(self.actor, act):
                yield {
                    "label": label,
                    "url": reverse(f"desk:{name}", args=[self.membership.public_id]),
                    "words": words,
                }
