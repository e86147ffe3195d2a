"""The forms by which an organisation prepares a meeting: delegates, proxies, items for the agenda."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.doors.members_area.forms import KeyedForm
from koinon.rooms.assemblies.actions import NamedDelegate

SUBSTITUTES = 2
Choices = Sequence[tuple[str, str]]


class DelegatesForm(KeyedForm):
    """Who votes, and who steps in; in several parts where votes may be split."""

    def __init__(self, people: Choices, parts: int, votes: int | None, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.parts, self.votes = parts, votes
        offered = [("", _("nobody")), *people]
        for part in range(parts):
            for name, field in self._fields_of(part, offered):
                self.fields[name] = field

    def _fields_of(self, part: int, offered: Choices) -> Iterator[tuple[str, forms.Field]]:
        """The fields of one part: the first delegate is needed, everybody else only where there is one."""
        split, number = self.parts > 1, {"n": part + 1}
        label = _("Delegate %(n)s") % number if split else _("Delegate")
        people = offered if part else offered[1:]
        yield f"delegate_{part}", forms.ChoiceField(label=label, choices=people, required=not part)
        if split:
            hint = "" if part else _("Left empty where one delegate casts all.")
            label = _("Votes of delegate %(n)s") % number
            yield f"votes_{part}", forms.IntegerField(label=label, required=False, min_value=1, help_text=hint)
        words = _("Substitute %(rank)s of delegate %(n)s") if split else _("Substitute %(rank)s")
        for rank in range(SUBSTITUTES):
            label = words % {**number, "rank": rank + 1}
            yield f"substitute_{part}_{rank}", forms.ChoiceField(label=label, choices=offered, required=False)

    def delegates(self) -> list[NamedDelegate]:
        """Whom to name, for the action."""
        given = self.cleaned_data
        return [
            NamedDelegate(
                UUID(given[f"delegate_{part}"]),
                tuple(UUID(one) for rank in range(SUBSTITUTES) if (one := given[f"substitute_{part}_{rank}"])),
                given.get(f"votes_{part}"),
            )
            for part in range(self.parts)
            if given[f"delegate_{part}"]
        ]


class ProxyForm(KeyedForm):
    """To which member, and for what."""

    holder = forms.ChoiceField(label=gettext_lazy("To which member"))
    scope = forms.ChoiceField(label=gettext_lazy("For what"), widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(label=gettext_lazy("Items"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, holders: Choices, scopes: Iterable[str], items: Choices, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        named = {"meeting": _("The whole meeting"), "items": _("Only the items chosen below")}
        self.fields["holder"].choices = [("", _("choose a member")), *holders]  # type: ignore[attr-defined]
        offered = [(scope, named[scope]) for scope in scopes]
        self.fields["scope"].choices = offered  # type: ignore[attr-defined]
        self.fields["items"].choices = items  # type: ignore[attr-defined]
        if "items" not in scopes:
            del self.fields["items"]
        if offered:
            self.initial.setdefault("scope", offered[0][0])
        if len(offered) == 1:
            self.fields["scope"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A proxy for items names them."""
        given = super().clean() or {}
        if given.get("scope") == "items" and not given.get("items"):
            self.add_error("items", _("Choose the items that the proxy is for."))
        return given

    def holder_chosen(self) -> UUID:
        """To which member."""
        return UUID(self.cleaned_data["holder"])

    def chosen(self) -> tuple[UUID, ...]:
        """The items it is for; none where it is for the whole meeting."""
        given = self.cleaned_data
        return tuple(UUID(item) for item in given.get("items", ())) if given["scope"] == "items" else ()


class ProxyAnswerForm(KeyedForm):
    """Buttons that accept a proxy, decline it or take it back."""

    proxy = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[(answer, answer) for answer in ("accept", "decline", "revoke")],
    )

    def one_key(self) -> str:
        """The key of the button that was pressed: two stand in one form."""
        given = self.cleaned_data
        return f"{given['key'][:40]}:{given['answer']}:{given['proxy']}"


class ProposeForm(KeyedForm):
    """What a member wants on the agenda."""

    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=200)
    words = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What should be discussed or decided, and why."),
    )
    decision = forms.ChoiceField(label=gettext_lazy("What it asks for"), required=False)

    def __init__(self, decisions: Mapping[str, str], *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        offered = [("", _("only to be discussed")), *decisions.items()]
        self.fields["decision"].choices = offered  # type: ignore[attr-defined]


class SupportForm(KeyedForm):
    """A button that supports an item that another member proposed."""

    item = forms.UUIDField(widget=forms.HiddenInput)

    def one_key(self) -> str:
        """The key of the button that was pressed: several stand on one page."""
        given = self.cleaned_data
        return f"{given['key'][:40]}:{given['item']}"
