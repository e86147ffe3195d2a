"""The rules of a membership's life, as sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.shared.words import say
from koinon.statutes.leaving import withdrawal_rule
from koinon.statutes.rulebook import Rulebook


def withdrawal_rule_words(rulebook: Rulebook | None) -> str:
    """With which notice a member leaves."""
    rule = withdrawal_rule(rulebook) if rulebook else None
    if rule is None:
        return _("The rulebook does not say with which notice a member leaves.")
    months = ngettext("%(n)s month", "%(n)s months", rule.months) % {"n": rule.months}
    sentence = {
        "day": _("A membership ends %(months)s after the notice."),
        "month": _("A membership ends %(months)s after the notice, at the end of that month."),
        "year": _("A membership ends %(months)s after the notice, at the end of that year."),
    }[rule.ends]
    return sentence % {"months": months}


def change_rule_words(rulebook: Rulebook | None) -> str:
    """What follows from a change of category, and who decides it."""
    rule = rulebook.life.category_change if rulebook and rulebook.life else None
    if rulebook is None or rule is None:
        return _("Rights follow from the day of the change; the fee is that of the category in which a year begins.")
    body = say(rulebook.bodies[rule.decided_by].label)
    sentence = {
        "next_year": _("The %(body)s decides. Rights follow from the day of the change, the fee from the next year."),
        "pro_rata": _("The %(body)s decides. Rights follow from the day of the change, the fee by the months in each."),
    }[rule.fee]
    return sentence % {"body": body}
