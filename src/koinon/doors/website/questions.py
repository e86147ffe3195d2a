"""The questions of "May we join?" as a form: at most four at once, made from the rulebook."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.doors.website.answers import LONGEST, OPEN, Answers, fact_name, written
from koinon.statutes.eligibility import Eligibility
from koinon.statutes.eligibility_words import asked_next
from koinon.statutes.rulebook.member_rules import FactQuestion

AT_ONCE = 4


class Questions(forms.Form):
    """A few questions, with what was answered before."""

    use_required_attribute = False

    def __init__(self, answers: Answers, asked: Sequence[str]) -> None:
        self.answers, self.asked = answers, asked
        rulebook = answers.rulebook
        given = {key: written(value) for key, value in answers.known.items()}
        names = {fact_name(rulebook, key): key for key in asked}
        super().__init__(initial={name: given[key] for name, key in names.items() if key in given})
        for name, key in names.items():
            self.fields[name] = _field(rulebook.facts[key])

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form carries along unseen: the answers to all other questions, and the fee's figures."""
        return self.answers.pairs(without=tuple(self.asked))


def asked_now(answers: Answers, found: Eligibility) -> list[str]:
    """The questions of this screen: the one to be changed, else the first of those that are open and not left so.

    What decides about the first category that is possible comes before all else: whoever fits it is asked no more.
    """
    if answers.change:
        return [answers.change]
    left = [gap.key for gap in found.missing if gap.key not in answers.left_open]
    deciding = asked_next(answers.rulebook, found)
    return ([key for key in left if key in deciding] or left)[:AT_ONCE]


def _field(question: FactQuestion) -> forms.Field:
    shown: dict[str, Any] = {
        "label": words.say(question.question),
        "help_text": words.say(question.help) if question.help else "",
    }
    if question.kind in ("text", "member"):
        widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST})
        return forms.CharField(widget=widget, **shown)
    options = [("yes", _("Yes")), ("no", _("No"))]
    if question.kind == "choice":
        options = [(key, words.say(option.label)) for key, option in question.options.items()]
    return forms.ChoiceField(choices=[*options, (OPEN, _("We do not know yet"))], widget=forms.RadioSelect, **shown)
