"""Forms about who votes for whom: delegates with their substitutes, and proxies."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.assemblies.actions import NamedDelegate

Choices = list[tuple[str, str]]
SUBSTITUTES = 2
RANKS = (_("Delegate"), _("First substitute"), _("Second substitute"))


class DelegatesForm(StepForm):
    """A delegate with substitutes; several, each with a part of the votes, where the rulebook lets a member split."""

    def __init__(self, *args: Any, people: Choices, most: int, votes: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most, self.votes = most, votes
        for place in range(most):
            for rank in range(1 + SUBSTITUTES):
                self.fields[f"person-{place}-{rank}"] = forms.TypedChoiceField(
                    label=self._label(place, rank),
                    required=place == rank == 0,
                    coerce=UUID,
                    empty_value=None,
                    choices=[("", _("Nobody")), *people],
                )
            if most > 1:
                self.fields[f"votes-{place}"] = forms.IntegerField(
                    label=_("Votes of delegate %(n)s") % {"n": place + 1},
                    required=False,
                    min_value=1,
                    help_text=_("Left empty where one delegate casts all votes.") if place == 0 else "",
                )

    def _label(self, place: int, rank: int) -> Any:
        if self.most == 1:
            return RANKS[rank]
        return _("%(what)s, part %(n)s") % {"what": RANKS[rank], "n": place + 1}

    def inputs(self) -> dict[str, Any]:
        """The delegates in their order; parts without a delegate are left out."""
        found = []
        for place in range(self.most):
            people = [self.cleaned_data.get(f"person-{place}-{rank}") for rank in range(1 + SUBSTITUTES)]
            first, *others = [person for person in people if person] or [None]
            if first is not None:
                found.append(NamedDelegate(first, tuple(others), self.cleaned_data.get(f"votes-{place}")))
        return {"delegates": tuple(found)}


class ProxyForm(StepForm):
    """Who gives whose votes into whose hands, and for what."""

    giver = forms.TypedChoiceField(label=_("Given by"), coerce=UUID)
    holder = forms.TypedChoiceField(label=_("Held by"), coerce=UUID)

    def __init__(self, *args: Any, voters: Choices, items: Choices, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "holder"):
            self.fields[name].choices = [("", _("Choose")), *voters]  # type: ignore[attr-defined]
        if items:
            self.fields["items"] = forms.TypedMultipleChoiceField(
                label=_("Only for these items"),
                required=not whole,
                coerce=UUID,
                choices=items,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("None ticked: for the whole meeting.") if whole else "",
            )

    def inputs(self) -> dict[str, Any]:
        """The items as the action takes them."""
        given = super().inputs()
        return {**given, "items": tuple(given.get("items", ()))}
