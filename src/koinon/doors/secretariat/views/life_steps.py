"""Steps in the life of a membership: notice, another category, a merger, an exclusion after a hearing."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.life import (
    CategoryForm,
    DropForm,
    ExclusionForm,
    GroundsForm,
    HearingForm,
    InvitationToBeHeardForm,
    MergerForm,
    NoticeForm,
)
from koinon.doors.secretariat.steps import StepForm
from koinon.doors.secretariat.views.membership import LifeStep
from koinon.doors.shared.assessed import assessed_account
from koinon.doors.shared.membership_words import change_rule_words, withdrawal_rule_words
from koinon.doors.shared.words import long_date, say
from koinon.rooms.memberships.actions import (
    change_category,
    drop_exclusion,
    exclude_member,
    invite_to_be_heard,
    merge_member,
    open_exclusion,
    record_hearing,
    record_notice,
    revoke_category_change,
    take_back_notice,
)
from koinon.rooms.memberships.courses import assessed_on
from koinon.rooms.memberships.models import ExclusionProceeding
from koinon.rooms.memberships.queries import NOT_ADMITTED, visible_memberships
from koinon.rooms.people.queries import held_or_coming
from koinon.statutes.hearing import earliest_answer_day, exclusion_rule


class RecordNotice(LifeStep):
    """Record a letter of withdrawal."""

    page_title = gettext_lazy("Record a letter of withdrawal")
    action = record_notice
    form_class = NoticeForm
    button = gettext_lazy("Record the notice")

    def content(self) -> dict[str, Any]:
        """With the rule in words."""
        return {**super().content(), "lead": withdrawal_rule_words(self.rules[0])}

    def initial(self) -> dict[str, Any]:
        """Received today."""
        return {**super().initial(), "received_on": self.today}

    def words_of(self, outcome: Any) -> Words:
        """On which day it takes effect."""
        return _("The notice is on record and takes effect on %(day)s.") % {"day": long_date(outcome.last_day)}


class TakeBackNotice(LifeStep):
    """Take a notice back."""

    page_title = gettext_lazy("Take the notice back")
    lead = gettext_lazy("The membership goes on as if no notice had been given. Do this at the member's word.")
    action = take_back_notice
    button = gettext_lazy("Take it back")
    said = gettext_lazy("The notice is taken back; the membership goes on.")

    def subject(self) -> dict[str, Any]:
        """The notice that is open."""
        if self.life.notice is None:
            raise Http404
        return {"notice": self.life.notice.public_id}


class ChangeCategory(LifeStep):
    """Move a member to another category."""

    page_title = gettext_lazy("Change the category")
    action = change_category
    form_class = CategoryForm
    button = gettext_lazy("Record the change")

    def form_inputs(self) -> dict[str, Any]:
        """The criteria of the rules in force."""
        return {"rulebook": self.rules[0]}

    def initial(self) -> dict[str, Any]:
        """Decided by whom the rules name."""
        rulebook = self.rules[0]
        rule = rulebook.life.category_change if rulebook and rulebook.life else None
        body = say(rulebook.bodies[rule.decided_by].label) if rulebook and rule else ""
        return {**super().initial(), "body": body, "criterion": self.membership.criterion}

    def content(self) -> dict[str, Any]:
        """What fits by the facts on record, and what follows by the rules."""
        rulebook = self.rules[0]
        shown = {**super().content(), "lead": change_rule_words(rulebook)}
        if rulebook is None:
            return shown
        found = assessed_on(rulebook, self.membership.organisation, self.today)
        return {**shown, "account": assessed_account(rulebook, found, _("What fits by the facts on record"))}

    def words_of(self, outcome: Any) -> Words:
        """What it is, from when."""
        rulebook = self.rules[0]
        known = rulebook.categories.get(outcome.category) if rulebook else None
        told = {"kind": say(known.label) if known else outcome.category, "day": long_date(outcome.on)}
        return _("%(kind)s from %(day)s on.") % told


class RevokeChange(LifeStep):
    """Take a change of category back before its day."""

    page_title = gettext_lazy("Take the change of category back")
    lead = gettext_lazy("The member stays what it is. The journal remembers that the change was decided.")
    action = revoke_category_change
    button = gettext_lazy("Take it back")
    said = gettext_lazy("The change is taken back.")

    def subject(self) -> dict[str, Any]:
        """The change that has not come."""
        if self.life.to_come is None:
            raise Http404
        return {"change": self.life.to_come.public_id}


class Merge(LifeStep):
    """Let a member become part of another."""

    page_title = gettext_lazy("Merge it into another member")
    lead = gettext_lazy(
        "Where two become one that is new, put the new organisation on record and admit it first, by the same decision;"
        " then merge each of the two into it. Open invoices stay with whoever was invoiced."
    )
    action = merge_member
    form_class = MergerForm
    button = gettext_lazy("Record the merger")
    danger = True
    said = gettext_lazy("The merger is on record; the history points to the successor.")

    def form_inputs(self) -> dict[str, Any]:
        """The members that may be the successor, and who speaks for the one that is absorbed."""
        rows = visible_memberships(self.actor).exclude(state__in=NOT_ADMITTED).exclude(ends_on__lt=self.today)
        others = rows.exclude(organisation=self.membership.organisation).order_by("organisation__name")
        named = others.values_list("organisation__public_id", "organisation__name")
        held = held_or_coming(self.membership.organisation.public_id, self.today).select_related("person")
        return {"members": [(str(key), name) for key, name in named], "mandates": list(held.order_by("id"))}


class ExclusionStep(LifeStep):
    """A step in the proceeding that is open."""

    @property
    def case(self) -> ExclusionProceeding:
        """The proceeding; without one there is no step."""
        if self.life.proceeding is None:
            raise Http404
        return self.life.proceeding

    def subject(self) -> dict[str, Any]:
        """The proceeding."""
        return {"proceeding": self.case.public_id}

    def version(self) -> int | None:
        """As the proceeding stands."""
        return self.case.version


class OpenExclusion(LifeStep):
    """Propose the exclusion of a member."""

    page_title = gettext_lazy("Propose its exclusion")
    lead = gettext_lazy("Nothing changes for the member yet. It is invited to be heard next.")
    action = open_exclusion
    form_class = GroundsForm
    button = gettext_lazy("Open the proceeding")
    said = gettext_lazy("The proceeding is open. Invite the member to be heard.")


class InviteToBeHeard(ExclusionStep):
    """Invite a member to be heard."""

    page_title = gettext_lazy("Invite it to be heard")
    lead = gettext_lazy("Its contacts get a letter with the grounds, the day, and how to answer.")
    action = invite_to_be_heard
    form_class = InvitationToBeHeardForm
    button = gettext_lazy("Send the letter")
    said = gettext_lazy("The letter is on its way.")

    def initial(self) -> dict[str, Any]:
        """The first day that the rules allow."""
        rulebook = self.rules[0]
        if rulebook is None or exclusion_rule(rulebook) is None:
            return super().initial()
        return {**super().initial(), "answer_by": earliest_answer_day(rulebook, self.today)}


class RecordHearing(ExclusionStep):
    """Record how a member was heard."""

    page_title = gettext_lazy("Record how it was heard")
    action = record_hearing
    form_class = HearingForm
    said = gettext_lazy("The hearing is on record.")

    def initial(self) -> dict[str, Any]:
        """Today, and what it has sent already."""
        case = self.case
        return {
            **super().initial(),
            "answer": case.answer,
            "answered_on": case.answered_on or self.today,
            "statement": case.statement,
        }


class DropExclusion(ExclusionStep):
    """Drop a proceeding."""

    page_title = gettext_lazy("Drop the proceeding")
    lead = gettext_lazy("The member stays what it is.")
    action = drop_exclusion
    form_class: type[StepForm] = DropForm
    button = gettext_lazy("Drop it")
    said = gettext_lazy("The proceeding is dropped.")


class Exclude(LifeStep):
    """Record the decision that excludes a member."""

    page_title = gettext_lazy("Record its exclusion")
    lead = gettext_lazy("The membership ends. What is owed stays owed.")
    action = exclude_member
    form_class = ExclusionForm
    button = gettext_lazy("Record the exclusion")
    danger = True
    said = gettext_lazy("The member is excluded.")

    def initial(self) -> dict[str, Any]:
        """By the body that the rules name."""
        rulebook = self.rules[0]
        rule = exclusion_rule(rulebook) if rulebook else None
        body = say(rulebook.bodies[rulebook.decisions[rule.decision].body].label) if rulebook and rule else ""
        return {**super().initial(), "body": body}
