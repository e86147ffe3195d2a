"""The contact form, and what keeps machines from flooding it without asking anybody else.

Three things: a field that people do not see and machines fill in, a sealed moment of opening (whoever sends within
three seconds has not written anything), and a count of messages by address and over all.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.adapters.identifiers import InvalidIdentifier, check_email
from koinon.doors.shared.flood import too_often
from koinon.rooms.organisations.actions import TOPICS, Enquiry
from koinon.rooms.organisations.actions.enquiries import LONGEST_MESSAGE, LONGEST_NAME

SOONEST, LATEST = timedelta(seconds=3), timedelta(hours=24)
# Messages an hour: from one address, and from everywhere together.
FROM_ONE, FROM_ALL = 5, 60
_signer = TimestampSigner(salt="koinon.website.enquiry")


class EnquiryForm(forms.Form):
    """What somebody wants to ask."""

    topic = forms.ChoiceField(label=gettext_lazy("What is it about?"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Your organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The answer goes there. It is used for nothing else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Named to attract machines; people never see it.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    seal = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic = self.fields["topic"]
        topic.choices = [(key, capfirst(str(words))) for key, words in TOPICS.items()]  # type: ignore[attr-defined]

    def shown(self) -> list[Any]:
        """The fields that people fill in."""
        return [self[name] for name in ("topic", "message", "name", "organisation", "email")]

    def clean_email(self) -> str:
        """An address that can be answered."""
        try:
            return check_email(self.cleaned_data["email"])
        except InvalidIdentifier as problem:
            meant = _("Did you mean %(address)s?") % {"address": problem.suggestion} if problem.suggestion else ""
            raise forms.ValidationError(f"{problem.words} {meant}".strip()) from problem

    def clean(self) -> dict[str, Any]:
        """Refuse what a machine sent, in words for the person it might have been."""
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(
                _("The last field has to stay empty; some programs fill it in by themselves. Empty it and send again.")
            )
        self._check_seal()
        return self.cleaned_data

    def enquiry(self) -> Enquiry:
        """What was asked."""
        found = self.cleaned_data
        return Enquiry(found["name"], found["email"], found["topic"], found["message"], found["organisation"])

    @property
    def key(self) -> str:
        """The key of this form: sent twice, it is one message."""
        return str(self.cleaned_data["seal"]).partition(":")[0]

    def _check_seal(self) -> None:
        try:
            UUID(_signer.unsign(self.cleaned_data.get("seal", ""), max_age=LATEST))
        except SignatureExpired:
            raise self._anew(_("This form had been open for more than a day. Send it once more.")) from None
        except (BadSignature, ValueError):
            raise self._anew(_("This form did not come from this page as it was. Send it once more.")) from None
        if _is_fresh(self.cleaned_data["seal"]):
            raise forms.ValidationError(_("That was faster than anybody writes. Wait a few seconds and send it again."))

    def _anew(self, words: str) -> forms.ValidationError:
        """The same answers under a new seal."""
        self.data = {**dict(self.data.items()), "seal": new_seal()}
        return forms.ValidationError(words)


def new_seal() -> str:
    """A key for one message, sealed with the moment it was made."""
    return _signer.sign(str(uuid4()))


def _is_fresh(seal: str) -> bool:
    try:
        _signer.unsign(seal, max_age=SOONEST)
    except SignatureExpired:
        return False
    return True


def is_flood(request: HttpRequest, what: str = "enquiries") -> bool:
    """Count one message; True where the address, or everybody together, has sent enough for this hour."""
    return too_often(request, what, FROM_ONE, FROM_ALL)
