"""The rules of admission in force, and how a draft is judged by them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.rooms.admissions.models import Application
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.eligibility import Eligibility, assess
from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.inputs import InputError, checked_inputs
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.rulebook.admission_rules import AdmissionRules


def rules_of_admission(on: date) -> tuple[Rulebook, AdmissionRules]:
    """The rules in force on a day; refuses where they do not say how members are admitted."""
    try:
        rulebook = rulebook_in_force(on)
    except NoRuleInForce:
        rulebook = None
    if rulebook is None or rulebook.admission is None:
        refuse(
            "no_admission_rules",
            _("The rules in force do not say how members are admitted."),
            to_do=_("Write to us; we answer by mail."),
        )
    return rulebook, rulebook.admission


def judged(rulebook: Rulebook, application: Application) -> Eligibility:
    """Which category the answers of an application lead to. Answers to questions the rules no longer ask are left."""
    known = {key: value for key, value in application.facts.items() if key in rulebook.facts}
    return assess(rulebook, {key: value for key, value in known.items() if _fits(rulebook, key, value)})


def judge_anew(rulebook: Rulebook, application: Application) -> None:
    """Write down which category the answers of an application lead to now, and by which rules."""
    assessed = judged(rulebook, application)
    application.category, application.criterion = assessed.category or "", assessed.criterion or ""
    application.assessment, application.rulebook = assessed.as_data(), rulebook.version


def _fits(rulebook: Rulebook, key: str, value: bool | str | None) -> bool:
    try:
        assess(rulebook, {key: value})
    except InputError:
        return False
    return True


def figures_kept(figures: Mapping[str, Decimal | str]) -> dict[str, Any]:
    """Figures as a table keeps them: a number as digits, an answer as its key."""
    return {
        key: {"text": value} if isinstance(value, str) else {"number": str(value)} for key, value in figures.items()
    }


def figures_of(application: Application) -> dict[str, Decimal | str]:
    """The figures of an application as a rule reads them."""
    return {
        key: value["text"] if "text" in value else Decimal(value["number"])
        for key, value in application.figures.items()
    }


def fee_of(rulebook: Rulebook, application: Application, year: int) -> Fee | None:
    """What a whole year of membership would cost by the applicant's own figures; None before a category fits."""
    fee = rulebook.fees.get(application.category)
    if fee is None:
        return None
    given = {key: value for key, value in figures_of(application).items() if key in fee.bases}
    try:
        inputs = checked_inputs(rulebook, given)
    except InputError:
        inputs = {}
    return compute_fee(rulebook, category=application.category, year=year, inputs=inputs)
