"""The rules of admission in force, and how a draft is judged by them."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.rooms.admissions.models import Application
from koinon.rooms.memberships.eligibility import readable_facts
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.eligibility import Eligibility, assess
from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.inputs import InputError, Inputs, checked_inputs, inputs_from_data
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
    return assess(rulebook, readable_facts(rulebook, application.facts))


def judge_anew(rulebook: Rulebook, application: Application) -> None:
    """Write down which category the answers of an application lead to now, and by which rules."""
    assessed = judged(rulebook, application)
    application.category, application.criterion = assessed.category or "", assessed.criterion or ""
    application.assessment, application.rulebook = assessed.as_data(), rulebook.version


def figures_of(application: Application) -> dict[str, Decimal | str]:
    """The figures of an application as a rule reads them."""
    return inputs_from_data(application.figures)


def readable_figures(rulebook: Rulebook, figures: Inputs) -> dict[str, Decimal | str]:
    """The figures that the rules ask for; what they do not take as one is unknown."""
    known: dict[str, Decimal | str] = {}
    for key, value in figures.items():
        try:
            known |= checked_inputs(rulebook, {key: value})
        except InputError:
            continue
    return known


def fee_of(rulebook: Rulebook, application: Application, year: int) -> Fee | None:
    """What a whole year of membership would cost by the applicant's own figures; None before a category fits."""
    fee = rulebook.fees.get(application.category)
    if fee is None:
        return None
    known = readable_figures(rulebook, figures_of(application))
    inputs = {key: value for key, value in known.items() if key in fee.bases}
    return compute_fee(rulebook, category=application.category, year=year, inputs=inputs)
