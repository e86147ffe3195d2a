"""What an applicant does with a whole application: submit it, withdraw it, answer a refusal."""

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import ApplicationMoved, ApplicationSubmitted
from koinon.core.refusals import refuse
from koinon.rooms.admissions.access import own_application
from koinon.rooms.admissions.actions.steps import Side, check_editable, checked_words, listed, move
from koinon.rooms.admissions.letters import post_news, said
from koinon.rooms.admissions.models import Application
from koinon.rooms.admissions.queries import is_member_already
from koinon.rooms.admissions.rules import judged, rules_of_admission
from koinon.statutes.admission import papers_missing
from koinon.statutes.eligibility import Eligibility
from koinon.statutes.rulebook.admission_rules import AdmissionRules


@action("admissions.submit_application", needs="admissions.apply", rule="eligibility", redacted=("access", "answer"))
def submit_application(*, actor: Actor, access: str, seen_version: int, answer: str = "") -> ApplicationSubmitted:
    """Lay an application before the secretariat; where we asked a question, together with the answer to it."""
    row = own_application(actor, access, seen_version)
    check_editable(row)
    if row.state == "asked_back":
        answer = checked_words(answer, "answer_needed", str(_("We asked you a question; its answer is needed.")))
    rulebook, rules = rules_of_admission(actor.today)
    assessed = judged(rulebook, row)
    _check_details(row)
    _check_eligible(assessed)
    _check_papers(row, rules, assessed.category or "")
    if is_member_already(row.name, row.country, actor.today):
        refuse(
            "member_already",
            _("An organisation of this name in this country is a member already."),
            kept=_("Your draft is kept."),
            to_do=_("If that is you, sign in or write to us; if not, tell the two apart by name."),
        )
    row.category, row.criterion = assessed.category or "", assessed.criterion or ""
    row.assessment, row.rulebook = assessed.as_data(), rulebook.version
    row.submitted_at, row.expires_on, row.carried = actor.at, None, {}
    row.parked.all().delete()
    move(row, "submit", actor, Side.APPLICANT, answer if answer else "")
    post_news(row, "submitted")
    return ApplicationSubmitted(row.public_id, row.category, rulebook.version)


@action("admissions.withdraw_application", needs="admissions.apply", redacted=("access",))
def withdraw_application(*, actor: Actor, access: str, seen_version: int) -> ApplicationMoved:
    """Withdraw an application on which nobody has decided yet."""
    row = own_application(actor, access, seen_version)
    row.expires_on = None
    row.parked.all().delete()
    move(row, "withdraw", actor, Side.APPLICANT)
    post_news(row, "withdrawn")
    return ApplicationMoved(row.public_id, "withdraw", row.state)


@action("admissions.answer_refusal", needs="admissions.apply", redacted=("access", "answer"))
def answer_refusal(*, actor: Actor, access: str, answer: str, seen_version: int) -> ApplicationMoved:
    """Answer a refusal, once; the application is looked at again with the answer beside it."""
    row = own_application(actor, access, seen_version)
    words = checked_words(answer, "answer_needed", str(_("An answer needs words.")))
    if row.answered_at is not None:
        refuse(
            "answered_already",
            _("A refusal can be answered once, and you have answered it."),
            to_do=_("Begin a new application when something has changed."),
        )
    row.answered_at = actor.at
    row.parked.all().delete()
    move(row, "answer", actor, Side.APPLICANT, words)
    post_news(row, "answered")
    return ApplicationMoved(row.public_id, "answer", row.state)


def _check_details(row: Application) -> None:
    needed = {
        "name": _("the name of your organisation"),
        "country": _("its country"),
        "street": _("its street and number"),
        "city": _("its town"),
        "contact_name": _("your own name"),
    }
    missing = [str(words) for key, words in needed.items() if not getattr(row, key)]
    if missing:
        refuse(
            "details_missing",
            _("This is missing: %(what)s.") % {"what": listed(missing)},
            kept=_("Your draft is kept."),
            to_do=_("Fill it in and submit again."),
        )


def _check_eligible(assessed: Eligibility) -> None:
    if not assessed.is_settled:
        questions = [said(gap.question) for gap in assessed.missing]
        refuse(
            "answers_missing",
            _("These questions are open: “%(what)s”.") % {"what": "”, “".join(questions)},
            kept=_("Your draft is kept."),
            to_do=_("Answer them; they decide in which category you may join."),
        )
    if assessed.category is None:
        refuse(
            "not_eligible",
            _("By your answers, no kind of membership fits your organisation."),
            kept=_("Your draft is kept."),
            to_do=_("Check the answers, or write to us: we know of more ways to work together."),
        )


def _check_papers(row: Application, rules: AdmissionRules, category: str) -> None:
    given = set(row.papers.values_list("item", flat=True))
    missing = [said(item.label) for item in papers_missing(rules, category, given)]
    if missing:
        refuse(
            "papers_missing",
            _("These papers are missing: %(what)s.") % {"what": listed(missing)},
            kept=_("Your draft is kept."),
            to_do=_("Add them and submit again."),
        )
