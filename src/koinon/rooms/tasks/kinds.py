"""The kinds of tasks: who owes each, which offices see to it, and how urgent it is while it is not late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Urgency = Literal["today", "week", "waiting"]
SOON = timedelta(days=7)
KEEPERS = ("membership", "secretary_general")
OFFICES = ("secretary_general", "membership", "treasurer")
LIBRARIANS = ("communications", "policy", "secretary_general")
TECHNICIANS = ("technician", "secretary_general")
TREASURERS = ("treasurer", "secretary_general")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task. What a member owes shows on its own page and, counted over all members, at the desk.

    `needs` is the permission to see it: over the organisation for a member, of the confederation at the desk.
    `desk` is false for what only the member's own page says.
    """

    key: str
    owed_by: Literal["member", "house"]
    roles: Sequence[str]
    urgency: Urgency
    needs: str
    desk: bool = True


def _of_member(key: str, needs: str, urgency: Urgency = "waiting", desk: bool = True) -> Kind:
    return Kind(key, "member", KEEPERS, urgency, needs, desk)


def _of_house(key: str, needs: str, urgency: Urgency, roles: Sequence[str] = KEEPERS) -> Kind:
    return Kind(key, "house", roles, urgency, needs)


DECLARE = _of_member("declare", "declarations.see")
REPLACE_ESTIMATE = _of_member("replace_estimate", "declarations.see", desk=False)
SEND_CORRECTION = _of_member("send_correction", "declarations.see", desk=False)
PAY = _of_member("pay", "dues.see", desk=False)
COMPLETE_ADDRESS = _of_member("complete_address", "organisations.see")
CONFIRM_CONTACTS = _of_member("confirm_contacts", "people.see")
NAME_CONTACT = _of_member("name_contact", "people.see", "today")
AWAIT_CONTACT = _of_member("await_contact", "people.see")
NAME_SUCCESSOR = _of_member("name_successor", "people.see", "week")
NAME_FINANCE_CONTACT = _of_member("name_finance_contact", "people.see", desk=False)
NAME_DELEGATE = _of_member("name_delegate", "people.see", desk=False)
ANSWER = _of_member("answer", "dues.see", "today")
NAME_SPEAKER = _of_member("name_speaker", "assemblies.see", desk=False)
ANSWER_PROXY = _of_member("answer_proxy", "assemblies.see", desk=False)
ANSWER_IN_WRITING = _of_member("answer_in_writing", "assemblies.see", desk=False)
ATTEND_MEETING = _of_member("attend_meeting", "assemblies.see", "today", desk=False)

LOOK_AT_FIGURES = _of_house("look_at_figures", "declarations.see", "today")
COMPUTE_FEES = _of_house("compute_fees", "dues.see", "week", OFFICES)
APPROVE = _of_house("approve", "dues.see", "today", OFFICES)
ISSUE = _of_house("issue", "dues.see", "today", OFFICES)
REMIND = _of_house("remind", "dues.see", "today", OFFICES)
DECIDE_ON_ARREARS = _of_house("decide_on_arrears", "dues.see", "waiting", TREASURERS)
AWAIT_PAYMENT = _of_house("await_payment", "dues.see", "waiting", ("treasurer",))
ANSWER_REQUEST = _of_house("answer_request", "dues.quote", "today")
LOOK_AT_MISFITS = _of_house("look_at_misfits", "memberships.see", "week")
ASK_FOR_FACTS = _of_house("ask_for_facts", "memberships.see", "waiting")
REPLACE_DOCUMENT = _of_house("replace_document", "documents.see", "week", LIBRARIANS)
TAKE_UP_APPLICATION = _of_house("take_up_application", "admissions.see", "today")
REVIEW_APPLICATION = _of_house("review_application", "admissions.see", "week")
LOOK_AT_ANSWER = _of_house("look_at_answer", "admissions.see", "today")
AWAIT_ADMISSION = _of_house("await_admission", "admissions.see", "waiting")
AWAIT_RATIFICATION = _of_house("await_ratification", "admissions.see", "waiting")
GIVE_STATEMENT = _of_member("give_statement", "memberships.answer", "today", desk=False)
INVITE_TO_BE_HEARD = _of_house("invite_to_be_heard", "memberships.see", "today")
AWAIT_ANSWER = _of_house("await_answer", "memberships.see", "waiting")
RECORD_HEARING = _of_house("record_hearing", "memberships.see", "today")
DECIDE_ON_EXCLUSION = _of_house("decide_on_exclusion", "memberships.see", "week")
NOTICE_RUNS = _of_house("notice_runs", "memberships.see", "waiting")
CATEGORY_TO_COME = _of_house("category_to_come", "memberships.see", "waiting")
NAME_NOT_TAKEN = _of_house("name_not_taken", "organisations.see", "today")
PLAN_ASSEMBLY = _of_house("plan_assembly", "assemblies.see", "week")
YEAR_STEP = _of_house("year_step", "assemblies.see", "week", OFFICES)
FILL_SEATS = _of_house("fill_seats", "bodies.see", "week")
TERMS_END = _of_house("terms_end", "bodies.see", "waiting")
TERMS_OVER = _of_house("terms_over", "bodies.see", "week")
CONVENE_MEETING = _of_house("convene_meeting", "assemblies.see", "week")
DELIVER_CONVOCATIONS = _of_house("deliver_convocations", "assemblies.see", "today")
FIND_DELEGATES = _of_house("find_delegates", "assemblies.see", "week")
CARRY_OUT = _of_house("carry_out", "decisions.see", "today")
SETTLE = _of_house("settle", "decisions.see", "week")
DELIVER = _of_house("deliver", "outbox.see", "today", TECHNICIANS)
SEAL = _of_house("seal", "outbox.see", "today", TECHNICIANS)
ADOPT_RULES = _of_house("adopt_rules", "dues.see", "today", ("secretary_general",))
