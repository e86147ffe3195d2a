"""The forms of whoever presides. Each carries the key under which its action is done once."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.rooms.assemblies.models import Vote

CHAIR_CHOICES = [("yes", _("yes")), ("no", _("no"))]
METHODS = [Vote.Method.OPEN, Vote.Method.HAND, Vote.Method.PAPER]
LONGEST_TEXT = 20_000


def new_key() -> str:
    """A key for one sending of one form."""
    return str(uuid.uuid4())


class PressForm(forms.Form):
    """A button: what it does is done once, however often it is pressed."""

    use_required_attribute = False
    key = forms.CharField(max_length=120, widget=forms.HiddenInput, initial=new_key)

    def inputs(self) -> dict[str, Any]:
        """What was said, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class OpenForm(PressForm):
    """The opening; on a later day with the reason why what was held on paper is entered only now."""

    entered_later = forms.CharField(
        label=_("Why it is entered afterwards"),
        required=False,
        max_length=300,
        help_text=_("Such as: the hall had no network. It stands in the minutes."),
    )


class ItemForm(PressForm):
    """A button about an item."""

    item = forms.UUIDField(widget=forms.HiddenInput)


class VoteForm(PressForm):
    """A button about a vote."""

    vote = forms.UUIDField(widget=forms.HiddenInput)


class PutForm(ItemForm):
    """The quick way to a vote: by names, on the item as it stands or on a motion."""

    motion = forms.UUIDField(widget=forms.HiddenInput, required=False)


class StopForm(VoteForm):
    """A vote that went wrong."""

    reason = forms.CharField(label=_("Why the vote is repeated"), max_length=300)


class ChairVoteForm(VoteForm):
    """The chair's vote between equals."""

    chair = forms.ChoiceField(choices=CHAIR_CHOICES, widget=forms.HiddenInput)


class LotForm(VoteForm):
    """What the lot said."""

    chosen = forms.MultipleChoiceField(label=_("Drawn by lot"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, candidates: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            # Which candidates there are, the action knows; the form only carries what was ticked.
            candidates = [(value, value) for value in self.data.getlist("chosen")]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = candidates  # type: ignore[attr-defined]


class ConflictForm(ItemForm):
    """Somebody has an interest in an item."""

    person = forms.ChoiceField(label=_("Who has an interest"))
    words = forms.CharField(label=_("In a few words"), max_length=500, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]


class ConflictPress(ItemForm):
    """The same as it is sent: whether the person is on record, the action says."""

    person = forms.UUIDField()
    words = forms.CharField(max_length=500, required=False)


class EndForm(PressForm):
    """The end of the meeting, which nobody reaches by accident."""

    sure = forms.BooleanField(label=_("Yes, the meeting is over"))


class MotionForm(PressForm):
    """A motion from the floor, or an amendment to one."""

    item = forms.UUIDField(widget=forms.HiddenInput)
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST_TEXT)
    reach = forms.IntegerField(
        label=_("How far it goes"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("A number: what goes further has a larger one, and is voted on first."),
    )

    def __init__(self, *args: Any, ranked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ranked:
            del self.fields["reach"]


class RankForm(PressForm):
    """How far a motion goes, and what cannot stand beside it."""

    motion = forms.UUIDField(widget=forms.HiddenInput)
    reach = MotionForm.base_fields["reach"]
    excludes = forms.MultipleChoiceField(
        label=_("Cannot stand beside"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If one of these is adopted, the others fall."),
    )

    def __init__(self, *args: Any, beside: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["excludes"].choices = list(beside)  # type: ignore[attr-defined]
        if not beside:
            del self.fields["excludes"]


class CountedForm(ItemForm):
    """How a vote is held, and who counts where it is counted by hand."""

    method = forms.ChoiceField(
        label=_("How it is held"),
        choices=[(method.value, method.label) for method in METHODS],
        widget=forms.RadioSelect,
        initial=Vote.Method.OPEN,
    )
    first_teller = forms.ChoiceField(
        label=_("First teller"), required=False, help_text=_("Where it is counted by hand, two persons count.")
    )
    second_teller = forms.ChoiceField(label=_("Second teller"), required=False)

    def __init__(self, *args: Any, tellers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_teller", "second_teller"):
            self.fields[name].choices = [("", _("Nobody")), *tellers]  # type: ignore[attr-defined]

    def tellers(self) -> tuple[uuid.UUID, ...]:
        """Those who count; nobody where everybody votes by name."""
        if self.cleaned_data["method"] == Vote.Method.OPEN:
            return ()
        given = (self.cleaned_data["first_teller"], self.cleaned_data["second_teller"])
        return tuple(uuid.UUID(person) for person in given if person)


class QuestionForm(CountedForm):
    """A vote on an item or a motion, in any way."""

    motion = forms.UUIDField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(label=_("Kind of decision"))
    field_order = ("key", "item", "motion", "decision", "method", "first_teller", "second_teller")

    def __init__(self, *args: Any, decisions: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]


class RaceForm(CountedForm):
    """An election: how many seats, which round."""

    election = forms.ChoiceField(label=_("Kind of election"))
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=200)
    round = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=50, initial=1)
    field_order = ("key", "item", "election", "seats", "round", "method", "first_teller", "second_teller")

    def __init__(self, *args: Any, elections: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["election"].choices = list(elections)  # type: ignore[attr-defined]
