"""The forms of this door, as they are sent. Each carries the key under which its action is done once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

LONGEST_LIST = 300


class ManyWords(forms.Field):
    """All values that were sent under one name, as a tuple of words."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> tuple[str, ...]:
        """The words; refuses more than anybody could tick."""
        if len(value or ()) > LONGEST_LIST:
            raise forms.ValidationError(_("That is more than there is to choose from."), code="too_many")
        return tuple(str(word) for word in value or ())


class ManyIds(ManyWords):
    """All public ids that were sent under one name."""

    def to_python(self, value: Any) -> Any:
        """The ids; refuses what is none."""
        field = forms.UUIDField()
        return tuple(field.clean(word) for word in super().to_python(value))


class KeyedForm(forms.Form):
    """A form whose action happens once, however often the button is pressed."""

    key = forms.CharField(max_length=120)


class BallotForm(KeyedForm):
    """What is cast: a choice, or names, or a blank ballot; for all members that one carries, or for those named."""

    choice = forms.CharField(max_length=10, required=False)
    names = ManyWords(required=False)
    blank = forms.BooleanField(required=False)
    members = ManyIds(required=False)

    def clean(self) -> dict[str, Any]:
        """Nobody casts a blank ballot by forgetting to choose."""
        given = self.cleaned_data
        if not given.get("choice") and not given.get("names") and not given.get("blank"):
            raise forms.ValidationError(_("Nothing was chosen."), code="nothing")
        if given.get("blank"):
            given["names"] = ()
        return given


class PresenceForm(KeyedForm):
    """Whether one comes, and how, or leaves."""

    step = forms.ChoiceField(choices=[("on_site", ""), ("online", ""), ("leave", "")])


class InterestForm(KeyedForm):
    """An item in which one has an interest, and what it is."""

    item = forms.UUIDField()
    words = forms.CharField(max_length=500, required=False)
